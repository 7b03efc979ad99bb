import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentCatalogue } from '../../api/places/catalogue-content.ts'
import { entriesOf } from '../../api/places/entries.ts'
import { placesService } from '../../api/places/index.ts'

const places = placesService({
  catalogue: contentCatalogue,
  clock: { now: () => Date.parse('2026-11-24T05:00:00+09:00') },
})
const paths = (query: string, language: 'ja' | 'en' = 'ja') =>
  places.search(query, language).results.map(({ path }) => path)

describe('the published catalogue', () => {
  test('is found by each of its own titles', () => {
    const lost = entriesOf(contentCatalogue).flatMap(({ title, path }) =>
      [title.ja, title.en].filter((name) => !paths(name).includes(path)),
    )
    expect(lost).toEqual([])
  })

  test.each([
    ['會津若松', '/stations/aizu-wakamatsu'],
    ['円蔵寺', '/places/enzoji-place'],
    ['鶴が城', '/places/tsuruga-castle'],
    ['おおうちじゅく', '/places/ouchi-juku'],
    ['tadami line', '/lines/tadami'],
    ['野口シカ', '/items/letter-of-shika'],
    ['銅鉢', '/items/bronze-bowl-1341'],
    ['lotus sutra', '/items/lotus-sutra'],
  ])('leads with %s to %s', (query, path) => {
    expect(paths(query)[0]).toBe(path)
  })

  test('finds the same by からむし, karamushi and ramie', () => {
    const found = new Set(paths('からむし'))
    expect(found.size).toBeGreaterThanOrEqual(4)
    expect(new Set(paths('karamushi'))).toEqual(found)
    expect(new Set(paths('ramie', 'en'))).toEqual(found)
  })

  test('leads to kinds of pages that exist', () => {
    const pages = join(import.meta.dirname, '..', '..', 'site', 'pages', '[...locale]')
    const folders = new Set(entriesOf(contentCatalogue).map(({ path }) => path.split('/')[1]!))
    expect([...folders].filter((folder) => !existsSync(join(pages, folder)))).toEqual([])
  })
})
