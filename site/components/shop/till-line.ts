/** What the hub tells a till by itself. */
export type TillNews = {
  todayYen: number
  count: number
  payments: { paymentId: string; amountYen: number; refundedYen: number; paidAt: number }[]
  refunded: { paymentId: string; refundedYen: number }[]
}

/** The hub gives a sign of life every 15 s: a line that says nothing for so long is dead, whatever the browser believes. */
const silentMostMs = 40_000
/** A hub that tells nothing, or has too many listeners, is asked again after so long. */
const refusedForMs = 60_000

/**
 * Keeps a line to the hub open, as well as it can be. `since` says what the page shows already; the browser itself goes on
 * after the last event when the line breaks. While `isOpen` is false, the page has to ask.
 */
export function openTillLine(
  addressOf: () => string,
  { opened, told }: { opened: () => void; told: (news: TillNews, position: string) => void },
): { isOpen: () => boolean } {
  let line: EventSource | undefined
  let heardAt = Date.now()

  const begin = (): void => {
    line?.close()
    const made = new EventSource(addressOf())
    line = made
    heardAt = Date.now()
    const heard = (): void => void (heardAt = Date.now())
    made.addEventListener('open', () => {
      heard()
      opened()
    })
    made.addEventListener('beat', heard)
    made.addEventListener('payments', (event) => {
      heard()
      told(JSON.parse(event.data) as TillNews, event.lastEventId)
    })
    made.addEventListener('error', () => {
      if (made.readyState === EventSource.CLOSED && made === line) setTimeout(begin, refusedForMs)
    })
  }

  setInterval(() => {
    if (line?.readyState === EventSource.OPEN && Date.now() - heardAt > silentMostMs) begin()
  }, 5_000)
  // What a browser believes of a network that is gone differs: the line ends with it, and begins with it.
  window.addEventListener('offline', () => {
    line?.close()
    line = undefined
  })
  window.addEventListener('online', begin)
  begin()
  return { isOpen: () => line?.readyState === EventSource.OPEN }
}
