/** Looks at a top-up every few seconds, and whenever somebody comes back to it, and shows the page anew when something happened. */
const watched = document.querySelector<HTMLElement>('[data-topup]')
if (watched) watch(watched)

function watch(root: HTMLElement): void {
  const { topup = '', status = '', until = '' } = root.dataset
  let busyUntil = Date.now() + 5 * 60_000
  let isLooking = false
  const note = root.querySelector<HTMLElement>('[data-checking]')
  const look = async (): Promise<void> => {
    try {
      const answer = await fetch(`/api/topups/${topup}`, { cache: 'no-store' })
      const now = answer.ok ? ((await answer.json()) as { status: string }).status : status
      if (now !== status) return location.reload()
    } catch {
      // No connection: looked again below.
    }
    isLooking = Date.now() < busyUntil
    if (note) note.hidden = !isLooking
    if (isLooking) setTimeout(() => void look(), document.hidden ? 10_000 : 2_000)
  }
  const begin = (): void => {
    if (document.hidden || isLooking) return
    isLooking = true
    busyUntil = Date.now() + 5 * 60_000
    if (note) note.hidden = false
    setTimeout(() => void look(), 1_000)
  }
  begin()
  // Cash takes hours or days: who opens the phone again at the store is told then.
  document.addEventListener('visibilitychange', begin)
  addEventListener('pageshow', ({ persisted }) => persisted && begin())
  tellEnd(Number(until))
}

/** What the page says ends at an instant of which nobody tells: a page that was left open is shown anew then, once. */
function tellEnd(until: number): void {
  const left = until - Date.now()
  // A timer counts no more than this; a page that is open for so long is not waited for.
  if (left > 0 && left < 2 ** 31 - 1) setTimeout(() => location.reload(), left + 1_000)
}
