import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * A form that somebody comes back to by the browser's own way has been sent from here already: it says so, and the same words
 * go once more under the key that they went with, so that nothing is done twice. Other words are another request.
 */
type Sent = {
  /** Which form of the page. */
  readonly form: string
  readonly key: string
  readonly at: number
  /** Who stood there; another one has not sent it. */
  readonly person: string
  /** A sum of what was sent: a code that was typed is kept nowhere. */
  readonly words: string
  readonly button: string
}

/** After an hour it is another request, whatever it says. */
const knownMs = 3_600_000
const sentMost = 20

/** Which form of the page it is stands in its key. */
const nameOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('_')))
const fields = [...document.querySelectorAll<HTMLInputElement>('input[data-sent]')]
/** The keys that were made for this look at the page. */
const ownKeys = new Map(fields.map((field) => [field, field.value]))
const notices = new Map<HTMLInputElement, HTMLElement>()

/** What was sent from this entry of the window's history, which alone keeps it: whoever comes here by another way has sent nothing. */
function sentFromHere(): readonly Sent[] {
  const state: unknown = history.state
  const sent: unknown = typeof state === 'object' && state !== null ? Reflect.get(state, 'sent') : undefined
  return Array.isArray(sent) ? (sent as readonly Sent[]) : []
}

const sentWith = (field: HTMLInputElement): readonly Sent[] =>
  sentFromHere().filter(
    ({ form, person, at }) =>
      form === nameOf(field.value) && person === field.dataset['person'] && Date.now() - at < knownMs,
  )

function keepSent(sent: readonly Sent[]): void {
  try {
    history.replaceState({ ...(history.state as object | null), sent: sent.slice(-sentMost) }, '')
  } catch {
    // A browser that keeps nothing has a new key for every look at the form.
  }
}

/** All that is asked for besides the key; a password says only who asks. */
function wordsOf(form: HTMLFormElement): string {
  const secret = new Set(
    [...form.querySelectorAll<HTMLInputElement>('[type=password]')].map(({ name }) => name),
  )
  const typed = [...new FormData(form)]
    .filter(([name]) => name !== 'key' && !secret.has(name))
    .map(([name, value]) => [name, typeof value === 'string' ? value : `${value.name} ${value.size}`])
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(typed))))
}

/** The same once more has the key that it had; anything else one that nothing was sent with. */
function keyFor(field: HTMLInputElement, words: string, button: string): string {
  const sent = sentWith(field)
  const same = sent.findLast((one) => one.words === words && one.button === button)
  if (same !== undefined) return same.key
  const own = ownKeys.get(field)!
  if (!sent.some(({ key }) => key === own)) return own
  const name = nameOf(own)
  return name === '' ? crypto.randomUUID() : `${name}_${crypto.randomUUID()}`
}

function noticeOf(field: HTMLInputElement): HTMLElement {
  const notice = document.createElement('div')
  Object.assign(notice, { className: 'notice warn', role: 'status', lang: field.dataset['lang'] ?? 'ja' })
  const link = Object.assign(document.createElement('a'), {
    className: 'more',
    href: location.pathname + location.search,
    textContent: field.dataset['anew'] ?? '',
  })
  // The same address again is the same entry, with all that it keeps.
  link.addEventListener('click', () => keepSent([]))
  const way = document.createElement('p')
  way.append(link)
  notice.append(document.createElement('p'), way)
  return notice
}

/** Says what a press would do now: nothing new, or another request. */
function tell(field: HTMLInputElement): void {
  const { form } = field
  const last = sentWith(field).at(-1)
  if (form === null || last === undefined) return
  const notice = notices.get(field) ?? noticeOf(field)
  const words = wordsOf(form)
  const same = sentWith(field).findLast((one) => one.words === words)
  const { sent = '', other = '', lang = 'ja' } = field.dataset
  const time = new Intl.DateTimeFormat(lang, {
    timeZone: 'Asia/Tokyo',
    hourCycle: 'h23',
    hour: 'numeric',
    minute: '2-digit',
  })
  const said = (same ? sent : other).replace('{time}', time.format((same ?? last).at))
  const text = notice.querySelector('p')!
  if (text.textContent !== said) text.textContent = said
  if (notices.has(field)) return
  notices.set(field, notice)
  form.before(notice)
  for (const kind of ['input', 'change']) form.addEventListener(kind, () => tell(field))
}

const fieldOf = ({ target }: Event): HTMLInputElement | undefined =>
  fields.find(({ form }) => form === target)
const buttonOf = ({ submitter }: SubmitEvent): string =>
  submitter instanceof HTMLButtonElement ? `${submitter.name} ${submitter.value}` : ''

// Before any other script of the page reads the form.
addEventListener(
  'submit',
  (event) => {
    const field = fieldOf(event)
    if (field?.form && notices.has(field)) field.value = keyFor(field, wordsOf(field.form), buttonOf(event))
  },
  { capture: true },
)
addEventListener('submit', (event) => {
  const field = fieldOf(event)
  if (!field?.form || event.defaultPrevented) return
  const sent: Sent = {
    form: nameOf(field.value),
    key: field.value,
    at: Date.now(),
    person: field.dataset['person'] ?? '',
    words: wordsOf(field.form),
    button: buttonOf(event),
  }
  keepSent([...sentFromHere(), sent])
})

fields.forEach(tell)
// By then the browser has put back what was typed.
addEventListener('pageshow', () => fields.forEach(tell))
