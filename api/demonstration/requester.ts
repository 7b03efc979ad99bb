/** The account that an invented region pays its shops from, in the letters of a bank file; its number is nobody's. */
export const inventedRequester = {
  code: '0000012345',
  nameKana: 'ｱｲﾂﾞﾒｸﾞﾘｺｳｲｷﾚﾝｺﾞｳ',
  bankCode: '0126',
  bankKana: 'ﾄｳﾎｳ',
  branchCode: '401',
  branchKana: 'ｱｲﾂﾞ',
  kind: '1',
  number: '1234567',
} as const
