import { expect, test } from 'vitest'
import { partnerPictures, partnerZoom } from '../../api/museum/partner-pictures.ts'
import type { Canvas } from '../../api/museum/record.ts'
import { rights } from '../../api/museum/rights.ts'

const service = 'https://library.example/i/map'
const canvas = (image: Partial<Extract<Canvas['image'], { from: 'elsewhere' }>> = {}): Canvas => ({
  id: 'v-map',
  label: {},
  width: 1_000,
  height: 500,
  image: {
    from: 'elsewhere',
    service,
    version: 3,
    level: 2,
    picture: { width: 2_000, height: 1_000 },
    ...image,
  },
  alternative: {},
})
const addresses = (
  of: Canvas,
  over: {
    readonly rights?: (typeof rights)[keyof typeof rights]
    readonly region?: object
    readonly isNobodys?: boolean
  } = {},
) =>
  partnerPictures(
    {
      rights: over.rights ?? rights.by,
      ...(over.isNobodys === true ? {} : { partner: { manifest: 'https://library.example/map' } }),
    },
    of,
    {
      sides: [400, 800, 4_000],
      region: over.region as never,
    },
  ).map(({ address, width, height }) => [address.replace(`${service}/`, ''), width, height])
const region = { x: 100, y: 50, width: 500, height: 300 }

test.each<[string, ReturnType<typeof addresses>, readonly (readonly unknown[])[]]>([
  [
    'the whole, never larger than it is',
    addresses(canvas()),
    [['full/400,/0/default.jpg', 400, 200], ['full/800,/0/default.jpg', 800, 400], ['full/2000,/0/default.jpg', 2_000, 1_000]], // prettier-ignore
  ],
  [
    'a part, in pixels of the picture',
    addresses(canvas(), { region }),
    [['200,100,1000,600/400,/0/default.jpg', 400, 240], ['200,100,1000,600/800,/0/default.jpg', 800, 480], ['200,100,1000,600/1000,/0/default.jpg', 1_000, 600]], // prettier-ignore
  ],
  [
    'of a work in copyright only the whole, and that small',
    addresses(canvas(), { region, rights: rights.inCopyright }),
    [['full/400,/0/default.jpg', 400, 200], ['full/800,/0/default.jpg', 800, 400], ['full/1200,/0/default.jpg', 1_200, 600]], // prettier-ignore
  ],
  ['of a server that draws nothing what it has (3)', addresses(canvas({ level: 0 }), { region }), [['full/max/0/default.jpg', 2_000, 1_000]]], // prettier-ignore
  ['of a server that draws nothing what it has (2)', addresses(canvas({ level: 0, version: 2 })), [['full/full/0/default.jpg', 2_000, 1_000]]], // prettier-ignore
  [
    'no part of a picture whose size nobody told',
    addresses({ ...canvas(), image: { from: 'elsewhere', service, version: 2, level: 2 } }, { region }),
    [['full/400,/0/default.jpg', 400, 200], ['full/800,/0/default.jpg', 800, 400], ['full/1000,/0/default.jpg', 1_000, 500]], // prettier-ignore
  ],
  ['nothing of a house whose object was not taken in', addresses(canvas(), { isNobodys: true }), []],
  [
    'a picture that no service draws as it is, also where a part is asked for',
    addresses({ ...canvas(), image: { from: 'plain', address: `${service}/a.jpg`, picture: { width: 300, height: 150 } } }, { region }),
    [['a.jpg', 300, 150]],
  ], // prettier-ignore
  ['nothing of what is nowhere', addresses({ ...canvas(), image: { from: 'nowhere' } }), []],
])('%s', (_, offered, wanted) => {
  expect(offered).toEqual(wanted)
})

const zoomOf = (of: Canvas, licence: (typeof rights)[keyof typeof rights] = rights.by, isTaken = true) =>
  partnerZoom(
    { rights: licence, ...(isTaken ? { partner: { manifest: 'https://library.example/map' } } : {}) },
    of,
  )

test('readers come closer by the house’s own service', () => {
  expect(zoomOf(canvas())).toEqual({ service, width: 2_000, height: 1_000 })
  expect(zoomOf(canvas({ level: 1, version: 2 }))).toEqual({ service, width: 2_000, height: 1_000 })
  // One that draws nothing has files of its parts.
  expect(zoomOf(canvas({ level: 0 }))).toEqual({ service, width: 2_000, height: 1_000 })
})

test.each([
  ['a work in copyright', zoomOf(canvas(), rights.inCopyright)],
  ['a house whose object was not taken in', zoomOf(canvas(), rights.by, false)],
  ['a plain picture', zoomOf({ ...canvas(), image: { from: 'plain', address: `${service}/a.jpg` } })],
  [
    'a picture whose size nobody told',
    zoomOf({ ...canvas(), image: { from: 'elsewhere', service, version: 3, level: 2 } }),
  ],
])('and not to %s', (_, zoom) => {
  expect(zoom).toBeUndefined()
})
