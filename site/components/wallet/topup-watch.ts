/** Looks at a top-up every few seconds and shows the page anew when something happened. */
const watched = document.querySelector<HTMLElement>('[data-topup]')
if (watched) watch(watched)

function watch(root: HTMLElement): void {
  const { topup = '', status = '' } = root.dataset
  const until = Date.now() + 5 * 60_000
  const note = root.querySelector<HTMLElement>('[data-checking]')
  if (note) note.hidden = false
  const look = async (): Promise<void> => {
    try {
      const answer = await fetch(`/api/topups/${topup}`, { cache: 'no-store' })
      const now = answer.ok ? ((await answer.json()) as { status: string }).status : status
      if (now !== status) return location.reload()
    } catch {
      // No connection: looked again below.
    }
    if (Date.now() < until) setTimeout(() => void look(), document.hidden ? 10_000 : 2_000)
    else if (note) note.hidden = true
  }
  setTimeout(() => void look(), 1_000)
}
