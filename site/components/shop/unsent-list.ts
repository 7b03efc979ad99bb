import { oneAtATime } from '../one-at-a-time.ts'
import { forgetForm, keptForms, noteAnswered, openAnswer, sendForm, type UnsentForm } from './unsent-forms.ts'

/** At the till: what whoever stands here sent and never heard of, to be sent again under its key or dropped. */
noteAnswered()
const list = document.querySelector<HTMLElement>('[data-unsent-forms]')
if (list)
  for (const form of keptForms())
    if (form.standing === list.dataset['standing']) list.append(noticeOf(form, list))

function noticeOf(form: UnsentForm, root: HTMLElement): Node {
  const { text = '', lang = 'ja', sending = '', unheard = '' } = root.dataset
  const made = root.querySelector('template')!.content.firstElementChild!.cloneNode(true) as HTMLElement
  const part = <E extends HTMLElement>(name: string) => made.querySelector<E>(`[data-${name}]`)!
  const at = new Intl.DateTimeFormat(lang, {
    timeZone: 'Asia/Tokyo',
    month: 'long',
    day: 'numeric',
    hour: 'numeric',
    minute: '2-digit',
  }).format(form.startedAt)
  part('text').textContent = text
    .replace('{what}', form.what)
    .replace('{amount}', new Intl.NumberFormat(lang).format(form.amountYen))
    .replace('{when}', at)
  const again = part('again')
  const press = oneAtATime(again)
  const send = async (): Promise<void> => {
    part('state').textContent = sending
    const sent = await sendForm(form)
    if (sent.kind === 'unknown') part('state').textContent = unheard
    if (sent.kind === 'done') location.assign(sent.at)
    if (sent.kind === 'told') openAnswer(form)
  }
  again.addEventListener('click', () => void press(send))
  part('forget').addEventListener('click', () => {
    forgetForm(form)
    made.remove()
  })
  return made
}
