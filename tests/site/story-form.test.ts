import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Texts } from '../../api/museum/draft-text.ts'
import { draftLanguages } from '../../api/museum/item-draft.ts'
import { isRecordIdentifier } from '../../api/museum/record.ts'
import { emptyRow, emptyStory, type StoryDraft, type StoryRow } from '../../api/museum/story-draft.ts'
import { drawnBetween, keyedPart, movedBy, resizedBy } from '../../site/lib/drawn-part.ts'
import {
  afterDoing,
  chosenIn,
  momentIn,
  newRowId,
  numbersOf,
  partPath,
  partTyped,
  rowDoingIn,
  storyIn,
} from '../../site/lib/story-form.ts'

/** The form as the page fills it from a story, with these languages of each text. */
function formOf(draft: StoryDraft, languages: readonly string[] = draftLanguages): FormData {
  const form = new FormData()
  const put = (name: string, texts: Texts): void => {
    for (const language of languages) form.set(`${name}.${language}`, texts[language] ?? '')
  }
  form.set('rights', draft.rights)
  for (const name of ['title', 'summary', 'credit'] as const) put(name, draft[name])
  for (const row of draft.rows) {
    const field = (name: string) => `rows.${row.id}.${name}`
    form.set(field('kind'), row.kind)
    put(field('title'), row.title)
    if (row.kind === 'room') {
      form.set(field('holder'), row.holder)
      form.set(field('station'), row.station)
      continue
    }
    put(field('text'), row.text)
    form.set(field('picture'), row.picture)
    put(field('alternative'), row.alternative)
    put(field('cited'), row.cited)
    const numbers = numbersOf(row.region)
    for (const [n, side] of ['x', 'y', 'width', 'height'].entries()) form.set(field(`region.${side}`), numbers[n]!)
  }
  return form
} // prettier-ignore

const step = (id: string, over: Partial<StoryRow> = {}): StoryRow => ({
  ...emptyRow(id, 'step'),
  title: { ja: id, ko: '장면' },
  picture: 'basket/front',
  region: '1,2,30,40',
  beside: 'bowl/front',
  besideRegion: '5,6,7,8',
  ...over,
})
const story: StoryDraft = {
  ...emptyStory,
  title: { ja: '籠の話', th: 'ตะกร้า' },
  rights: 'by',
  rows: [{ ...emptyRow('room', 'room'), title: { ja: '部屋' }, station: 'aizu-miyashita' }, step('a'), step('b')],
} // prettier-ignore

describe('the form of a story', () => {
  test('sent as it was filled says the same, with what it does not ask for', () => {
    expect(storyIn(formOf(story), story)).toEqual(story)
    expect(storyIn(formOf(story, ['ja', 'en']), story)).toEqual(story)
  })

  test('says what was typed to its own row, in whatever order rows stand meanwhile', () => {
    const form = formOf(story)
    form.set('rows.b.text.ja', '一行め\r\n二行め')
    const moved = { ...story, rows: story.rows.toReversed() }
    const read = storyIn(form, moved)
    expect(read.rows.map(({ id }) => id)).toEqual(['room', 'a', 'b'])
    expect(read.rows[2]).toMatchObject({ text: { ja: '一行め\n二行め' }, beside: 'bowl/front' })
  })

  test('a row that nobody has any more is still said', () => {
    const read = storyIn(formOf(story), { ...story, rows: [] })
    expect(read.rows.map(({ id, title }) => [id, title['ja']])).toContainEqual(['b', 'b'])
  })

  test('a part is four numbers, none, or what was typed so far', () => {
    expect(partTyped(['１', '2', ' 30', '40'])).toBe('1,2,30,40')
    expect(partTyped(['', '', '', ''])).toBe('')
    expect(partTyped(['1', '', '', ''])).toBe('1,,,')
    expect(numbersOf('1,,,')).toEqual(['1', '', '', ''])
  })

  test.each([
    ['2026-12-01T09:30', '2026-12-01T09:30:00+09:00'],
    ['2026-12-01T09:30:20', '2026-12-01T09:30:00+09:00'],
    ['', ''],
    ['tomorrow', 'tomorrow'],
  ])('the moment %s is told as %s', (typed, told) => expect(momentIn(typed)).toBe(told))
})

