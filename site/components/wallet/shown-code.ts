/** Counts a shown code down, takes it away at its end, and goes to the receipt once it is paid. */
type Line = { journalId: string; kind: string; paymentId: string | null }

/** Milliseconds between two looks for the payment. */
const lookEveryMs = 1_000
/** A payment of the last second may be told of a little later. */
const looksAfterEnd = 5

const shown = document.querySelector<HTMLElement>('[data-shown]')
if (shown) watch(shown)

function watch(root: HTMLElement): void {
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-${name}]`)!
  const { newest = '', seconds = '0', left = '', receipts = '' } = root.dataset
  // Counted from when the page came, so that a clock that is set wrong does not matter.
  const endsAt = performance.now() + Number(seconds) * 1_000
  let looksLeft = looksAfterEnd

  const count = (): boolean => {
    const secondsLeft = Math.ceil((endsAt - performance.now()) / 1_000)
    part('end').textContent = left.replace('%', String(Math.max(0, secondsLeft)))
    const isOver = secondsLeft <= 0
    if (isOver) for (const name of ['code', 'secret', 'watching']) part(name).hidden = true
    part('over').hidden = !isOver
    return isOver
  }

  const look = async (): Promise<void> => {
    try {
      const answer = await fetch('/api/wallets/me/activity?limit=10', { cache: 'no-store' })
      part('offline').hidden = answer.ok
      const { activity } = answer.ok ? ((await answer.json()) as { activity: Line[] }) : { activity: [] }
      const known = activity.findIndex(({ journalId }) => journalId === newest)
      const since = known === -1 ? activity : activity.slice(0, known)
      const paid = since.find(({ kind, paymentId }) => kind === 'pay' && paymentId !== null)
      if (paid) location.replace(`${receipts}${paid.paymentId}?paid`)
    } catch {
      part('offline').hidden = false
    }
  }

  const turn = async (): Promise<void> => {
    if (count()) looksLeft--
    await look()
    if (looksLeft > 0) setTimeout(() => void turn(), lookEveryMs)
  }

  part('watching').hidden = false
  void turn()
}
