import { expect, test } from 'vitest'
import { type DraftPicture, emptyDraft, type WholeDraft } from '../../api/museum/item-draft.ts'
import { mergeItems } from '../../api/museum/item-merge.ts'
import { partInWords, partName, partNames } from '../../site/lib/draft-in-words.ts'

const leaf = (n: number, over: Partial<DraftPicture> = {}): DraftPicture => ({
  id: `leaf-${n}`,
  image: '',
  alternative: { ja: `本の${n}枚め` },
  transcription: {},
  ...over,
})
const leaves = Array.from({ length: 2_000 }, (_, n) => leaf(n + 1))
const book: WholeDraft = { ...emptyDraft, title: { ja: '風土記' }, pictures: leaves }
const written = (...changed: readonly DraftPicture[]): WholeDraft => ({
  ...book,
  pictures: leaves.map((one) => changed.find(({ id }) => id === one.id) ?? one),
})

test('two who write on two parts of one book meet nowhere, and all of it is there', () => {
  const mine = { ...written(leaf(3, { alternative: { ja: '村の図' } })), date: '1809' }
  const theirs = written(leaf(40, { transcription: { ja: '文化六年' } }), leaf(3, { transcription: { ja: '序' } }))
  const merged = mergeItems(book, mine, theirs)
  expect(merged.conflicts).toEqual([])
  expect(merged.taken).toEqual(['pictures.leaf-3.transcription.ja', 'pictures.leaf-40.transcription.ja'])
  const both = leaf(3, { alternative: { ja: '村の図' }, transcription: { ja: '序' } })
  expect(merged.draft).toEqual({ ...written(both, leaf(40, { transcription: { ja: '文化六年' } })), date: '1809' })
  expect(partNames(merged.taken, 'ja', merged.draft.pictures)).toEqual(['写真3', '写真40'])
}) // prettier-ignore

test('where both wrote on the same view its text alone is told, by the number of the view', () => {
  const mine = written(leaf(7, { alternative: { ja: '川の図' } }))
  const theirs = written(leaf(7, { alternative: { ja: '山の図', en: 'A mountain' } }))
  const { conflicts, taken, draft } = mergeItems(book, mine, theirs)
  expect(conflicts).toEqual([{ part: 'pictures.leaf-7.alternative.ja', mine: '川の図', theirs: '山の図' }])
  expect(taken).toEqual(['pictures.leaf-7.alternative.en'])
  expect(draft.pictures[6]!.alternative).toEqual({ ja: '川の図', en: 'A mountain' })
  expect(partName(conflicts[0]!.part, 'en', draft.pictures)).toBe('What is seen on picture 7 (Japanese)')
})

test('a view that one took out is gone, unless the other wrote on it meanwhile', () => {
  const without: WholeDraft = { ...book, pictures: leaves.filter(({ id }) => id !== 'leaf-5') }
  const gone = mergeItems(book, written(leaf(6, { alternative: {} })), without)
  expect([gone.draft.pictures.length, gone.taken, gone.conflicts]).toEqual([1_999, ['pictures'], []])
  const wanted = leaf(5, { alternative: { ja: '橋の図' } })
  expect(mergeItems(book, written(wanted), without).draft.pictures).toContainEqual(wanted)
})

test('of very many parts that were taken only the first are named', () => {
  const theirs: WholeDraft = { ...book, pictures: leaves.map((one) => ({ ...one, transcription: { ja: '字' } })) }
  const names = partNames(mergeItems(book, book, theirs).taken, 'en', leaves)
  expect([names.length, names[0], names.at(-1)]).toEqual([21, 'picture 1', '1980 more'])
}) // prettier-ignore

test('lists and codes of a draft are read in words', () => {
  const draft: WholeDraft = {
    ...book,
    rights: 'cc0',
    fields: [{ field: 'material', value: { ja: '竹', en: 'Bamboo' } }],
    links: [{ address: 'https://a.example/', label: { ja: '館' } }],
    chapters: [{ label: { ja: '序' }, from: 'leaf-2', to: 'leaf-9' }],
    events: ['mishima-sainokami', 'no-such'],
  }
  const said = ['rights', 'fields', 'links', 'chapters', 'events', 'pictures'].map((part) =>
    partInWords(part, draft, 'ja'),
  )
  expect(said.slice(1, 4)).toEqual(['材料: 竹 / Bamboo', '館 https://a.example/', '序: 写真2 – 写真9'])
  expect(said[0]).toContain('CC0')
  expect(said[4]).toContain('サイノカミ')
  expect(said[4]).toContain('no-such')
  expect(said[5]).toBe('2000面の並べ方')
  expect(partInWords('title.ja', draft, 'ja')).toBeUndefined()
})
