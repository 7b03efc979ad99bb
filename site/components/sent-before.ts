/**
 * A form that somebody comes back to by the browser's own way has been sent from here already: it says so, and has the key again
 * that it was sent with, so that nothing is done twice under a new one.
 */
type Sent = { readonly page: string; readonly key: string; readonly at: number }

const place = 'meguri.sent'
/** Of one window; who goes further back finds a form as if it had never been sent. */
const sentMost = 20

const sentForms = (): readonly Sent[] => {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '[]') as Sent[]
  } catch {
    return []
  }
}

function note(sent: Sent): void {
  try {
    sessionStorage.setItem(place, JSON.stringify([...sentForms(), sent].slice(-sentMost)))
  } catch {
    // A browser that keeps nothing has a new key for every look at the form.
  }
}

/** Which form of the page it is stands in its key. */
const nameOf = (key: string): string => key.slice(0, Math.max(0, key.lastIndexOf('_')))
const here = location.pathname + location.search
const fields = [...document.querySelectorAll<HTMLInputElement>('input[data-sent]')]

function tell(field: HTMLInputElement): void {
  const before = sentForms().findLast(({ page, key }) => page === here && nameOf(key) === nameOf(field.value))
  if (before === undefined || field.form === null) return
  field.value = before.key
  const { sent = '', anew = '' } = field.dataset
  const time = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: 'Asia/Tokyo',
    hourCycle: 'h23',
    hour: 'numeric',
    minute: '2-digit',
  })
  const [notice, said, way, link] = ['div', 'p', 'p', 'a'].map((name) => document.createElement(name)) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLAnchorElement,
  ]
  Object.assign(notice, { className: 'notice warn', role: 'status' })
  Object.assign(link, { className: 'more', href: here, textContent: anew })
  said.textContent = sent.replace('{time}', time.format(before.at))
  way.append(link)
  notice.append(said, way)
  field.form.before(notice)
}

for (const field of fields)
  field.form?.addEventListener('submit', () => note({ page: here, key: field.value, at: Date.now() }))

const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
if (navigation?.type === 'back_forward') fields.forEach(tell)
addEventListener('pageshow', ({ persisted }) => {
  if (persisted) fields.forEach(tell)
})
