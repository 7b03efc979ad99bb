/** Web addresses as partners write them. */
export type Addressing = {
  /** `https` also where a partner still writes `http`; undefined for what is none, or carries a log-in. */
  readonly secured: (address: string) => string | undefined
  /** Whether it is an address of this hub. */
  readonly isOwn: (address: string) => boolean
}

/** What a name of a host or a number consists of. Addresses allow more, `;` among it, which would end a word of a page's policy. */
const isHost = (host: string): boolean => /^[a-z0-9_.:[\]-]+$/.test(host)

/**
 * How addresses of partners are read. `plainOrigins`: those that may stay `http`, for a stand-in on this machine; `own`:
 * where people reach this hub.
 */
export function addressing(plainOrigins: readonly string[], own: () => string): Addressing {
  const secured = (address: string): string | undefined => {
    const url = address.length <= 2_000 && URL.canParse(address) ? new URL(address) : undefined
    if (url === undefined || !/^https?:$/.test(url.protocol)) return undefined
    if (url.username !== '' || url.password !== '' || !isHost(url.hostname)) return undefined
    url.hash = ''
    if (url.protocol === 'http:' && !plainOrigins.includes(url.origin)) url.protocol = 'https:'
    return /[\s"<>\\^`{|}]/.test(url.href) ? undefined : url.href
  }
  return {
    secured,
    isOwn: (address) => URL.canParse(address) && new URL(address).host === new URL(own()).host,
  }
}
