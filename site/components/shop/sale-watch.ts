/**
 * Keeps the shown code of a sale true: while it can be paid the hub is asked every second how it stands, and the page is
 * opened again once that changed. Without this the page has a link that asks once.
 */
const shown = document.querySelector<HTMLElement>('[data-sale]')
if (shown?.dataset['sale'] !== undefined) watch(shown.dataset['sale'])

function watch(address: string): void {
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(address, { cache: 'no-store' })
      // Whoever was signed out meanwhile finds the way in on the page itself.
      if (answer.status === 401) return location.reload()
      if (answer.ok && ((await answer.json()) as { state: string }).state !== 'open') return location.reload()
    } catch {
      // Without a connection nothing is known; it is asked again.
    }
    // A till that nobody looks at asks seldom.
    setTimeout(() => void ask(), document.hidden ? 5_000 : 1_000)
  }
  void ask()
}