describe('a button of a row', () => {
  const after = (what: string) => afterDoing(story, rowDoingIn(what)!, 'new')
  const ids = (what: string) => after(what).draft.rows.map(({ id }) => id)

  test.each([
    ['up:b', ['room', 'b', 'a'], 'b'],
    ['up:room', ['room', 'a', 'b'], 'room'],
    ['down:a', ['room', 'b', 'a'], 'a'],
    ['down:b', ['room', 'a', 'b'], 'b'],
    ['out:a', ['room', 'b'], 'b'],
    ['out:b', ['room', 'a'], 'a'],
    ['step:a', ['room', 'a', 'new', 'b'], 'new'],
    ['step:', ['room', 'a', 'b', 'new'], 'new'],
    ['room:', ['room', 'a', 'b', 'new'], 'new'],
    ['up:gone', ['room', 'a', 'b'], 'gone'],
  ])('%s leaves %j', (what, left, at) => expect([ids(what), after(what).at]).toEqual([left, at]))

  test('ends a comparison, and is not read where it is none', () => {
    expect(after('alone:a').draft.rows[1]).toMatchObject({
      beside: '',
      besideRegion: '',
      besideAlternative: {},
    })
    expect(rowDoingIn('publish')).toBeUndefined()
  })

  test('another picture takes neither the part nor the words of the one before', () => {
    const chosen = { row: 'a', picture: 'tub/side', alternative: { ja: '桶' } }
    expect(chosenIn(story, { ...chosen, field: 'picture' }).rows[1]).toMatchObject({ picture: 'tub/side', region: '', alternative: { ja: '桶' }, beside: 'bowl/front' }) // prettier-ignore
    expect(chosenIn(story, { ...chosen, field: 'beside' }).rows[1]).toMatchObject({ picture: 'basket/front', beside: 'tub/side', besideRegion: '' }) // prettier-ignore
    expect(chosenIn(story, { ...chosen, picture: 'basket/front', field: 'picture' })).toEqual(story)
  })

  test('a new row has a name that can stand in an address', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 5, maxLength: 5 }), (random) => {
        expect(isRecordIdentifier(newRowId(random))).toBe(true)
      }),
    )
  })
})

describe('a part that is drawn', () => {
  const view = { width: 1_000, height: 500 }
  const part = { x: 100, y: 50, width: 300, height: 200 }
  const key = (name: string, over: { shiftKey?: boolean; altKey?: boolean } = {}) =>
    keyedPart(part, { key: name, shiftKey: false, altKey: false, ...over }, view)

  test('is moved by arrows, sized with Shift, exactly with Alt; other keys are the page’s', () => {
    expect(key('ArrowRight')).toEqual({ ...part, x: 120 })
    expect(key('ArrowUp', { altKey: true })).toEqual({ ...part, y: 49 })
    expect(key('ArrowDown', { shiftKey: true })).toEqual({ ...part, height: 210 })
    expect(key('ArrowLeft', { shiftKey: true, altKey: true })).toEqual({ ...part, width: 299 })
    expect(key('Tab')).toBeUndefined()
  })

  test('is the same whichever way it is drawn', () => {
    const [one, other] = [{ x: 400.4, y: 250 }, { x: 100, y: 49.8 }] // prettier-ignore
    expect(drawnBetween(one, other, view)).toEqual(drawnBetween(other, one, view))
    expect(drawnBetween(one, other, view)).toEqual(part)
  })

  test('never leaves the picture, and never is nothing', () => {
    const number = fc.double({ min: -3_000, max: 3_000, noNaN: true })
    const point = fc.record({ x: number, y: number })
    fc.assert(
      fc.property(point, point, number, number, (from, to, x, y) => {
        const drawn = drawnBetween(from, to, view)
        for (const one of [drawn, movedBy(drawn, x, y, view), resizedBy(drawn, x, y, view)]) {
          expect(Object.values(one).every(Number.isInteger)).toBe(true)
          expect(one.x >= 0 && one.y >= 0 && one.width > 0 && one.height > 0).toBe(true)
          expect(one.x + one.width <= view.width && one.y + one.height <= view.height).toBe(true)
        }
      }),
    )
  })

  test('is asked for in pixels of the image; what cannot be read, or not be shown, is the whole', () => {
    const choice = {
      service: '/iiif/3/basket',
      ...view,
      image: { width: 2_000, height: 1_000 },
      hasParts: true,
      whole: null,
    }
    expect(partPath(choice, '100,50,300,200', 480)).toBe(
      '/iiif/3/basket/200,100,600,400/!480,480/0/default.jpg',
    )
    for (const region of ['', '1,2', '5000,0,1,1'])
      expect(partPath(choice, region, 480)).toContain('/full/!480,480/')
    expect(partPath({ ...choice, hasParts: false }, '100,50,300,200', 480)).toContain('/full/')
  })
})
