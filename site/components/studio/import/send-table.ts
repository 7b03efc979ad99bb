/** Sends the chosen table, and follows to its page; what the hub refuses is told in its words. */
import { oneAtATime } from '../../one-at-a-time.ts'

const form = document.querySelector<HTMLFormElement>('[data-send-table]')
if (form) prepare(form)

function prepare(form: HTMLFormElement): void {
  const { institution = '', locale = 'ja', next = '', sending = '', failed = '' } = form.dataset
  const file = form.querySelector<HTMLInputElement>('input[type="file"]')!
  const press = oneAtATime(form.querySelector('button')!)
  const say = (text: string): void => void (form.querySelector('[data-state]')!.textContent = text)
  form.hidden = false

  async function send(chosen: File): Promise<unknown> {
    say(sending)
    const query = new URLSearchParams({ institution, name: chosen.name.slice(0, 255) || 'table.csv' })
    const answer = await fetch(`/api/museum/imports?${query.toString()}`, {
      method: 'POST',
      headers: { 'content-type': 'text/csv', 'accept-language': locale },
      // Read here: a file that changed on the device since it was chosen would break off in the middle.
      body: await chosen.arrayBuffer(),
    })
    const told = (await answer.json()) as { readonly id: string; readonly title?: string }
    if (!answer.ok) return say(told.title ?? failed)
    // Pressed again while its page is still coming, it would be brought twice.
    location.assign(`${next}/${told.id}`)
    return 'left'
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    const [chosen] = file.files ?? []
    if (chosen !== undefined) void press(() => send(chosen).catch(() => say(failed)))
  })
  // Come back to by the browser's own way, the page is as it was left.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) say('')
  })
}
