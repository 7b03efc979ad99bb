import { oneAtATime } from '../one-at-a-time.ts'
import {
  forgetForm,
  keptForms,
  noteAnswered,
  onKeptElsewhere,
  openAnswer,
  sendForm,
  waitedForMs,
  type UnsentForm,
} from './unsent-forms.ts'

/** At the till: what whoever stands here sent and never heard of, to be sent again under its key or dropped. */
const list = document.querySelector<HTMLElement>('[data-unsent-forms]')
const listed = new Map<string, HTMLElement>()
let later: ReturnType<typeof setTimeout> | undefined

/** Lists what is kept here; what another window sent a moment ago, only once it has waited for the answer long enough. */
function show(root: HTMLElement): void {
  const forms = keptForms().filter(({ standing }) => standing === root.dataset['standing'])
  for (const [key, notice] of listed)
    if (!forms.some((form) => form.key === key)) {
      notice.remove()
      listed.delete(key)
    }
  const missing = forms.filter(({ key }) => !listed.has(key))
  for (const form of missing.filter((one) => waitedForMs(one) === 0)) {
    const notice = noticeOf(form, root)
    listed.set(form.key, notice)
    root.append(notice)
  }
  clearTimeout(later)
  const waits = missing.map(waitedForMs).filter((ms) => ms > 0)
  if (waits.length > 0) later = setTimeout(() => show(root), Math.min(...waits) + 1)
}

noteAnswered()
if (list) {
  show(list)
  onKeptElsewhere(() => show(list))
}

function noticeOf(form: UnsentForm, root: HTMLElement): HTMLElement {
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
    listed.delete(form.key)
    made.remove()
  })
  return made
}
