import { describe, expect, test } from 'vitest'
import { dublinCore } from '../../api/museum/harvest-dublin-core.ts'
import { lidoRecord } from '../../api/museum/harvest-lido.ts'
import { linkedData, shownInList, shownItem } from '../../api/museum/item-rendering.ts'
import { portalRow } from '../../api/museum/portal-row.ts'
import { presentationAddresses } from '../../api/museum/presentation-addresses.ts'
import { collectionOf } from '../../api/museum/presentation-collection.ts'
import { manifestOf } from '../../api/museum/presentation-manifest.ts'
import { storyManifestOf } from '../../api/museum/presentation-story.ts'
import { inVersion2 } from '../../api/museum/presentation-version-2.ts'
import type { CanvasImage, ItemBody } from '../../api/museum/record.ts'
import type { ItemInPlace } from '../../api/museum/record-service.ts'
import { rights } from '../../api/museum/rights.ts'
import { choicesOf } from '../../api/museum/story-choices.ts'
import { storyLinkedData } from '../../api/museum/story-linked-data.ts'
import { shownStory } from '../../api/museum/story-rendering.ts'
import { origin } from './presentation-world.ts'
import { house, letter } from './record-builders.ts'
import { looksAt, step, walk } from './story-builders.ts'

/** Everything that names pictures, over an item whose pictures stay with another house. */
const service = 'https://partner.example/iiif/map'
const file = 'https://partner.example/files/map.jpg'
const around = { addresses: presentationAddresses(origin), images: new Map() }

const bodyWith = (image: CanvasImage, over: Partial<ItemBody>): ItemBody => {
  const [first] = letter().canvases
  const canvas = { ...first!, id: 'front', width: 1_500, height: 3_000, image }
  return letter({
    canvases: [canvas],
    chapters: [],
    partner: { manifest: 'https://partner.example/m' },
    ...over,
  })
}

const placed = (body: ItemBody): ItemInPlace => ({
  item: { id: 'basket', body, at: 1 },
  institution: { id: 'storehouse', body: house(), at: 1 },
  collections: [],
})

const storyOf = (found: ItemInPlace) => ({
  story: {
    id: 'walk',
    body: walk({
      rooms: [
        {
          id: 'room',
          label: { ja: ['部屋'] },
          events: [],
          steps: [step('one', { views: [looksAt({ region: { x: 0, y: 0, width: 1_500, height: 3_000 } })] })],
        },
      ],
    }),
    at: 1,
  },
  institution: found.institution,
  items: new Map([['basket', found]]),
})

/** `most`: a size beyond which it names nothing anyhow; 0 where it names no picture. */
const exporters: readonly (readonly [string, number, (found: ItemInPlace) => unknown])[] = [
  ['the manifest', Infinity, (found) => manifestOf(found, around)],
  ['the manifest of version 2.1', Infinity, (found) => inVersion2(manifestOf(found, around), `${origin}/2`)],
  ['the manifest of a story', Infinity, (found) => storyManifestOf(storyOf(found), around)],
  ['the same in 2.1', Infinity, (found) => inVersion2(storyManifestOf(storyOf(found), around), `${origin}/2`)],
  [
    'a collection',
    400,
    ({ item, institution }) => collectionOf({ institution, items: [item], collections: [], stories: [] }, around),
  ],
  ['LIDO', Infinity, ({ item }) => lidoRecord({ item, institution: house(), origin }, around)],
  ['Dublin Core', 0, ({ item }) => dublinCore(item, house(), around.addresses)],
  ['the row for the portal', Infinity, (found) => portalRow(found, around, 'cc0')],
  ['linked data', Infinity, (found) => linkedData(found, around)],
  ['linked data of a story', 0, (found) => storyLinkedData(storyOf(found), around)],
  ['the page', 1_600, (found) => shownItem(found, around)],
  ['a list', 400, ({ item }) => shownInList(item, around)],
  ['a step of a story', 1_600, (found) => shownStory(storyOf(found), around)],
  ['the choices of a story', 640, (found) => choicesOf(found, around)],
] // prettier-ignore

type Sides = { readonly width: number; readonly height: number }

/** The longest side of each picture that is named, as its house would draw it. */
function sidesNamed(told: unknown, picture: Sides): readonly number[] {
  const text = JSON.stringify(told)
  const drawn = [...text.matchAll(/iiif\/map\/[^/"]+\/([^/"]+)\/0\/default\.jpg/g)].map(([, size]) => {
    const [, confined, width] = /^(!?)(\d+),\d*$/.exec(size!) ?? []
    if (width === undefined) return Math.max(picture.width, picture.height)
    if (confined === '!') return Number(width)
    return Math.max(Number(width), Math.round((picture.height * Number(width)) / picture.width))
  })
  return [...drawn, ...(text.includes(file) ? [Math.max(picture.width, picture.height)] : [])]
}

