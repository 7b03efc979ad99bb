import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { drawings, takeInDrawings } from '../../api/museum/drawings-service.ts'
import { content } from '../../content/index.ts'
import { bridgeSheet, craftMap, yearSheet } from '../../site/lib/museum-drawings.ts'
import { strokesOf } from '../../site/lib/notebook-letters.ts'
import { notebookPages, notebookSheet } from '../../site/lib/notebook.ts'
import { plainPicture, scrollPicture } from '../../site/lib/scroll-picture.ts'
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
  const said = drawings.map((id) => {
    const view = views.find(({ image }) => image.from === 'own' && image.identifier === id)
    return [id, view?.width, view?.height]
  })
  const scroll = parseXml(scrollPicture({ tokens: styles('tokens'), rules: '' })).documentElement!
  const [width, height] = ['width', 'height'].map((side) => 3 * Number(scroll.getAttribute(side)))
  expect(said).toEqual([
    ['tadami-line-scroll', width, height],
    ['craft-map', 3 * craftMap().width, 3 * craftMap().height],
    ['year-in-pictures', 4 * yearSheet().width, 4 * yearSheet().height],
    ['bridges-by-kilometre', 3 * bridgeSheet().width, 3 * bridgeSheet().height],
    ...[...notebookPages()].map(([id, text]) => [
      id,
      3 * notebookSheet(text).width,
      3 * notebookSheet(text).height,
    ]),
  ])
})

test.each([
  ['the map of crafts', craftMap],
  ['the year', yearSheet],
  ['the bridges', bridgeSheet],
  ['a page of the notebook', () => notebookSheet('タダミ 88.4\nカワグチ 60.8\nヤナイヅ 33.3')],
])('%s is the same each time, stands alone, and has no letter in it', (_, sheet) => {
  const draw = (): string => plainPicture({ tokens: styles('tokens'), rules: styles('drawing') }, sheet())
  const svg = draw()
  expect(draw()).toBe(svg)
  expect(elementsOf(parseXml(svg), 'text')).toEqual([])
  expect(svg).not.toMatch(/var\(|NaN|undefined/)
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

test('every letter that the notebook says is written is drawn, and one that nobody drew is told', () => {
  const letters = new Set([...notebookPages().values()].join('').replaceAll(/\s/g, ''))
  expect(letters.size).toBeGreaterThan(30)
  expect([...letters].filter((one) => strokesOf(one) === undefined)).toEqual([])
  expect(strokesOf('ガ')).toHaveLength(strokesOf('カ')!.length + 2)
  expect(() => notebookSheet('漢字')).toThrow('Nobody drew the letter 漢.')
})
