import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import type { Context, HoldOutcome, Outcome } from './decision.ts'
import type { LedgerRefusal, RefusalCode } from './errors.ts'
import { judgeKey, unrecordedRefusals } from './key.ts'
import type { Content, WriteKey } from './key.ts'
import type { Answered, LedgerStore, MerchantDirectory, Write } from './ports.ts'
import type { LedgerSettings } from './settings.ts'

/** Writes of other domains, made from the answer, that are stored together with it or not at all. */
export type Alongside<Answer> = (answer: Answer) => readonly Write[]

export type ServiceParts = {
  readonly store: LedgerStore
  readonly merchants: MerchantDirectory
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: LedgerSettings
}

/** How often a decision that lost a race is made again. Each loss is another writer's win, so few are enough. */
const attemptsMax = 24

export type Use<Answer> = {
  readonly key: WriteKey
  readonly content: Content
  /** Loads the state and decides; called again after a lost race. */
  readonly decide: (context: Context) => Promise<Outcome<Answer> | HoldOutcome<Answer>>
  readonly alongside?: Alongside<Answer> | undefined
  /** Refusals that leave this key unused, too: what is in the way passes. */
  readonly unrecorded?: readonly RefusalCode[]
  /** What is stored together with a refusal that is remembered. */
  readonly alongsideRefusal?: (refusal: LedgerRefusal, at: number) => readonly Write[]
  /** The wallet whose rows alone are changed, however many are added: such decisions may share a transaction. */
  readonly owner?: string
  /** The merchant whose credits are folded into its balance first: money leaves it. */
  readonly rollUp?: string
}

/** One use of a key: the first answer again, or one decision stored once. */
export async function answerOnce<Answer>(
  parts: ServiceParts,
  wanted: Use<Answer>,
): Promise<Answered<Answer>> {
  const { store, clock, ids, settings } = parts
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const at = clock.now()
    // The key is looked up together with what is decided on: a way to the database less. A key that was used in between
    // is taken when the decision comes to be stored.
    const [known, outcome] = await Promise.all([
      store.findKey(wanted.key),
      wanted.decide({ at, ids, settings }),
    ])
    if (known !== undefined) return replay<Answer>(judgeKey(known, wanted.content))
    if (!outcome.ok) {
      const { code } = outcome.error
      if (unrecordedRefusals.has(code) || wanted.unrecorded?.includes(code) === true) {
        // What was read may be the work of this very key, done between the two reads: then its answer is the answer.
        const since = await store.findKey(wanted.key)
        return since === undefined ? outcome : replay<Answer>(judgeKey(since, wanted.content))
      }
      const beside = wanted.alongsideRefusal?.(outcome.error, at) ?? []
      if ((await store.commit([store.refusalWrite(wanted, { code, at }), ...beside])) === 'stored')
        return outcome
      continue
    }
    const { answer } = outcome.value
    const folds = wanted.rollUp === undefined ? [] : await foldAll(parts, wanted.rollUp)
    const writes = [...folds, ...store.writesOf(wanted, outcome.value), ...(wanted.alongside?.(answer) ?? [])]
    if ((await store.commit(writes, wanted.owner)) === 'stored') return ok({ answer, replayed: false })
  }
  return refuse({ code: 'busy_try_again' })
}

/** A write without a decision: tried as often as one, where others were first. */
export async function untilStored<T, E = LedgerRefusal>(
  attempt: () => Promise<Result<T, E> | 'lost_race'>,
): Promise<Result<T, E | { readonly code: 'busy_try_again' }>> {
  for (let tried = 0; tried < attemptsMax; tried++) {
    const done = await attempt()
    if (done !== 'lost_race') return done
  }
  return refuse({ code: 'busy_try_again' })
}

function replay<Answer>(verdict: ReturnType<typeof judgeKey>): Answered<Answer> {
  if (verdict.kind === 'other_content')
    return refuse({ code: 'key_reused_with_other_content', field: verdict.field })
  if (verdict.kind === 'failed') return refuse({ code: 'key_failed_before', firstCode: verdict.firstCode })
  return ok({ answer: verdict.answer as Answer, replayed: true })
}

/** Folds a merchant's credits: all but the last few thousand now, those together with the decision. */
async function foldAll({ store, clock }: ServiceParts, merchantAccountId: string): Promise<readonly Write[]> {
  for (;;) {
    const { writes, more } = await store.foldWrites(merchantAccountId, clock.now())
    if (!more) return writes
    await store.commit(writes)
  }
}
