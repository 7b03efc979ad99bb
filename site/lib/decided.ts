/**
 * What the hub says of a shop's form whatever page comes next: that it decided what was asked under its key. The page keeps
 * what it sent until it reads that, in a cookie that the page may read and that stands in no address.
 */
export const decidedCookie = 'meguri_decided'
/** As long as somebody takes from an answer to the next page that looks. */
const seconds = 600

/**
 * Whether an answer refuses for good what was sent. Who is not let in, comes too often or meets a hub that cannot answer hears
 * nothing of whether it was done before.
 */
export const isRefused = (status: number): boolean =>
  status >= 400 && status < 500 && ![401, 403, 429].includes(status)

const ofShop = /^(?:\/[a-z]{2}(?:-[a-z]{4})?)?\/shop(?:\/|$)/

type Answered = {
  readonly url: URL
  readonly key: FormDataEntryValue | null
  /** What the hub said; nothing where the page did not ask it. */
  readonly isDecided: boolean | undefined
  readonly status: number
}

/** The line that names the key of a shop's form where it is decided: by the hub, or by a page that refused it before it asked. */
export function decidedLine({ url, key, isDecided, status }: Answered): string | undefined {
  if (typeof key !== 'string' || key === '' || !ofShop.test(url.pathname)) return undefined
  if (!(isDecided ?? isRefused(status))) return undefined
  const secure = url.protocol === 'https:' ? '; Secure' : ''
  return `${decidedCookie}=${encodeURIComponent(key)}; Path=/; Max-Age=${seconds}; SameSite=Lax${secure}`
}
