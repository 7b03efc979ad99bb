import { expect, test } from 'vitest'
import { addressing } from '../../api/museum/partner-addressing.ts'
import { readDocument } from '../../api/museum/partner-manifest.ts'
import type { PartnerObject } from '../../api/museum/partner-object.ts'
import { canvasThree, manifestThree } from './partner-server.ts'

const origin = 'https://library.example'
const address = addressing([], () => 'https://meguri.example')
function objectOf(document: object): PartnerObject {
  const found = readDocument(JSON.parse(JSON.stringify(document)), address)
  if (!found.ok || found.value.kind !== 'manifest') throw new Error(JSON.stringify(found))
  return found.value.object
}

/** A view whose picture only has its address. */
const plainCanvas = (over: Record<string, unknown> = {}) => {
  const canvas = structuredClone(canvasThree(origin, 'map', 2)) as Record<string, unknown>
  const body = { id: `${origin}/files/2.jpg`, type: 'Image', width: 600, height: 300, ...over }
  return {
    ...canvas,
    items: [{ type: 'AnnotationPage', items: [{ type: 'Annotation', motivation: 'painting', body }] }],
  }
}

test('a picture without a service is a view as it is: what says how large, and where', () => {
  const { views } = objectOf(manifestThree(origin, 'map', { items: [plainCanvas()] }))
  expect(views).toEqual([
    {
      id: expect.stringMatching(/^v-[a-z0-9]{10}$/),
      canvas: `${origin}/map/canvas/2`,
      label: { en: '2' },
      width: 1_000,
      height: 500,
      plain: `${origin}/files/2.jpg`,
      picture: { width: 600, height: 300 },
    },
  ])
})

test.each([
  ['a picture that no service draws', { format: 'image/png' }, { code: 'views_plain', count: 1 }],
  ['a scan that no page can show', { format: 'image/tiff' }, { code: 'views_without_service', count: 1 }],
  [
    'a scan that does not say what it is, and is called so',
    { id: `${origin}/a.jp2` },
    { code: 'views_without_service', count: 1 },
  ],
])('%s is told of', (_, over, note) => {
  const items = [canvasThree(origin, 'map', 1), plainCanvas(over)]
  expect(objectOf(manifestThree(origin, 'map', { items })).notes).toEqual([note])
})
