import { expect, test } from 'vitest'
import type { ItemBody } from '../../api/museum/record.ts'
import { recordSchema } from '../../api/museum/record-zod.ts'
import { basket, house, letter, shelf } from './record-builders.ts'

test.each([
  house(),
  shelf(),
  basket(),
  letter(),
  basket({ label: { ja: ['二行の\n題'], 'zh-Hant': ['籠'] } }),
])('what is well written is let in', (body) => expect(recordSchema.parse(body)).toEqual(body))

const canvas = basket().canvases[0]!
const view = (over: object): object => ({ canvases: [{ ...canvas, ...over }] })
const elsewhere = (service: string): object =>
  view({ image: { from: 'elsewhere', service, version: 3, level: 1 } })

test.each<[string, object, string]>([
  ['a text that viewers take for HTML', { label: { ja: ['<b>籠</b>'] } }, 'label.ja.0'],
  ['a text of blanks', { label: { ja: [' '] } }, 'label.ja.0'],
  ['a text that no XML can hold', { summary: { ja: ['a\u0001'] } }, 'summary.ja.0'],
  ['half a character', { summary: { ja: ['a\ud842'] } }, 'summary.ja.0'],
  ['no language', { label: {} }, 'label'],
  ['a language without a text', { label: { ja: [] } }, 'label.ja'],
  ['a language that viewers refuse', { label: { 'es-419': ['a'] } }, 'label.es-419'],
  ['a field that nobody knows', { descriptions: [{ field: 'price', value: { ja: ['1'] } }] }, 'descriptions.0.field'],
  ['a date in words', { date: '昭和5年' }, 'date'],
  ['terms that are written with https', { rights: 'https://creativecommons.org/licenses/by/4.0/' }, 'rights'],
  ['terms of its own', { rights: 'http://storehouse.example/terms' }, 'rights'],
  ['two terms', { rights: ['http://rightsstatements.org/vocab/InC/1.0/'] }, 'rights'],
  ['no statement', { requiredStatement: undefined }, 'requiredStatement'],
  ['a place beyond the pole', { place: { label: { ja: ['a'] }, position: { latitude: 91, longitude: 0 } } }, 'place.position.latitude'],
  ['no view', { canvases: [] }, 'canvases'],
  ['two views of one name', { canvases: [canvas, canvas] }, 'canvases'],
  ['a view without a size', view({ width: 0 }), 'canvases.0.width'],
  ['a view of half a pixel', view({ height: 1.5 }), 'canvases.0.height'],
  ['a view that nobody describes', view({ alternative: undefined }), 'canvases.0.alternative'],
  ['an image that leads elsewhere', view({ image: { from: 'own', identifier: '../x' } }), 'canvases.0.image.identifier'],
  ['a service with a question', elsewhere('https://a.example/iiif?x'), 'canvases.0.image.service'],
  ['a service with a slash at its end', elsewhere('https://a.example/iiif/'), 'canvases.0.image.service'],
  ['a service that is a script', elsewhere('javascript:alert(1)'), 'canvases.0.image.service'],
  ['a link that is a script', { links: [{ address: 'javascript:alert(1)', label: { ja: ['a'] } }] }, 'links.0.address'],
  ['a link with a quote', { links: [{ address: 'https://a.example/"x', label: { ja: ['a'] } }] }, 'links.0.address'],
  ['a chapter of other pages', { chapters: [{ label: { ja: ['a'] }, from: 'front', to: 'back' }] }, 'chapters.0'],
  ['a chapter that runs back', { ...letter(), chapters: [{ label: { ja: ['a'] }, from: 'second', to: 'first' }] }, 'chapters.0'],
  ['a word that is none of ours', { price: 1 }, ''],
])('%s is refused, and its place is named', (_, over, place) => {
  const { error } = recordSchema.safeParse({ ...basket(), ...(over as Partial<ItemBody>) })
  expect(error?.issues.map(({ path }) => path.join('.'))).toContain(place)
}) // prettier-ignore
