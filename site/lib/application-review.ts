import { momentInWords } from '../components/wallet/wording.ts'
import type { Locale } from './locale.ts'
import { textOf } from './shop-form.ts'
import { wordsFor } from './words.ts'

/** What is looked into before a shop is accepted, in the order of the page. */
export const checkNames = [
  'shop_exists',
  'person_known',
  'holder_agrees',
  'goods_allowed',
  'no_gang_ties',
] as const

type CheckName = (typeof checkNames)[number]
type Result = 'agrees' | 'differs' | 'not_looked'

/** What was found about an application. */
export type Found = Record<CheckName, { result: Result; note: string }>

type Reviewed = {
  readonly state: 'open' | 'waiting' | 'late' | 'returned' | 'decided'
  readonly steps: readonly {
    readonly verdict: 'accept' | 'refuse' | null
    readonly expiresAt: number | null
  }[]
}

/** How far the deciding is, as a sentence. */
export function stateText({ state, steps }: Reviewed, locale: Locale): string {
  const t = wordsFor(locale)
  const last = steps.at(-1)
  if (state !== 'waiting') return t(`office:merchants.state.${state}`)
  const until = last?.expiresAt == null ? '' : momentInWords(last.expiresAt, locale)
  return t(`office:merchants.state.waiting_${last?.verdict ?? 'accept'}`, { until })
}

/** What an officer typed, as the API wants it; what was not chosen was not looked into. */
export function foundIn(form: FormData): Found {
  const found = checkNames.map((name) => {
    const result = textOf(form, `checks.${name}.result`) as Result | ''
    return [
      name,
      { result: result === '' ? 'not_looked' : result, note: textOf(form, `checks.${name}.note`).trim() },
    ]
  })
  return Object.fromEntries(found) as Found
}
