import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { groupOf, lotText, sampleRatio } from '../../api/visitors/assignment.ts'
import { experiments } from '../../api/visitors/experiments.ts'

const half = {
  id: 'e',
  salt: 's',
  groups: [
    { name: 'a', share: 1 },
    { name: 'b', share: 1 },
  ],
}
const draw = (experiment: typeof half, visitor: string) =>
  groupOf(experiment, createHash('sha256').update(lotText(experiment, visitor)).digest())

describe('the lot', () => {
  test('gives one visitor the same group every time', () => {
    expect(draw(half, 'v1')).toBe(draw(half, 'v1'))
  })

  test('with another salt or for another question falls independently', () => {
    const visitors = Array.from({ length: 2_000 }, (_, i) => `v${i}`)
    const together = (other: typeof half) => visitors.filter((v) => draw(half, v) === draw(other, v)).length
    for (const other of [
      { ...half, salt: 't' },
      { ...half, id: 'f' },
    ]) {
      expect(together(other)).toBeGreaterThan(880)
      expect(together(other)).toBeLessThan(1_120)
    }
  })

  test('keeps the planned shares: no stop over 10,000 visitors at 3 to 1', () => {
    const groups = [
      { name: 'a', share: 3 },
      { name: 'b', share: 1 },
    ]
    const drawn = Array.from({ length: 10_000 }, (_, i) => draw({ ...half, groups }, `v${i}`))
    const counts = groups.map(({ name, share }) => ({ share, count: drawn.filter((g) => g === name).length }))
    expect(sampleRatio(counts).stop).toBe(false)
  })

  test.each([
    ['the first hash falls into the first group', 0x00, 'a'],
    ['just under one half still does', 0x7f, 'a'],
    ['one half falls into the second', 0x80, 'b'],
    ['the last hash falls into the last', 0xff, 'b'],
  ])('%s', (_, byte, group) => {
    expect(groupOf(half, new Uint8Array(6).fill(byte))).toBe(group)
  })
})

describe('the check that groups have the planned sizes', () => {
  // p from SciPy's chisquare.
  test.each([
    [[5200, 4800], 16, 6.334248e-5, true],
    [[5050, 4800], 6.345178, 0.01177, false],
  ])('of %j gives chi² %f and p %f', ([a, b], chi2, p, stop) => {
    const tested = sampleRatio([
      { count: a!, share: 1 },
      { count: b!, share: 1 },
    ])
    expect(tested.chi2).toBeCloseTo(chi2, 5)
    expect(Math.abs(tested.p / p - 1)).toBeLessThan(1e-4)
    expect(tested.stop).toBe(stop)
  })

  // scipy.stats.chi2.sf(10, [2, 3, 4])
  test.each([
    [3, 0.006737947],
    [4, 0.018566135],
    [5, 0.040427682],
  ])('works for %i groups', (groups, p) => {
    const spread = Math.sqrt((10 * 1_000) / 2)
    const counts = Array.from(
      { length: groups },
      (_, i) => 1_000 + (i === 0 ? spread : i === 1 ? -spread : 0),
    )
    const tested = sampleRatio(counts.map((count) => ({ count, share: 1 })))
    expect(tested.chi2).toBeCloseTo(10, 6)
    expect(tested.p).toBeCloseTo(p, 7)
  })
})

test('every experiment has its question, two groups and an end before it begins', () => {
  for (const experiment of experiments) {
    expect(experiment.questionJa).not.toBe('')
    expect(experiment.groups.length).toBeGreaterThan(1)
    expect(experiment.readOn > experiment.from).toBe(true)
  }
})