const namesService = (told: unknown): boolean =>
  new RegExp(`"(@id|id|service|zoomed)":"${service}"`).test(JSON.stringify(told))

const large = { width: 3_000, height: 6_000 }
const small = { width: 300, height: 600 }
const drawnBy = (level: 0 | 1 | 2, version: 2 | 3, picture?: Sides): CanvasImage => ({
  from: 'elsewhere',
  service,
  version,
  level,
  ...(picture === undefined ? {} : { picture }),
})
const asFile = (picture?: Sides): CanvasImage => ({
  from: 'plain',
  address: file,
  ...(picture === undefined ? {} : { picture }),
})
/** What its house has, where the manifest does not say how large: larger than allowed. */
const untold = large

const whole800 = { limit: 'whole-800' } as const
/** What is named at most: pixels; undefined where nothing may be. And whether viewers are led to its parts. */
const rows: readonly (readonly [string, CanvasImage, Partial<ItemBody>, number | undefined, boolean])[] = [
  ['a house that draws any part (level 2)', drawnBy(2, 3, large), whole800, 800, false],
  ['the same, in version 2', drawnBy(2, 2, large), whole800, 800, false],
  ['a house that draws sizes (level 1)', drawnBy(1, 3, large), whole800, 800, false],
  ['the same, in version 2', drawnBy(1, 2, large), whole800, 800, false],
  ['a house that does not say how large', drawnBy(2, 3), whole800, 800, false],
  ['a house of files (level 0), small enough', drawnBy(0, 3, small), whole800, 600, false],
  ['a house of files, too large', drawnBy(0, 3, large), whole800, undefined, false],
  ['a house of files in version 2, too large', drawnBy(0, 2, large), whole800, undefined, false],
  ['a house of files, nobody knows how large', drawnBy(0, 3), whole800, undefined, false],
  ['one file, small enough', asFile(small), whole800, 600, false],
  ['one file, too large', asFile(large), whole800, undefined, false],
  ['one file, nobody knows how large', asFile(), whole800, undefined, false],
  ['a picture too thin for any width', drawnBy(2, 3, { width: 3, height: 9_000 }), whole800, undefined, false],
  ['a picture of which a width rounded up would be too high', drawnBy(2, 3, { width: 1_000, height: 3_001 }), whole800, 798, false],
  ['the smallest limit', drawnBy(2, 3, large), { limit: 'whole-400' }, 400, false],
  ['a limit that lets come closer', drawnBy(2, 3, large), { limit: 'zoomed-2400' }, 2_400, true],
  ['the same over files, small enough', drawnBy(0, 3, small), { limit: 'zoomed-2400' }, 600, true],
  ['the same over files, too large', drawnBy(0, 3, large), { limit: 'zoomed-2400' }, undefined, false],
  ['the same over one file, too large', asFile(large), { limit: 'zoomed-2400' }, undefined, false],
  ['a work in copyright', drawnBy(2, 3, large), { rights: rights.inCopyright }, 1_200, false],
  ['a thin work in copyright', drawnBy(2, 3, { width: 3, height: 9_000 }), { rights: rights.inCopyright }, undefined, false],
  ['no limit', drawnBy(2, 3, large), {}, 6_000, true],
] // prettier-ignore

describe.each(rows)('%s', (_what, ...row) => {
  const [image, over, most, isZoomed] = row
  const body = bodyWith(image, over)
  const picture = ('picture' in image ? image.picture : undefined) ?? untold

  test.each(exporters)('%s names nothing larger than allowed', (_name, own, told) => {
    const made = told(placed(body))
    const sides = sidesNamed(made, picture)
    const isListed = own !== 400 || (image.from === 'elsewhere' && image.level > 0)
    expect(sides.length > 0).toBe(most !== undefined && own > 0 && isListed)
    if (sides.length > 0) {
      expect(Math.max(...sides)).toBeLessThanOrEqual(most!)
      if (own === Infinity) expect(Math.max(...sides)).toBe(most)
    }
    if (!isZoomed && own !== 640) expect(namesService(made)).toBe(false)
  })
})

test('viewers are led to the parts where an item lets come closer, and only there', () => {
  const serviceIn = (over: Partial<ItemBody>) => namesService(manifestOf(placed(bodyWith(drawnBy(2, 3, large), over)), around)) // prettier-ignore
  expect(serviceIn({})).toBe(true)
  expect(serviceIn({ limit: 'zoomed-2400' })).toBe(true)
  expect(serviceIn({ limit: 'whole-2400' })).toBe(false)
})
