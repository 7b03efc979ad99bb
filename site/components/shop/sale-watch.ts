import { startSound } from './till-sound.ts'

/**
 * Keeps the shown code of a sale true: while it can be paid the hub is asked every second how it stands, and once that
 * changed what became of it takes the code's place. A payment sounds as at the till. Without this the page has a link that
 * asks once.
 */
const shown = document.querySelector<HTMLElement>('[data-sale]')
if (shown?.dataset['sale'] !== undefined) watch(shown, shown.dataset['sale'])

function watch(code: HTMLElement, address: string): void {
  const part = (name: string): HTMLElement => code.querySelector(`[data-${name}]`)!
  const chime = startSound(part('sound'), part('sound-waits'))
  const ask = async (): Promise<void> => {
    try {
      const answer = await fetch(address, { cache: 'no-store' })
      // Whoever was signed out meanwhile finds the way in on the page itself.
      if (answer.status === 401) return location.reload()
      const state = answer.ok ? ((await answer.json()) as { state: string }).state : 'open'
      if (state !== 'open') {
        await renew(code)
        return state === 'paid' ? chime() : undefined
      }
    } catch {
      // Without a connection nothing is known; it is asked again.
    }
    // A till that nobody looks at asks seldom.
    setTimeout(() => void ask(), document.hidden ? 5_000 : 1_000)
  }
  void ask()
}

/** A page that is loaded again sounds no more: what became of the sale is put where its code was. */
async function renew(code: HTMLElement): Promise<void> {
  const page = await (await fetch(location.href, { cache: 'no-store' })).text()
  const told = new DOMParser().parseFromString(page, 'text/html').querySelector('[data-sale-told]')
  if (told === null) return location.reload()
  code.replaceWith(told)
}
