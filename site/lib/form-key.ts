import { isKeySpentBy } from '../../api/currency/key.ts'
import { sha256Hex } from '../../api/platform/sha256.ts'
import { isRefused } from './decided.ts'

/** What a request knows of the form that was sent with it. */
export type SentKey = {
  /** Its key, as long as nothing was done under it and another try under it can do something. */
  sentKey?: string | undefined
  /** Whether the hub decided what was asked under the key of the form; nothing where it was not asked. */
  isDecided?: boolean | undefined
}

/** A key that no form had yet. */
export const newKey = (): string => crypto.randomUUID()

/** What the API takes for one. */
const keyPattern = /^[\x21-\x7e]{8,100}$/
/** A key is at most 100 characters long, and 36 of them are new. */
const nameMax = 60

/** Notes the key of the form that was sent with a request. */
export function noteSentKey(locals: SentKey, form: FormData): void {
  const key = form.get('key')
  if (typeof key === 'string' && keyPattern.test(key)) locals.sentKey = key
}

/**
 * The key of a form: the one that it was sent with, whatever refused it, until something was done under it or the ledger
 * refused it for ever. Only so a second press, a lost answer and the way back do once what was asked for. `of` names the
 * form where a page has several, such as a row's and its act, and stands in the key.
 */
export function formKey({ sentKey }: SentKey, of = ''): string {
  const name = of.slice(-nameMax)
  if (sentKey !== undefined && sentKey.slice(0, Math.max(0, sentKey.lastIndexOf('_'))) === name)
    return sentKey
  return name === '' ? newKey() : `${name}_${newKey()}`
}

/** Whose cookies say who acts: a wallet's, a person's, a till's. */
const actingCookie = /^(?:__\w+-)?meguri[._](?:wallet|session_token|till)=/

/** A mark of who stands before a form, which tells nobody who: another one who comes back to it has not sent it. */
export const personMark = (cookies: string | null): string =>
  sha256Hex(
    (cookies ?? '')
      .split(/; */)
      .filter((one) => actingCookie.test(one))
      .toSorted()
      .join(';'),
  ).slice(0, 16)

type Answered = {
  readonly ok: boolean
  readonly status: number
  readonly clone: () => { readonly json: () => Promise<unknown> }
}

const usedCodes: ReadonlySet<string> = new Set(['key_used', 'key_reused_with_other_content'])

/** Lets the sent key go after an answer that ends it: it did what was asked, or can do nothing more. */
export async function noteAnswer(locals: SentKey, key: string | null, answer: Answered): Promise<void> {
  if (key === null || key !== locals.sentKey) return
  locals.isDecided = answer.ok || isRefused(answer.status)
  if (answer.ok || (answer.status < 500 && (await isSpent(answer)))) locals.sentKey = undefined
}

async function isSpent(answer: Answered): Promise<boolean> {
  const body = await answer
    .clone()
    .json()
    .catch(() => undefined)
  const code = typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : ''
  return usedCodes.has(code) || isKeySpentBy(code)
}
