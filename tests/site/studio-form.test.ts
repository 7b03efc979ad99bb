import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Texts } from '../../api/museum/draft-text.ts'
import { draftLanguages, draftOf, emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { areChaptersWhole } from '../../api/museum/draft-reading.ts'
import { draftSchema } from '../../api/museum/routes-draft-schema.ts'
import { isRecordIdentifier } from '../../api/museum/record.ts'
import { numbersUnknown } from '../../site/lib/draft-in-words.ts'
import { draftIn, newRecord } from '../../site/lib/studio-form.ts'
import { itemBodies } from '../museum/record-arbitrary.ts'

/** The form as the page fills it from a draft, with these languages of each text. */
function formOf(draft: ItemDraft, languages: readonly string[]): FormData {
  const form = new FormData()
  const put = (name: string, texts: Texts): void => {
    for (const language of languages) form.set(`${name}.${language}`, texts[language] ?? '')
  }
  for (const name of ['form', 'rights', 'date', 'visit', 'station'] as const) form.set(name, draft[name])
  for (const name of ['reading', 'spot', 'position', 'limit'] as const) form.set(name, draft[name] ?? '')
  for (const asked of ['chapters', 'events']) form.set(`${asked}.asked`, 'yes')
  for (const event of draft.events ?? []) form.set(`events.${event}`, 'on')
  draft.chapters?.forEach(({ label, from, to }, row) => {
    form.set(`chapters.${row}.from`, from)
    form.set(`chapters.${row}.to`, to)
    put(`chapters.${row}.label`, label)
  })
  for (const name of [
    'title',
    'summary',
    'credit',
    'place',
    'provenance',
    'merit',
    'demerit',
    'contact',
  ] as const)
    put(name, draft[name])
  draft.fields.forEach(({ field, value }, row) => {
    form.set(`fields.${row}.field`, field)
    put(`fields.${row}.value`, value)
  })
  draft.links.forEach(({ address, label }, row) => {
    form.set(`links.${row}.address`, address)
    put(`links.${row}.label`, label)
  })
  draft.pictures.forEach((picture, row) => {
    form.set(`pictures.${row}.id`, picture.id)
    form.set(`pictures.${row}.image`, picture.image)
    put(`pictures.${row}.alternative`, picture.alternative)
    put(`pictures.${row}.transcription`, picture.transcription)
  })
  return form
}

const basket: ItemDraft = {
  ...emptyDraft,
  title: { ja: '籠', th: 'ตะกร้า' },
  rights: 'by',
  fields: [
    { field: 'maker', value: { ja: '星', ko: '호시' } },
    { field: 'use', value: { ja: '背負う', ko: '지다' } },
  ],
  links: [{ address: 'https://a.example/', label: { ja: 'あ', ko: '아' } }],
  pictures: [
    {
      id: 'front',
      image: 'x',
      alternative: { ja: '前', ko: '앞' },
      transcription: { ja: '奉納', th: 'ถวาย' },
    },
    { id: 'back', image: 'y', alternative: { ja: '後ろ' }, transcription: {} },
  ],
  reading: 'right-to-left',
  chapters: [{ label: { ja: '全部', ko: '전부' }, from: 'front', to: 'back' }],
  events: ['mishima-sainokami'],
  spot: 'place/first-bridge',
  position: '37.431, 139.653',
}

test('a form that is sent as it was filled says the same, in whatever languages the text is', () => {
  expect(draftIn(formOf(basket, draftLanguages), basket)).toEqual(basket)
  fc.assert(
    fc.property(itemBodies, (body) => {
      const draft = draftOf(body)
      const languages = new Set(Object.values(draft.title).length === 0 ? [] : ['ja'])
      const read = draftIn(formOf(draft, [...languages]), draft)
      expect(Object.keys(read.title).toSorted()).toEqual(
        Object.keys(draft.title)
          .filter((language) => draft.title[language] !== '')
          .toSorted(),
      )
      expect(read.pictures.map(({ id }) => id)).toEqual(draft.pictures.map(({ id }) => id))
    }),
    { numRuns: 50 },
  )
})

test('a language that the form does not ask for stays, also where rows moved up meanwhile', () => {
  expect(draftIn(formOf(basket, ['ja', 'en']), basket)).toEqual(basket)
  const moved = { ...basket, fields: basket.fields.slice(1) }
  const read = draftIn(formOf(basket, ['ja', 'en']), moved)
  expect(read.fields[1]).toEqual({ field: 'use', value: { ja: '背負う', ko: '지다' } })
})

test('what was emptied or taken out is gone', () => {
  const form = formOf(basket, draftLanguages)
  form.set('title.ja', '')
  form.set('fields.0.value.ja', '')
  form.set('fields.0.value.ko', '')
  form.set('links.0.address', ' ')
  form.set('pictures.0.out', '1')
  form.set('pictures.1.out', '1')
  const read = draftIn(form, basket)
  expect([read.title, read.fields.length, read.links, read.pictures]).toEqual([{ th: 'ตะกร้า' }, 1, [], []])
})

/** The form of one part of a book of 45 pages, as the page makes it: rows have the numbers of their pages. */
function partOfBook(first: number, last: number): { readonly book: ItemDraft; readonly form: FormData } {
  const pictures = Array.from({ length: 45 }, (_, n) => ({
    id: `leaf-${n + 1}`,
    image: '',
    alternative: { ja: `本 ${n + 1}` },
    transcription: {},
  }))
  const book: ItemDraft = { ...basket, pictures, chapters: [{ label: { ja: '序' }, from: 'leaf-2', to: 'leaf-3' }] }
  const form = formOf(book, draftLanguages)
  const names = [...form.keys()]
  for (const name of names) {
    const row = Number(/^pictures\.(\d+)\./.exec(name)?.[1] ?? -1)
    if (row !== -1 && (row + 1 < first || row + 1 > last)) form.delete(name)
  }
  form.set('pictures.part', 'yes')
  for (const [end, number] of [['from', '2'], ['to', '3']] as const) // prettier-ignore
    for (const name of ['number', 'was']) form.set(`chapters.0.${end}.${name}`, number)
  return { book, form }
} // prettier-ignore

test('a form with a part of a book leaves the other pages, whatever is done with those that it has', () => {
  const { book, form } = partOfBook(21, 40)
  expect(draftIn(form, book)).toEqual(book)
  form.set('pictures.20.alternative.ja', '蔵の図')
  form.set('pictures.21.out', '1')
  form.set('pictures.45.id', 'picture-new')
  form.set('pictures.45.image', 'new')
  const { pictures } = draftIn(form, book)
  expect(pictures.map(({ id }) => id)).toEqual([
    ...book.pictures.map(({ id }) => id).filter((id) => id !== 'leaf-22'),
    'picture-new',
  ])
  expect(pictures[20]!.alternative).toEqual({ ja: '蔵の図' })
  // Somebody took out the first page meanwhile: what was written stays with its page.
  const since = { ...book, pictures: book.pictures.slice(1) }
  expect(draftIn(form, since).pictures[19]!).toMatchObject({ id: 'leaf-21', alternative: { ja: '蔵の図' } })
})

test('chapters of a book go by the numbers of its pages; whose number nobody touched stays on its page', () => {
  const { book, form } = partOfBook(1, 20)
  const since = { ...book, pictures: book.pictures.slice(1) }
  expect(draftIn(form, since).chapters).toEqual(book.chapters)
  form.set('chapters.0.to.number', '４０')
  expect(draftIn(form, book).chapters).toEqual([{ label: { ja: '序' }, from: 'leaf-2', to: 'leaf-40' }])
  for (const wrong of ['46', '0', '-1', 'x', '99999999999']) {
    form.set('chapters.0.from.number', wrong)
    // Kept and told of: a number that goes away by itself is one that nobody looks for.
    expect(draftIn(form, book).chapters?.[0]).toMatchObject({ from: `#${wrong}` })
  }
  form.set('chapters.0.label.ja', '')
  form.set('chapters.0.to.number', '')
  const nameless = draftIn(form, book)
  expect(nameless.chapters).toEqual([{ label: {}, from: '#99999999999', to: '' }])
  expect(draftSchema.safeParse(nameless).success).toBe(true)
  expect(areChaptersWhole(nameless, book.pictures)).toBe(false)
  expect(numbersUnknown(nameless, 'ja')).toBe(
    '章1：「99999999999」という番号の面はありません。1〜45の番号を書いてください。',
  )
  expect(numbersUnknown(book, 'ja')).toBeUndefined()
})

test('chapters, direction, events and places go by what the form says, and stay where it does not ask', () => {
  const form = formOf(basket, draftLanguages)
  form.set('chapters.0.out', '1')
  form.set('chapters.1.from', 'back')
  form.set('chapters.1.to', '')
  form.set('chapters.1.label.ja', '奥付')
  // A row that stays empty is none.
  form.set('chapters.2.from', '')
  form.delete('events.mishima-sainokami')
  form.set('reading', '')
  form.set('position', '３７．４３１２、１３９．６５３４')
  expect(draftIn(form, basket)).toMatchObject({
    chapters: [{ label: { ja: '奥付' }, from: 'back', to: 'back' }],
    events: [],
    reading: '',
    position: '37.4312、139.6534',
  })
  for (const name of ['chapters.asked', 'events.asked', 'reading', 'spot', 'position']) form.delete(name)
  const { chapters, events, reading, spot, position } = basket
  expect(draftIn(form, basket)).toMatchObject({ chapters, events, reading, spot, position })
})

test('line ends and full-width digits are as everybody reads them', () => {
  const form = formOf(basket, draftLanguages)
  form.set('summary.ja', '一行め\r\n二行め')
  form.set('date', '１９３０～')
  const { summary, date } = draftIn(form, basket)
  expect([summary['ja'], date]).toEqual(['一行め\n二行め', '1930~'])
})

test('a new item has a name that can stand in an address', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (random) => {
      expect(isRecordIdentifier(newRecord('karamushi-museum', random))).toBe(true)
    }),
  )
})
