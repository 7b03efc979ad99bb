import { describe, expect, test } from 'vitest'
import { soughtActivity, type ActivitySearch } from '../../api/currency/activity-search.ts'
import { findActivity } from '../../api/currency/views-activity.ts'
import type { Cursor } from '../../api/currency/reads.ts'
import type { ActivityView } from '../../api/currency/views.ts'

const at = (text: string): number => Date.parse(`${text}+09:00`)
const shop = { merchantId: 's', name: { ja: 'かすみ食堂　本店', en: 'Kasumi Shokudo' } }
const line = (change: Partial<ActivityView> = {}): ActivityView => ({
  journalId: 'j',
  kind: 'pay',
  at: at('2026-11-23T12:00'),
  amountYen: -1_200,
  paymentId: 'j',
  merchant: shop,
  topup: null,
  proxy: null,
  ...change,
})
const sought = (search: ActivitySearch) => {
  const made = soughtActivity(search)
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

describe('a line is found', () => {
  test.each([
    ['a part of its shop’s name', 'すみ食'],
    ['the name in the other kana', 'カスミ'],
    ['the name in half-width kana', 'ｶｽﾐ'],
    ['the name without its space', '食堂本店'],
    ['the English name in any case', 'kasumi SHO'],
    ['its amount', '1200'],
    ['its amount as people type it', '１，２００円'],
    ['its amount with a yen sign', '¥1,200'],
  ])('by %s', (_, text) => {
    expect(sought({ text }).matches!(line())).toBe(true)
  })

  test.each([
    ['another shop', 'ひのや'],
    ['a part of its amount', '120'],
    ['a sign', '-'],
    ['a pattern', '.*'],
  ])('not by %s', (_, text) => {
    expect(sought({ text }).matches!(line())).toBe(false)
  })

  test('without a shop by its amount alone', () => {
    const topUp = line({ kind: 'top_up', merchant: null, amountYen: 1_200 })
    expect([sought({ text: '1200' }).matches!(topUp), sought({ text: 'か' }).matches!(topUp)]).toEqual([
      true,
      false,
    ])
  })

  test.each([undefined, '', '　 '])('whatever it is, when nothing is typed (%j)', (text) => {
    expect(sought({ text }).matches).toBeNull()
  })
})

test('days are Japanese, the last one included', () => {
  expect(sought({ from: '2026-11-23', until: '2026-11-23' })).toMatchObject({
    fromAt: at('2026-11-23T00:00'),
    beforeAt: at('2026-11-24T00:00'),
  })
})

test('an end before the beginning is told', () => {
  expect(soughtActivity({ from: '2026-11-24', until: '2026-11-23' })).toEqual({
    ok: false,
    error: { code: 'range_reversed', field: 'until' },
  })
})

describe('pages', () => {
  /** 2,500 lines, one a minute, the newest first; every hundredth is of the shop. */
  const all = Array.from({ length: 2_500 }, (_, n) =>
    line({
      journalId: `j${String(9_999 - n)}`,
      at: at('2026-11-23T12:00') - n * 60_000,
      merchant: n % 100 === 99 ? shop : null,
    }),
  )
  const read = async ({ before, limit }: { before: { at: number; id: string }; limit: number }) =>
    all
      .filter((one) => one.at < before.at || (one.at === before.at && one.journalId < before.id))
      .slice(0, limit)

  test('put together are every line that matches, once, in order', async () => {
    const seen: string[] = []
    let pages = 0
    for (let before: Cursor | undefined; ; pages++) {
      const { lines, next } = await findActivity(read, sought({ text: 'かすみ' }), { limit: 10, before })
      seen.push(...lines.map(({ journalId }) => journalId))
      if (next === null) break
      before = next
    }
    expect(seen).toEqual(all.filter(({ merchant }) => merchant).map(({ journalId }) => journalId))
    expect(pages).toBe(2)
  })

  test('of what is nowhere end after two thousand lines with where to go on, then for good', async () => {
    const first = await findActivity(read, sought({ text: 'ひのや' }), { limit: 10 })
    expect(first).toEqual({ lines: [], next: { at: all[1_999]!.at, id: all[1_999]!.journalId } })
    const second = await findActivity(read, sought({ text: 'ひのや' }), { limit: 10, before: first.next! })
    expect(second).toEqual({ lines: [], next: null })
  })

  test('begin at the end of the last day and stop at the first', async () => {
    const { lines, next } = await findActivity(read, sought({ from: '2026-11-22', until: '2026-11-22' }), {
      limit: 2_000,
    })
    expect([lines[0]!.at, lines.at(-1)!.at, lines.length, next]).toEqual([
      at('2026-11-22T23:59'),
      at('2026-11-22T00:00'),
      24 * 60,
      null,
    ])
  })

  test('without a search are as long as asked for', async () => {
    const { lines, next } = await findActivity(read, sought({}), { limit: 7 })
    expect([lines.length, next]).toEqual([7, { at: all[6]!.at, id: all[6]!.journalId }])
  })
})
