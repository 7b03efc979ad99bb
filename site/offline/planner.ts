/** The form of the planner on the device: reads the address, and brings the search only when something is asked. */
import { dayOf, nextDay } from '../lib/day.ts'
import type { DeviceWords } from '../lib/plan/device-words.ts'

const part = <T extends HTMLElement>(id: string): T => document.querySelector<T>(`#${id}`)!

/** A name as it is compared: without width, case, spaces and what stands for "station". */
const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\-ー'’]|駅$|station$/g, '')

/** The station that a text of an address means: its id, or one of its names. */
function meant(select: HTMLSelectElement, text: string): string | undefined {
  const asked = plain(text)
  return [...select.options].find(
    ({ value, dataset }) =>
      value !== '' && [value, ...(dataset['names'] ?? '').split('|')].some((name) => plain(name) === asked),
  )?.value
}

/** Fills the form from the address, and answers at once where it asks for two stations. */
export function openPlanner(): void {
  const form = part<HTMLFormElement>('device')
  const [from, to] = [part<HTMLSelectElement>('from'), part<HTMLSelectElement>('to')]
  const [date, time] = [part<HTMLInputElement>('date'), part<HTMLInputElement>('time')]
  const [told, answer] = [part('told'), part('answer')]
  const words = JSON.parse(answer.dataset['words']!) as DeviceWords
  const today = dayOf(Date.now())
  const asked = new URLSearchParams(location.search)
  date.value = asked.get('date') ?? today
  if (date.value === '') date.value = today
  time.value = asked.get('time') ?? ''

  let looks = 0
  /** Shows the answer to what the form asks now; whether it is still the newest question. */
  const look = async (): Promise<boolean> => {
    const turn = ++looks
    told.textContent = ''
    const question = { from: from.value, to: to.value, date: date.value, time: time.value, today }
    const { journeysFor } = await import('./device-planner.ts')
    const found = await journeysFor(question, {
      words,
      lang: answer.dataset['lang']!,
      nextDay: nextDay(question.date),
    })
    // A day that comes late from the hub never takes the place of one that was asked for after it.
    if (turn !== looks) return false
    answer.replaceChildren(...found)
    return true
  }
  /** The answer has an address, so that one comes back to it. */
  const ask = async (): Promise<void> => {
    const query = new URLSearchParams(
      [from, to, date, time].flatMap(({ name, value }) => (value === '' ? [] : [[name, value]])),
    )
    history.replaceState(null, '', `${location.pathname}?${query}`)
    // What was asked for is read next.
    if (await look()) answer.querySelector<HTMLElement>('[tabindex]')!.focus()
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void ask()
  })
  part('back').addEventListener('click', () => {
    ;[from.value, to.value] = [to.value, from.value]
    if (form.reportValidity()) void ask()
  })
  const unknown = [from, to].flatMap((select) => {
    const text = asked.get(select.name) ?? ''
    select.value = (text === '' ? '' : meant(select, text)) ?? ''
    return text !== '' && select.value === '' ? [text] : []
  })
  if (unknown.length > 0)
    told.textContent = `${words.says['candidate.unknown'].replace('{{asked}}', unknown[0]!)} ${words.says['device.pick']}`
  if (from.value !== '' && to.value !== '') void look()
}
