/** Whether an address leads to a page: what somebody typed may also be `javascript:` or `data:`, which a press would run. */
export const isWebAddress = (address: string): boolean =>
  URL.canParse(address) && ['http:', 'https:'].includes(new URL(address).protocol)
