import { isDeepStrictEqual } from 'node:util'
import type { Answer, World } from './world.ts'

/** Something a client wants, and keeps asking for with the same key until it is answered. */
export type Intent = {
  readonly name: string
  readonly send: () => Promise<Answer | undefined>
  /** The answer holds a secret that is said once; nobody asks for it again who has heard it. */
  readonly isSecret?: boolean
  /** What the client knows once it was done. */
  readonly learn?: (body: never, answer: Answer) => void
  /** Whether a later answer to the same key says the same as the first. By default: it is the same. */
  readonly same?: (first: Answer, again: Answer) => boolean
}

/** An answer is kept with what was asked, so that it can be asked again at any age. */
type Acknowledged = { readonly intent: Intent; readonly answer: Answer }

const isFinal = (answer: Answer | undefined): answer is Answer =>
  answer !== undefined && answer.status < 500 && answer.status !== 429

/** Of a refusal; the answer to what was done may have a code of another kind, which is drawn anew in every life. */
export const codeOf = ({ status, body }: Answer): string =>
  status < 400 ? '' : String((body as { code?: unknown } | null)?.code ?? '')

/** Refusals that say nothing about the key: the same key may be used later. */
const forgetful = new Set(['top_up_not_whole', 'wallet_not_found', 'too_many_requests'])

/** A refusal is answered again by its code, or by `key_failed_before` that names it. */
function sameAnswer(first: Answer, again: Answer): boolean {
  if (first.status < 400) return again.status === first.status && isDeepStrictEqual(again.body, first.body)
  const before = (again.body as { facts?: { firstCode?: string }; firstCode?: string } | null) ?? {}
  return codeOf(again) === codeOf(first) || (before.facts?.firstCode ?? before.firstCode) === codeOf(first)
}

/** People with patience: they send again what was not answered, and remember what was. */
export function openClients(world: World) {
  const waiting: { intent: Intent; lost?: Answer }[] = []
  const acknowledged: Acknowledged[] = []
  const wrong: string[] = []

  function compare({ name, same = sameAnswer }: Intent, first: Answer, again: Answer): void {
    if (forgetful.has(codeOf(first)) || same(first, again)) return
    wrong.push(`${name} was answered ${JSON.stringify(first)}, later ${JSON.stringify(again)}`)
  }

  async function attempt(entry: { intent: Intent; lost?: Answer }, isLost: boolean): Promise<void> {
    const { intent } = entry
    const answer = await intent
      .send()
      .catch((error: unknown): Answer => ({ status: 599, body: String(error) }))
    world.tell(
      `${intent.name} → ${answer === undefined ? 'no answer' : `${answer.status} ${codeOf(answer)}`}${isLost ? ' (lost)' : ''}`,
    )
    if (!isFinal(answer)) return void waiting.push(entry)
    if (isLost) return void waiting.push({ intent, lost: entry.lost ?? answer })
    if (intent.isSecret !== true) {
      if (entry.lost !== undefined) compare(intent, entry.lost, answer)
      acknowledged.push({ intent, answer })
    }
    if (answer.status < 400) intent.learn?.(answer.body as never, answer)
  }

  return {
    wrong,
    acknowledged,
    isWaiting: () => waiting.length > 0,
    /** Sends for the first time. `isLost`: the answer never reaches the client. */
    send: (intent: Intent, isLost = false) => attempt({ intent }, isLost),
    /** Sends again what waits longest. */
    retry: async (): Promise<void> => {
      const next = waiting.shift()
      if (next !== undefined) await attempt(next, false)
    },
    /** Asks an answered key again, and compares. */
    again: async (place: number): Promise<void> => {
      const known = acknowledged[place]
      if (known === undefined) return
      const { intent, answer } = known
      const seen = await intent.send()
      world.tell(
        `again ${intent.name} → ${seen === undefined ? 'no answer' : `${seen.status} ${codeOf(seen)}`}`,
      )
      if (isFinal(seen)) compare(intent, answer, seen)
    },
  }
}

export type Clients = ReturnType<typeof openClients>
