import { describe, expect, test } from 'vitest'
import { gzipSync } from 'node:zlib'
import { contentMapStop } from '../../api/museum/map-stops-content.ts'
import { emptyRow, emptyStory } from '../../api/museum/story-draft.ts'
import { mapThings } from '../../site/lib/map-things.ts'
import { institutions } from '../../site/lib/region.ts'
import { mappedOn, storyIn } from '../../site/lib/story-form.ts'
import { drawMap, type Stop } from '../../site/lib/story-map.ts'

const stop = (chosen: string): Stop => {
  const { position, ...rest } = contentMapStop(chosen)!
  return { ...rest, position: position ?? null }
}
const ends = ['station/aizu-wakamatsu', 'station/koide'].map(stop)

describe('the map of a scene', () => {
  test('has room for everything that is drawn, east to the right and north above', () => {
    const map = drawMap([...ends, stop('station/tadami')])!
    const [wakamatsu, koide, tadami] = map.marks
    expect(map.marks.map(({ numbers }) => numbers)).toEqual([[1], [2], [3]])
    expect(koide!.x < tadami!.x && tadami!.x < wakamatsu!.x).toBe(true)
    expect(wakamatsu!.y < koide!.y).toBe(true)
    for (const { x, y } of map.marks) {
      expect(x > 0 && x < map.width).toBe(true)
      expect(y > 0 && y < map.height).toBe(true)
    }
    expect(map.tracks.length).toBeGreaterThan(0)
  })

  test('things that would cover each other share a mark; the numbers are those of the list', () => {
    const [first, last] = ends as [Stop, Stop]
    const unknown = { ...first, position: null }
    expect(drawMap([unknown, first, last, first])!.marks.map(({ numbers }) => numbers)).toEqual([[2, 4], [3]])
  })

  test('of which nothing is known well enough is a list alone', () => {
    expect(drawMap([{ ...ends[0]!, position: null }])).toBeUndefined()
  })

  test('of one place shows the land around it, and weighs little', () => {
    const map = drawMap([ends[0]!])!
    expect(map.marks).toEqual([{ numbers: [1], x: map.width / 2, y: map.height / 2 }])
    expect(map.towns.length).toBeGreaterThan(0)
    expect(gzipSync(map.towns.join('') + map.tracks.join('')).length).toBeLessThan(7_000)
  })
})

/** A house that was taken in while the hub runs. */
const storehouse = { id: 'the-storehouse', name: { ja: '蔵の家', en: 'The Storehouse' } }
const things = mapThings([...institutions(), storehouse])

describe('what is put on a map', () => {
  test.each([
    ['会津川口（駅）', 'station/aizu-kawaguchi'],
    ['Aizu-Kawaguchi (station)', 'station/aizu-kawaguchi'],
    [' aizu-kawaguchi ', 'station/aizu-kawaguchi'],
    ['会津川口（場所）', undefined],
    ['', undefined],
    ['蔵の家', 'institution/the-storehouse'],
  ])('%j is %s', (typed, chosen) => {
    expect(things.typed(typed)).toBe(chosen)
  })

  test('every thing is found by the name under which it is offered, in both languages', () => {
    for (const chosen of ['station/koide', 'institution/karamushi-museum', 'institution/the-storehouse'])
      for (const locale of ['ja', 'en'] as const)
        expect(things.typed(things.nameOf(chosen, locale))).toBe(chosen)
  })

  test('what is unmarked goes, what is put on comes last and once; a form without a map leaves it', () => {
    const draft = { ...emptyStory, rows: [{ ...emptyRow('a', 'step'), map: 'station/koide station/tadami' }] }
    const form = new FormData()
    form.set('rows.a.kind', 'step')
    expect(storyIn(form, draft).rows[0]!.map).toBe('station/koide station/tadami')
    form.set('rows.a.mapped', 'yes')
    form.set('rows.a.map.station/tadami', 'on')
    const typed = storyIn(form, draft)
    expect(typed.rows[0]!.map).toBe('station/tadami')
    const twice = mappedOn(mappedOn(typed, 'a', 'station/koide'), 'a', 'station/koide')
    expect(twice.rows[0]!.map).toBe('station/tadami station/koide')
  })
})
