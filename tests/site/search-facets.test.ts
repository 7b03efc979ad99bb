import { expect, test } from 'vitest'
import { offeredOf } from '../../site/lib/search.ts'

const values = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ value: `v${n}`, title: `V ${n}`, total: count - n }))

test.each([0, 1, 5, 6, 7, 8, 30])('of %i values of a facet each is offered once', (count) => {
  const all = values(count)
  for (const chosen of [undefined, 'v0', 'v6', 'elsewhere']) {
    const { first, more } = offeredOf(all, chosen)
    expect([...first, ...more]).toEqual(all.filter(({ value }) => value !== chosen))
    // A word that opens one value takes as much room as the value.
    expect(more.length).not.toBe(1)
  }
})
