import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { TopupNews } from '../../api/currency/card-processor.ts'
import { judgeNews } from '../../api/currency/topup.ts'
import type { Topup } from '../../api/currency/topup.ts'

const opened: Topup = {
  id: 't',
  walletId: 'w',
  amountYen: 1_000,
  method: 'card',
  status: 'opened',
  sessionId: 's',
  paymentId: null,
  payUrl: null,
  pageEndsAt: null,
  voucher: null,
  journalId: null,
  failure: null,
  createdAt: 5_000,
  updatedAt: 5_000,
}

type Told = { readonly kind: TopupNews['kind']; readonly at: number; readonly failure: string | null }

function hear(topup: Topup, { kind, at, failure }: Told): Topup {
  const news: TopupNews = {
    kind,
    failure: kind === 'failed' || kind === 'expired' ? failure : null,
    topupId: 't',
    walletId: 'w',
    amountYen: 1_000,
    currency: 'jpy',
    sessionId: 's',
    paymentId: null,
    voucher: null,
  }
  const verdict = judgeNews(topup, news, at)
  if (verdict.kind === 'credit')
    return { ...topup, status: 'credited', journalId: 'j', failure: null, updatedAt: 0 }
  return verdict.kind === 'move' ? { ...topup, ...verdict.to } : topup
}

const told: fc.Arbitrary<Told> = fc.record({
  kind: fc.constantFrom<TopupNews['kind']>('waiting', 'failed', 'expired', 'paid'),
  at: fc.constantFrom(4_000, 5_000, 6_000),
  failure: fc.constantFrom('insufficient_funds', 'generic_decline'),
})

test('news in any order and any number of times leaves the same state', () => {
  fc.assert(
    fc.property(
      fc
        .array(told, { maxLength: 6 })
        .chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
          ),
        ),
      ([list, shuffled]) => {
        const { updatedAt: _, ...inOrder } = list.reduce(hear, opened)
        const { updatedAt: __, ...inDisorder } = shuffled.reduce(hear, opened)
        expect(inDisorder).toEqual(inOrder)
      },
    ),
    { numRuns: 2_000 },
  )
})

const rows: readonly { told: readonly Told['kind'][]; status: Topup['status'] }[] = [
  { told: [], status: 'opened' },
  { told: ['waiting'], status: 'waiting' },
  { told: ['failed', 'waiting'], status: 'failed' },
  { told: ['expired', 'failed'], status: 'expired' },
  { told: ['paid', 'expired', 'failed', 'waiting'], status: 'credited' },
  { told: ['expired', 'paid'], status: 'credited' },
]

test.each(rows)('told $told in one second it is $status', ({ told: kinds, status }) => {
  const heard = kinds.map((kind) => ({ kind, at: 5_000, failure: 'x' })).reduce(hear, opened)
  expect(heard.status).toBe(status)
})

test('a later try counts more than an earlier decline', () => {
  const heard = [
    { kind: 'failed' as const, at: 6_000, failure: 'insufficient_funds' },
    { kind: 'waiting' as const, at: 7_000, failure: null },
  ].reduce(hear, opened)
  expect(heard).toMatchObject({ status: 'waiting', failure: null })
})
