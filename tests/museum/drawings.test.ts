import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawings, takeInDrawings } from '../../api/museum/drawings-service.ts'
import { content } from '../../content/index.ts'
import { scrollPicture } from '../../site/lib/scroll-picture.ts'
import { fields, openImages, workFolder } from './drawn-image.ts'
import { parseXml, elementsOf } from './parsed-xml.ts'

const folder = workFolder()
const hub = await openImages(folder)
const file = join(folder, 'drawing.png')

beforeAll(async () => {
  await (await fields(1_000, 400)).png().toFile(file)
})
afterAll(() => hub.dispose())

const styles = (name: string): string =>
  readFileSync(join(import.meta.dirname, '..', '..', 'site', 'styles', `${name}.css`), 'utf8')

test('a drawing that is no image is told, not passed over', async () => {
  const broken = takeInDrawings({
    images: hub.images,
    fileOf: () => join(import.meta.dirname, 'drawings.test.ts'),
  })
  await expect(broken).rejects.toThrow('The drawing tadami-line-scroll is refused: not_an_image')
})

test('a drawing is taken in once, and one that the build did not make is left for another time', async () => {
  const { images } = hub
  expect(await takeInDrawings({ images, fileOf: () => undefined })).toEqual([])
  expect(await takeInDrawings({ images, fileOf: () => file })).toEqual(drawings)
  expect(await takeInDrawings({ images, fileOf: () => file })).toEqual([])
  expect(await images.find(drawings[0]!)).toMatchObject({
    ok: true,
    value: { width: 1_000, showing: 'zoomed' },
  })
})

test('every drawing is a view of an item, as large as it says', () => {
  const views = content.items.flatMap(({ canvases }) => canvases)
  const shown = views.filter(({ image }) => image.from === 'own' && drawings.includes(image.identifier))
  expect(shown).toHaveLength(drawings.length)
  const svg = parseXml(scrollPicture({ tokens: styles('tokens'), rules: '' })).documentElement!
  expect([shown[0]!.width, shown[0]!.height]).toEqual(
    ['width', 'height'].map((side) => 3 * Number(svg.getAttribute(side))),
  )
})

test('the scroll stands alone: its colours are in it, and no letter is', () => {
  const svg = scrollPicture({ tokens: styles('tokens'), rules: `${styles('drawing')}\n${styles('scroll')}` })
  const read = parseXml(svg)
  expect(elementsOf(read, 'text')).toEqual([])
  const css = elementsOf(read, 'style')[0]!.textContent!
  expect(css).not.toMatch(/var\(|:is\(|\.scroll|none;\s*\}\s*$/)
  expect(css).toMatch(/\.line \{\s*fill: none;\s*stroke: #a3271a;/)
  // Whatever has a class has a colour, or brings its own.
  const classes = new Set(
    [...svg.matchAll(/class="([^"]+)"(?! [^>]*fill=)/g)].flatMap(([, names]) => names!.split(' ')),
  )
  expect(
    [...classes].filter((name) => !css.includes(`.${name}`) && name !== 'hidden' && name !== 'under'),
  ).toEqual([])
})
