import { expect, test } from 'vitest'
import { zoomSource } from '../../site/lib/zoom-source.ts'

const at = 'https://library.example/i/map'
const sides = { width: 800, height: 400 }
const one = (size: string) => ({
  type: 'legacy-image-pyramid',
  levels: [{ url: `${at}/full/${size}/0/default.jpg`, ...sides }],
})

test.each<[string, Parameters<typeof zoomSource>[0], object]>([
  ['a server that draws, asked where it was found', { ...sides, id: 'https://inner.example/1', profile: 'level2' } as never, { ...sides, id: at, profile: 'level2' }],
  ['the same of version 2', { ...sides, '@id': 'x', profile: ['http://iiif.io/api/image/2/level1.json'] } as never, { ...sides, '@id': at, profile: ['http://iiif.io/api/image/2/level1.json'] }],
  ['files of parts', { ...sides, profile: 'level0', tiles: [] }, { ...sides, id: at, profile: 'level0', tiles: [] }],
  ['files of sizes', { ...sides, profile: 'level0', sizes: [sides] }, { ...sides, id: at, profile: 'level0', sizes: [sides] }],
  ['one file', { ...sides, profile: 'level0' }, one('max')],
  ['one file, with an empty list of sizes', { ...sides, profile: 'level0', sizes: [] }, one('max')],
  ['one file of version 2', { ...sides, '@id': 'x', profile: ['http://iiif.io/api/image/2/level0.json'] } as never, one('full')],
])('what moves of %s', (_, said, source) => {
  expect(zoomSource(said, at)).toEqual(source)
}) // prettier-ignore
