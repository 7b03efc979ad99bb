import { presentation3StrictUpgrade } from '@iiif/parser/strict'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PublishedImage } from '../../api/museum/image-information.ts'
import { presentationAddresses } from '../../api/museum/presentation-addresses.ts'
import { manifestOf } from '../../api/museum/presentation-manifest.ts'
import { inVersion2 } from '../../api/museum/presentation-version-2.ts'
import type { ItemInPlace } from '../../api/museum/record-service.ts'
import { recordSchema } from '../../api/museum/record-zod.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { house, shelf } from './record-builders.ts'
import { itemBodies } from './record-arbitrary.ts'
import { origin, ownImage } from './presentation-world.ts'

const images: fc.Arbitrary<PublishedImage> = fc.record({
  id: fc.constant('picture'),
  width: fc.integer({ min: 1, max: 100_000 }),
  height: fc.integer({ min: 1, max: 100_000 }),
  showing: fc.constantFrom('zoomed' as const, 'whole' as const),
  maxSide: fc.integer({ min: 1, max: 10_000 }),
  isShown: fc.constant(true),
  fileSet: fc.constant('set'),
  sha256: fc.constant('ab'),
})

test('any record that may be written down has a manifest that keeps every MUST, in both versions', () => {
  fc.assert(
    fc.property(itemBodies, fc.option(images), (body, image) => {
      const written = recordSchema.safeParse(body)
      expect(written.error).toBeUndefined()
      const found: ItemInPlace = {
        item: { id: 'thing', body, at: 1 },
        institution: { id: 'storehouse', body: house(), at: 1 },
        collections: [{ id: 'shelf', body: shelf(), at: 1 }],
      }
      const addresses = presentationAddresses(origin)
      const known = new Map(image === null ? [] : [['picture', image]])
      const manifest = JSON.parse(JSON.stringify(manifestOf(found, { addresses, images: known }))) as Record<
        string,
        unknown
      >
      expect(presentationBreaches(manifest, addresses.manifest('thing'))).toEqual([])
      const warnings: string[] = []
      presentation3StrictUpgrade(structuredClone(manifest) as never, { warnings })
      expect(warnings).toEqual([])
      const second = inVersion2(manifest, addresses.manifestVersion2('thing'))
      expect((second['sequences'] as { canvases: unknown[] }[])[0]!.canvases).toHaveLength(
        body.canvases.length,
      )
      expect(JSON.stringify(second)).not.toMatch(/"(id|type|none)":/)
    }),
    { numRuns: 300 },
  )
})

test.each([
  ['a point', 1, 1],
  ['a line', 100_000, 1],
  ['a line that stands', 1, 100_000],
])('an image of %s has a picture and a thumbnail with pixels', (_, width, height) => {
  const image = ownImage({ id: 'picture', width, height })
  const body = fc.sample(itemBodies, 1)[0]!
  const canvas = { ...body.canvases[0]!, image: { from: 'own' as const, identifier: 'picture' } }
  const found = {
    item: { id: 'thing', body: { ...body, canvases: [canvas], chapters: [] }, at: 1 },
    institution: { id: 'storehouse', body: house(), at: 1 },
    collections: [],
  }
  const addresses = presentationAddresses(origin)
  const manifest = manifestOf(found, { addresses, images: new Map([['picture', image]]) })
  expect(presentationBreaches(manifest, addresses.manifest('thing'))).toEqual([])
})
