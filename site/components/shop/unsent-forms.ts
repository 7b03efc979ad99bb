import { decidedCookie } from '../../lib/decided.ts'

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
  /** When it was first sent, and when last. Epoch milliseconds. */
  readonly startedAt: number
  readonly sentAt?: number
  /** Its window has gone on without an answer: none comes any more. */
  readonly isUnheard?: boolean
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

/** Of which key the hub said last that it decided what was asked under it. */
function decidedKey(): string | undefined {
  const line = document.cookie.split('; ').find((one) => one.startsWith(`${decidedCookie}=`))
  return carefully(() => (line ? decodeURIComponent(line.slice(decidedCookie.length + 1)) : undefined))
}

/** What the hub said before says nothing of what is sent now. */
function awaitDecision(): void {
  document.cookie = `${decidedCookie}=; Path=/; Max-Age=0; SameSite=Lax`
}

/**
 * Remembers what is being sent: on this device, for the browser may be shut before an answer comes, and in this window, which
 * is told when it did.
 */
export function noteAsking(form: UnsentForm): void {
  awaitDecision()
  keepForm(form)
  carefully(() => sessionStorage.setItem(askingPlace, form.key))
}

/**
 * Another page has come in this window: what the hub has named as decided is not kept any more, whatever this page is; what it
 * has not, and was being sent from here, will not be answered.
 */
export function noteAnswered(): void {
  const key = decidedKey()
  if (keptForms().some((one) => one.key === key)) forgetForm({ key: key! })
  const asked = carefully(() => sessionStorage.getItem(askingPlace))
  if (typeof asked !== 'string') return
  carefully(() => sessionStorage.removeItem(askingPlace))
  keepAll(keptForms().map((one) => (one.key === asked ? { ...one, isUnheard: true } : one)))
}

/** Every form that is kept, the oldest first. */
export function keptForms(): readonly UnsentForm[] {
  const kept: unknown = carefully(() => JSON.parse(localStorage.getItem(keptPlace) ?? '[]'))
  return Array.isArray(kept)
    ? kept.filter((one: unknown) => isUnsent(one)).filter(({ startedAt }) => Date.now() - startedAt < keptMs)
    : []
}

const keepAll = (forms: readonly UnsentForm[]): void =>
  carefully(() => localStorage.setItem(keptPlace, JSON.stringify(forms)))

export const forgetForm = ({ key }: Pick<UnsentForm, 'key'>): void =>
  keepAll(keptForms().filter((one) => one.key !== key))

/** Once under its key: as it was sent last, since when it was first sent. */
function keepForm(form: UnsentForm): void {
  const isSame = ({ key }: UnsentForm): boolean => key === form.key
  const { startedAt } = keptForms().find(isSame) ?? form
  keepAll([...keptForms().filter((one) => !isSame(one)), { ...form, startedAt, sentAt: Date.now() }])
}

/** How long another window still waits for an answer to what is kept, milliseconds. */
export const waitedForMs = ({ isUnheard = false, startedAt, sentAt = startedAt }: UnsentForm): number =>
  isUnheard ? 0 : Math.max(0, sentAt + patienceMs - Date.now())

/** Tells of what another window has sent, or has the answer to. */
export const onKeptElsewhere = (tell: () => void): void =>
  addEventListener('storage', ({ key }) => {
    if (key === keptPlace || key === null) tell()
  })

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

/** Sends a kept form under its key, and forgets it once the hub says that it has decided. */
export async function sendForm(form: UnsentForm): Promise<Sent> {
  try {
    awaitDecision()
    const body = new URLSearchParams(form.fields.map(([name, value]) => [name, value]))
    const answer = await fetch(form.path, { method: 'POST', body, signal: AbortSignal.timeout(patienceMs) })
    if (decidedKey() !== form.key)
      return { kind: answer.status >= 500 || answer.status === 429 ? 'unknown' : 'told' }
    forgetForm(form)
    const [at, ofForm] = [new URL(answer.url).pathname, new URL(form.path, location.origin).pathname]
    // A purchase goes on to its own page, which lies under that of the form.
    const isOfForm = at === ofForm || at.startsWith(`${ofForm}/`)
    return answer.ok && answer.redirected && isOfForm ? { kind: 'done', at: answer.url } : { kind: 'told' }
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
