/** A form of a shop that moves money: kept on this device from the press until its answer is known. */
export type UnsentForm = {
  /** Under which it acts once, however often it is sent. */
  readonly key: string
  /** The shop and who stood there: nobody else is shown it. */
  readonly standing: string
  /** What it does, as its page calls it. */
  readonly what: string
  readonly amountYen: number
  readonly path: string
  readonly fields: readonly (readonly [string, string])[]
  /** Epoch milliseconds. */
  readonly startedAt: number
}

const [askingPlace, keptPlace] = ['meguri.shop.asking', 'meguri.shop.unsent']
/** After a day the shop has long looked at what was given back and taken. */
const keptMs = 86_400_000

/** A browser that keeps nothing sends all the same; only what a closed page was about is lost. */
function carefully<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}

/**
 * Remembers what is being sent: on this device, for the browser may be shut before an answer comes, and in this window, which
 * is told when it did.
 */
export function noteAsking(form: UnsentForm): void {
  keepForm(form)
  carefully(() => sessionStorage.setItem(askingPlace, JSON.stringify(form)))
}

/** No answer came to what was sent from this window: it stays kept, whichever page is opened next. */
export const noteUnanswered = (): void => carefully(() => sessionStorage.removeItem(askingPlace))

/** A page of the hub has come after what was sent from this window: it is not kept any more where the hub has decided. */
export function noteAnswered(): void {
  const noted: unknown = carefully(() => JSON.parse(sessionStorage.getItem(askingPlace) ?? 'null'))
  if (!isUnsent(noted)) return
  noteUnanswered()
  const [page] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (isDecided(page?.responseStatus ?? 0)) forgetForm(noted)
}

/** Whether this answer leaves nothing open; a browser that does not tell which it was (0) came as far as a page. */
const isDecided = (status: number): boolean => status < 500 && status !== 429

/** Every form that is kept, the oldest first. */
export function keptForms(): readonly UnsentForm[] {
  const kept: unknown = carefully(() => JSON.parse(localStorage.getItem(keptPlace) ?? '[]'))
  return Array.isArray(kept)
    ? kept.filter((one: unknown) => isUnsent(one)).filter(({ startedAt }) => Date.now() - startedAt < keptMs)
    : []
}

const keepAll = (forms: readonly UnsentForm[]): void =>
  carefully(() => localStorage.setItem(keptPlace, JSON.stringify(forms)))

export const forgetForm = ({ key }: UnsentForm): void => keepAll(keptForms().filter((one) => one.key !== key))

/** Once under its key: as it was sent last, since when it was first sent. */
function keepForm(form: UnsentForm): void {
  const isSame = ({ key }: UnsentForm): boolean => key === form.key
  const { startedAt } = keptForms().find(isSame) ?? form
  keepAll([...keptForms().filter((one) => !isSame(one)), { ...form, startedAt }])
}

const isUnsent = (kept: unknown): kept is UnsentForm =>
  typeof kept === 'object' &&
  kept !== null &&
  ['key', 'standing', 'what', 'path'].every((name) => typeof Reflect.get(kept, name) === 'string') &&
  ['amountYen', 'startedAt'].every((name) => typeof Reflect.get(kept, name) === 'number') &&
  Array.isArray(Reflect.get(kept, 'fields'))

/** How long an answer is waited for, milliseconds. */
const patienceMs = 20_000

/** Done, with where its page goes on; not known; or answered in another way, which the hub's own page tells. */
type Sent = { readonly kind: 'done'; readonly at: string } | { readonly kind: 'unknown' | 'told' }

/** Sends a kept form under its key, and forgets it once the hub has decided. */
export async function sendForm(form: UnsentForm): Promise<Sent> {
  try {
    const body = new URLSearchParams(form.fields.map(([name, value]) => [name, value]))
    const answer = await fetch(form.path, { method: 'POST', body, signal: AbortSignal.timeout(patienceMs) })
    if (!isDecided(answer.status)) return { kind: 'unknown' }
    const [at, ofForm] = [new URL(answer.url).pathname, new URL(form.path, location.origin).pathname]
    // A purchase goes on to its own page, which lies under that of the form.
    const isOfForm = at === ofForm || at.startsWith(`${ofForm}/`)
    const isDone = answer.ok && answer.redirected && isOfForm
    // Who is not let in any more has decided nothing.
    if (isDone || [400, 404, 409, 422].includes(answer.status)) forgetForm(form)
    return isDone ? { kind: 'done', at: answer.url } : { kind: 'told' }
  } catch {
    return { kind: 'unknown' }
  }
}

/** Sends it as a form does: the page that comes says what the hub says of it. */
export function openAnswer({ path, fields }: UnsentForm): void {
  const form = document.createElement('form')
  Object.assign(form, { method: 'post', action: path, hidden: true })
  for (const [name, value] of fields) {
    const field = document.createElement('input')
    Object.assign(field, { type: 'hidden', name, value })
    form.append(field)
  }
  document.body.append(form)
  form.submit()
}
