import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Texts } from '../../api/museum/draft-text.ts'
import { draftLanguages, draftOf, emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { isRecordIdentifier } from '../../api/museum/record.ts'
import { draftIn, newRecord } from '../../site/lib/studio-form.ts'
import { itemBodies } from '../museum/record-arbitrary.ts'

/** The form as the page fills it from a draft, with these languages of each text. */
function formOf(draft: ItemDraft, languages: readonly string[]): FormData {
  const form = new FormData()
  const put = (name: string, texts: Texts): void => {
    for (const language of languages) form.set(`${name}.${language}`, texts[language] ?? '')
  }
  for (const name of ['form', 'rights', 'date', 'visit', 'station'] as const) form.set(name, draft[name])
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
  pictures: [{ id: 'front', image: 'x', alternative: { ja: '前', ko: '앞' }, transcription: {} }],
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
  const read = draftIn(form, basket)
  expect([read.title, read.fields.length, read.links, read.pictures]).toEqual([{ th: 'ตะกร้า' }, 1, [], []])
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
