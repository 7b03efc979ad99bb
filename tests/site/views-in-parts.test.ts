import { expect, test } from 'vitest'
import { pointingAt } from '../../api/museum/content-state.ts'
import { viewsInPart, viewsPartOf } from '../../site/lib/views-in-parts.ts'

/** A book of so many pages, of which one is transcribed. */
const bookOf = (total: number, written = 0) =>
  Array.from({ length: total }, (_, n) => ({
    id: `leaf-${n + 1}`,
    address: `https://library.example/book/canvas/${n + 1}`,
    transcription: n + 1 === written ? { ja: ['柳津の町を見る'] } : null,
  }))
const part = (address: string, book = bookOf(345)) => viewsPartOf(book, new URLSearchParams(address))

test.each([
  ['', 1, 20],
  ['view=1', 1, 20],
  ['view=20', 1, 20],
  ['view=21', 21, 40],
  ['view=341', 341, 345],
  ['view=345', 341, 345],
  // Whatever number an address says, there is a page.
  ['view=346', 341, 345],
  ['view=9999999', 341, 345],
  ['view=0', 1, 20],
  ['view=-3', 1, 20],
  ['view=1e3', 1, 20],
  ['view=99999999999999999999', 1, 20],
  ['view=21&view=300', 21, 40],
  ['iiif-content=nothing', 1, 20],
])('of a book of 345 views %j shows those from %i to %i', (address, first, last) => {
  const { views, ...told } = part(address)
  expect(told).toMatchObject({ first, last, total: 345 })
  expect(views.map(({ id }) => id)).toEqual(
    Array.from({ length: last - first + 1 }, (_, n) => `leaf-${first + n}`),
  )
})

test('each view stands on exactly one part, and the ways from part to part lead through all of them', () => {
  for (const total of [0, 1, 19, 20, 21, 40, 2_000]) {
    const book = bookOf(total)
    const seen: string[] = []
    for (let at = ''; ;) {
      const shown = part(at, book)
      seen.push(...shown.views.map(({ id }) => id))
      if (shown.last >= total) break
      at = shown.queryAt(shown.last + 1)
    }
    expect(seen).toEqual(book.map(({ id }) => id))
  }
})

test('a link that points at a view opens the part on which it stands, and a number that is asked for goes before', () => {
  const canvas = 'https://library.example/book/canvas/77'
  const state = pointingAt({ manifest: 'https://library.example/book', canvas })
  expect(part(`iiif-content=${state}`)).toMatchObject({ first: 61 })
  expect(part(`iiif-content=${state}&view=1`)).toMatchObject({ first: 1 })
  const elsewhere = pointingAt({ manifest: 'https://library.example/book', canvas: `${canvas}7` })
  expect(part(`iiif-content=${elsewhere}`)).toMatchObject({ first: 1 })
})

test('words that are looked for open the part on which they stand first, and stay in the address', () => {
  const book = bookOf(345, 123)
  const found = part('within=柳津&iiif-content=x&other=y', book)
  expect(found).toMatchObject({ first: 121, kept: [['within', '柳津']] })
  expect(found.wayTo('page', 'leaf-123')).toBe('#page-leaf-123')
  const other = new URLSearchParams({ within: '柳津', view: '1' }).toString()
  expect(found.wayTo('view', 'leaf-1')).toBe(`?${other}#view-leaf-1`)
  expect(part('within=奈良', book)).toMatchObject({ first: 1 })
  expect(part('within=柳津&view=300', book)).toMatchObject({ first: 281 })
  expect(viewsInPart).toBe(20)
})
