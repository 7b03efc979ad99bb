import { describe, expect, test } from 'vitest'
import { presentationAddresses } from '../../api/museum/presentation-addresses.ts'
import type { CanvasImage } from '../../api/museum/record.ts'
import type { ItemInPlace } from '../../api/museum/record-service.ts'
import { rights } from '../../api/museum/rights.ts'
import { choicesOf } from '../../api/museum/story-choices.ts'
import { shownStory } from '../../api/museum/story-rendering.ts'
import { partPath } from '../../site/lib/story-form.ts'
import { movedIn } from '../../site/lib/stories.ts'
import { origin } from './presentation-world.ts'
import { house, letter } from './record-builders.ts'
import { looksAt, step, walk } from './story-builders.ts'

/** A story over a partner's picture of which no part can be drawn: by a server of files, or by none. */
const service = 'https://partner.example/iiif/map'
const file = 'https://partner.example/files/map.jpg'
const picture = { width: 4_000, height: 2_000 }
const around = { addresses: presentationAddresses(origin), images: new Map() }

function partners(image: CanvasImage, over: Partial<ReturnType<typeof letter>> = {}): ItemInPlace {
  const [first] = letter().canvases
  const canvas = { ...first!, id: 'front', width: 2_000, height: 1_000, image }
  const partner = { manifest: 'https://partner.example/m' }
  const body = letter({ canvases: [canvas], chapters: [], partner, ...over })
  return { item: { id: 'basket', body, at: 1 }, institution: { id: 'storehouse', body: house(), at: 1 }, collections: [] }
} // prettier-ignore

/** The view of a story's only step, which asks for a part. */
function told(found: ItemInPlace) {
  const rooms = [
    { id: 'room', label: { ja: ['部屋'] }, events: [], steps: [step('one', { views: [looksAt()] })] },
  ]
  const story = shownStory(
    {
      story: { id: 'walk', body: walk({ rooms }), at: 1 },
      institution: found.institution,
      items: new Map([['basket', found]]),
    },
    around,
  )
  return { story, view: story.rooms[0]!.steps[0]!.views[0]! }
}

const levels = (level: 0 | 1 | 2, version: 2 | 3 = 3): CanvasImage => ({ from: 'elsewhere', service, version, level, picture }) // prettier-ignore
const plain: CanvasImage = { from: 'plain', address: file, picture }

describe('a step on a partner’s picture', () => {
  test.each<[string, CanvasImage, string, { service: string | null; isFile: boolean }]>([
    ['of files, version 3', levels(0), `${service}/full/max/0/default.jpg`, { service, isFile: false }],
    ['of files, version 2', levels(0, 2), `${service}/full/full/0/default.jpg`, { service, isFile: false }],
    ['of files, of unknown size', { from: 'elsewhere', service, version: 3, level: 0 }, `${service}/full/max/0/default.jpg`, { service: null, isFile: false }],
    ['that is one file', plain, file, { service: file, isFile: true }],
  ])('%s shows the whole as a file that is there, and comes closer where it can', (_what, image, address, moved) => {
    const { view } = told(partners(image))
    expect(view.pictures.map((one) => one.address)).toEqual([address])
    const [only] = view.pictures
    expect(only!.width / only!.height).toBe(2)
    expect({ service: view.zoomed, isFile: view.isFile }).toEqual(moved)
    expect(view.region).not.toBe(null)
  }) // prettier-ignore

  test.each<[string, CanvasImage]>([
    ['level 1', levels(1)],
    ['level 2', levels(2)],
  ])('of %s shows the part in sizes by width, which both levels draw', (_what, image) => {
    const addresses = told(partners(image)).view.pictures.map((one) => one.address)
    expect(addresses.length).toBeGreaterThan(0)
    for (const one of addresses) expect(one).toMatch(/\/map\/200,100,600,400\/\d+,\/0\/default\.jpg$/)
  })

  test.each<[string, CanvasImage]>([
    ['files', levels(0)],
    ['one file', plain],
  ])('in copyright, or that its holder limits to the whole, of %s does not move', (_what, image) => {
    expect(told(partners(image, { rights: rights.inCopyright })).view.zoomed).toBe(null)
    expect(told(partners(image, { limit: 'whole-800' })).view).toMatchObject({ zoomed: null, isFile: false })
  })

  test('of one file asks no house for information: the page lets in pictures only', () => {
    expect(movedIn(told(partners(plain)).story as never)).toEqual([])
    expect(movedIn(told(partners(levels(0))).story as never)).toEqual([service])
  })
})

describe('the studio offers such a picture', () => {
  test.each<[string, CanvasImage, string | null, boolean]>([
    ['of files', levels(0), `${service}/full/max/0/default.jpg`, false],
    ['of level 1, as large as is needed', levels(1), `${service}/full/640,/0/default.jpg`, false],
    ['that is one file', plain, file, false],
    ['of level 2, with its parts', levels(2), null, true],
  ])('%s', (_what, image, whole, hasParts) => {
    const [choice] = choicesOf(partners(image), around)
    expect(choice).toMatchObject({ picture: 'basket/front', whole, hasParts })
    if (whole === null) return
    expect([choice!.thumbnail, partPath(choice!, '0,0,10,10', 480)]).toEqual([whole, whole])
  })

  test('and none that is no partner’s', () => {
    const { partner: _, ...body } = partners(levels(0)).item.body
    const found = partners(levels(0))
    expect(choicesOf({ ...found, item: { ...found.item, body } }, around)).toEqual([])
  })
})
