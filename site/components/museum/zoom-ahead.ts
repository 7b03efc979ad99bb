/** What browsers say of their line, where they say anything (https://wicg.github.io/netinfo/). */
type Line = { readonly effectiveType?: string; readonly type?: string; readonly saveData?: boolean }

/** Quick, and not paid for by the megabyte as far as the browser knows; one that says nothing is not taken for free. */
function isGood({ effectiveType, type, saveData }: Line): boolean {
  return effectiveType === '4g' && type !== 'cellular' && saveData !== true
}

const lineOf = (from: Navigator & { readonly connection?: Line }): Line => from.connection ?? {}

/**
 * Fetches the moving viewer, and none of a picture's parts, before its button is pressed: when the button comes near, where
 * the line is good; on any other when somebody is about to press it.
 */
export function fetchAhead(opener: HTMLElement): void {
  const fetch = (): void => void import('./deep-zoom.ts').catch(() => {})
  for (const event of ['pointerenter', 'focus']) opener.addEventListener(event, fetch, { once: true })
  if (!isGood(lineOf(navigator))) return
  const near = new IntersectionObserver(
    (entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return
      near.disconnect()
      requestIdleCallback(fetch)
    },
    // A screen ahead of whoever reads down to it.
    { rootMargin: '100% 0px' },
  )
  near.observe(opener)
}
