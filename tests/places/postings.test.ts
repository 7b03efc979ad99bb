import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bodiesIn, flags, namedIn, nextPlace, type Posting, postingsOf } from '../../api/places/posting.ts'
import { bestOf, countsOf } from '../../api/places/search-fitting.ts'
import { emptyHeld, type HeldEntry, packed, takeIn } from '../../api/places/search-held.ts'

const someWords = fc.array(fc.constantFrom('s', 'e', '会津', '津', 'wlacquer'), { maxLength: 120 })
const someEntry = fc.record({ title: someWords, name: someWords, body: someWords })
/** Numbers on both sides of where a new row begins, and far behind. */
const someEntries = fc
  .tuple(fc.constantFrom(1, 1_020, 99_990), fc.array(someEntry, { minLength: 1, maxLength: 12 }))
  .map(([from, all]) => all.map((words, i) => ({ number: from + i, words })))

const isMark = (word: string): boolean => word === 's' || word === 'e'

/** What an engine keeps that appends. */
function appended(parts: readonly (readonly Posting[])[]): Posting[] {
  const rows = new Map<string, Posting>()
  for (const one of parts.flat()) {
    const key = `${one.word} ${one.chunk}`
    const { named = '', body = '', places = '' } = rows.get(key) ?? {}
    rows.set(key, {
      ...one,
      named: named + one.named,
      body: body + one.body,
      places: places + one.places,
    })
  }
  return [...rows.values()].toSorted((a, b) => a.chunk - b.chunk)
}

const spread = ({ numbers, starts, places }: ReturnType<typeof namedIn>): [number, number[]][] =>
  [...numbers].map((number, i) => [number, Array.from(places.subarray(starts[i], starts[i + 1]))])

describe('postings', () => {
  test('give back where each word stands, however they were appended', () => {
    fc.assert(
      fc.property(someEntries, fc.nat(11), (entries, cut) => {
        const rows = appended([postingsOf(entries.slice(0, cut)), postingsOf(entries.slice(cut))])
        for (const word of new Set(entries.flatMap(({ words }) => Object.values(words).flat()))) {
          if (isMark(word)) continue
          const own = rows.filter((one) => one.word === word)
          const read = spread(bodiesIn(own.map(({ chunk, body, places }) => ({ chunk, text: body, places }))))
          const standing = entries.flatMap(({ number, words }): [number, number[]][] => {
            const at = words.body.flatMap((one, i) => (one === word ? [i * nextPlace] : []))
            return at.length === 0 ? [] : [[number, at]]
          })
          expect(read).toEqual(standing)
        }
      }),
    )
  })

  test('say of titles and names which they are, and whether they begin or end there', () => {
    const rows = postingsOf([
      { number: 7, words: { title: ['s', '会津', '津', 'e'], name: ['s', '津', 'e'], body: [] } },
    ])
    const of = (word: string) =>
      spread(
        namedIn(rows.filter((one) => one.word === word).map(({ chunk, named: text }) => ({ chunk, text }))),
      )
    expect(of('会津')).toEqual([[7, [nextPlace + flags.isFirst]]])
    expect(of('津')).toEqual([
      [7, [2 * nextPlace + flags.isLast, nextPlace + flags.isName + flags.isFirst + flags.isLast]],
    ])
  })
})

const someHeld = fc.record({
  kind: fc.constantFrom('item' as const, 'station' as const, 'story' as const),
  id: fc.string({ minLength: 1, maxLength: 4 }),
  titleLength: fc.integer({ min: 1, max: 5 }),
  of: fc.record({
    institution: fc.subarray(['house', 'temple']),
    period: fc.subarray(['edo']),
    place: fc.constant([]),
    line: fc.constant([]),
  }),
})

const heldOf = (steps: readonly (readonly HeldEntry[])[]) => {
  const held = emptyHeld(1)
  let first = 1
  for (const [i, entries] of steps.entries()) {
    takeIn(held, i + 1, [{ first, entries: packed(entries) }], [])
    first += entries.length
  }
  return held
}

describe('what a process holds of the index', () => {
  test('is the same by steps and at once, in the order in which equals are shown', () => {
    fc.assert(
      fc.property(fc.array(fc.array(someHeld, { maxLength: 6 }), { maxLength: 6 }), (steps) => {
        const [bySteps, atOnce] = [heldOf(steps), heldOf([steps.flat()])]
        const shown = ({ order, ids, keys }: typeof bySteps) =>
          [...order].map((number) => [keys[number], ids[number]])
        expect(shown(bySteps)).toEqual(shown(atOnce))
        expect([...bySteps.order].map((number) => bySteps.rank[number])).toEqual([...bySteps.order.keys()])
      }),
    )
  })

  test('gives every page of many that are worth the same, each once, and not those that went', () => {
    const all = Array.from({ length: 5_000 }, (_none, i): HeldEntry => ({
      kind: 'item',
      id: `bowl-${i}`,
      titleLength: 3,
      of: { institution: [i % 2 === 0 ? 'house' : 'temple'], period: [], place: [], line: [] },
    }))
    const held = heldOf([all.slice(0, 4_000), all.slice(4_000)])
    const scores = new Uint32Array(5_001).fill(10)
    scores[0] = 0
    for (const best of [4_999, 17]) scores[best] = 80
    takeIn(held, 3, [], [30, 31])
    const there = [...held.order].filter((number) => number !== 30 && number !== 31)
    const fitting = { numbers: there, scores }
    const page = (offset: number, narrowed = {}) => bestOf(held, fitting, { narrowed, offset, limit: 50 })
    const everything = Array.from({ length: 101 }, (_none, i) => page(i * 50)).flat()
    expect([everything.length, new Set(everything).size]).toEqual([4_998, 4_998])
    expect(everything.slice(0, 2)).toEqual([17, 4_999])
    expect(everything).not.toContain(30)
    expect(page(0, { institution: 'house' })[0]).toBe(17)
    expect(page(2_450, { institution: 'house' })).toHaveLength(49)
    expect(countsOf(held, fitting).map(({ total }) => total)).toEqual([2_499, 2_499])
  })
})
