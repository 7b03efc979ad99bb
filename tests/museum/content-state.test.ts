import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeState, encodeState, parseState, pointingAt } from '../../api/museum/content-state.ts'

const manifest = 'https://meguri.example/iiif/presentation/scroll/manifest'
const canvas = 'https://meguri.example/iiif/presentation/scroll/canvas/whole'
const region = { x: 10, y: 20, width: 300, height: 400 }

test('any text comes back as it was, and stands in an address as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const encoded = encodeState(text)
      expect(encoded).toMatch(/^[\w-]*$/)
      expect(decodeState(encoded)).toBe(text)
    }),
  )
})

test.each([
  ['a view', { manifest, canvas }],
  ['a part of a view', { manifest, canvas, region }],
])('what we point at is read back: %s', (_, state) => {
  expect(parseState(pointingAt(state))).toEqual(state)
})

test('a state is an annotation as the standard has it', () => {
  expect(JSON.parse(decodeState(pointingAt({ manifest, canvas, region }))!)).toEqual({
    '@context': 'http://iiif.io/api/presentation/3/context.json',
    id: `${manifest}#state`,
    type: 'Annotation',
    motivation: ['contentState'],
    target: {
      id: `${canvas}#xywh=10,20,300,400`,
      type: 'Canvas',
      partOf: [{ id: manifest, type: 'Manifest' }],
    },
  })
})

const told = (state: unknown): string => encodeState(JSON.stringify(state))
const target = { id: canvas, type: 'Canvas', partOf: [{ id: manifest, type: 'Manifest' }] }

test.each<[string, string, object]>([
  ['a plain address', manifest, { manifest }],
  ['a target alone', told(target), { canvas, manifest }],
  ['a manifest', told({ id: manifest, type: 'Manifest' }), { manifest }],
  ['a list of targets', told({ type: 'Annotation', target: [target] }), { canvas, manifest }],
  ['a parent that is an address', told({ ...target, partOf: manifest }), { canvas, manifest }],
  [
    'pixels by name',
    told({ ...target, id: `${canvas}#xywh=pixel:10,20,300,400` }),
    { canvas, manifest, region },
  ],
  ['a part that is none', told({ ...target, id: `${canvas}#xywh=1,1,0,5` }), { canvas, manifest }],
  ['a moment of sound', told({ ...target, id: `${canvas}#t=5` }), { canvas, manifest }],
])('others may say it as %s', (_, text, state) => {
  expect(parseState(text)).toEqual(state)
})

test.each([
  ['nothing', ''],
  ['no code', '%%%'],
  ['a code of no text', '____'],
  ['half a letter', btoa('%E3%81')],
  ['no JSON', encodeState('{')],
  ['a list', told([])],
  ['a number', told(1)],
  ['an annotation of nothing', told({ type: 'Annotation' })],
  ['a target without a name', told({ type: 'Canvas' })],
  ['a thing of another kind', told({ id: canvas, type: 'Range' })],
  ['a script', 'javascript:alert(1)'],
  ['far too much', `https://a.example/${'a'.repeat(8_000)}`],
])('%s points at nothing', (_, text) => {
  expect(parseState(text)).toBeUndefined()
})
