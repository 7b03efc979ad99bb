import type { apiFor } from '../api.ts'
import { dayOf } from '../day.ts'
import type { Locale } from '../locale.ts'
import { type Answer, namedPlan, type Plan, plansFor } from './answer.ts'
import { type Ask, askOf } from './ask.ts'
import { keyOf, shortKeyOf } from './key.ts'

/** The plan that an address names, or why it cannot be shown. */
export type Opened = {
  readonly ask: Ask
  readonly key: string
  readonly answer?: Answer
  readonly plan?: Plan
}

/** Puts the named plan together again from the timetable of now. */
export async function openPlan(context: Parameters<typeof apiFor>[0], locale: Locale): Promise<Opened> {
  const ask = askOf(context.url.searchParams, dayOf(Date.now()))
  const key = (context.url.searchParams.get('plan') ?? '').slice(0, 1_000)
  const found = ask.from === '' ? undefined : await plansFor(context, locale, ask)
  if (found?.kind !== 'answer') return { ask, key }
  const plan =
    found.answer.plans.find((one) => keyOf(one) === key || shortKeyOf(one) === key) ??
    (await namedPlan(context, locale, { ask, id: key }))
  return { ask, key, answer: found.answer, ...(plan === undefined ? {} : { plan }) }
}
