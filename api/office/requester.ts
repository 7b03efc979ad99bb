/** Where the region pays from; from configuration, agreed with its bank. */
export type Requester = {
  /** 振込依頼人コード, ten digits, given by the bank. */
  readonly code: string
  readonly nameKana: string
  readonly bankCode: string
  readonly bankKana: string
  readonly branchCode: string
  readonly branchKana: string
  readonly kind: '1' | '2' | '9'
  readonly number: string
}
