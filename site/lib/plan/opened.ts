import type { apiFor } from '../api.ts'
import { dayOf } from '../day.ts'
import type { Locale } from '../locale.ts'
import { type Beside, type Found, namedPlan, type Plan, plansFor } from './answer.ts'
import { type Ask, askOf } from './ask.ts'
import { keyOf, shortKeyOf } from './key.ts'

/** Where the plan is asked for, with the hub’s clock. */
type Asked = Parameters<typeof apiFor>[0] & { readonly locals: { readonly now: () => number } }

/** The plan that an address names, or why it cannot be shown. */
export type Opened = {
  readonly ask: Ask
  readonly key: string
  readonly answer?: Beside
  readonly plan?: Plan
  /** The hub would not look now: too many searches. */
  readonly refused?: Extract<Found, { kind: 'refused' }>
}

/** Puts the named plan together again from the timetable of now; only one without a name of its own is searched for. */
export async function openPlan(context: Asked, locale: Locale): Promise<Opened> {
  const ask = askOf(context.url.searchParams, dayOf(context.locals.now()))
  const key = (context.url.searchParams.get('plan') ?? '').slice(0, 1_000)
  const named = await namedPlan(context, locale, { ask, id: key })
  if (named !== undefined) return { ask, key, ...named }
  const found = ask.from === '' ? undefined : await plansFor(context, locale, ask)
  if (found?.kind === 'refused') return { ask, key, refused: found }
  if (found?.kind !== 'answer') return { ask, key }
  const plan = found.answer.plans.find((one) => keyOf(one) === key || shortKeyOf(one) === key)
  return { ask, key, answer: found.answer, ...(plan === undefined ? {} : { plan }) }
}
