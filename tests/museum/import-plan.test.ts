import { describe, expect, test } from 'vitest'
import { dateAsWritten } from '../../api/museum/date-as-written.ts'
import { cellAsText, readCell } from '../../api/museum/import-cell.ts'
import { stationNames } from '../../api/museum/holders-content.ts'
import { partIn, withPartIn } from '../../api/museum/import-part.ts'
import { importVocabulary } from '../../api/museum/import-words.ts'
import {
  firstLinesOf,
  type ImportTerms,
  type ImportWorld,
  itemsByIdentifier,
  planRow,
  recordOf,
  type Said,
} from '../../api/museum/import-plan.ts'
import { emptyDraft, firstDraft, type ItemDraft } from '../../api/museum/item-draft.ts'

const words = importVocabulary(stationNames)
const columns = ['identifier', 'title.ja', 'material.ja', 'rights', 'date']
const credit = { ja: '倉', en: 'Storehouse' }

type Cells = readonly string[]
const rowsOf = (all: readonly Cells[]) => all.map((cells, n) => ({ row: n + 1, line: n + 2, cells }))

const terms = (rows: readonly Cells[], over: Partial<ImportTerms['import']> = {}): ImportTerms => ({
  import: { institution: 'storehouse', headings: columns, columns, rights: '', overwrites: false, ...over },
  firstLines: firstLinesOf(rowsOf(rows), columns),
  credit,
  words,
})

const world = (items: Readonly<Record<string, ItemDraft>> = {}, said: Readonly<Record<string, Said>> = {}): ImportWorld => {
  const standing = new Map(Object.entries(items).map(([record, draft]) => [record, { revision: 3, draft }]))
  return { items: standing, byIdentifier: itemsByIdentifier(standing), said: new Map(Object.entries(said)) }
} // prettier-ignore

const plan = (cells: Cells, there = world(), over: Partial<ImportTerms['import']> = {}) =>
  planRow(rowsOf([cells])[0]!, terms([cells], over), there)

const basket = (over: Partial<ItemDraft> = {}): ItemDraft => ({
  ...emptyDraft,
  title: { ja: '籠' },
  fields: [{ field: 'identifier', value: { ja: 'A 1' } }],
  ...over,
})

describe('a row of an item that is not there', () => {
  test('becomes a draft under a name that its number always has, naming its holder', () => {
    const { told, save } = plan(['Ａ　1', '籠', '山ぶどう', 'CC BY 4.0', '昭和5年頃'])
    const record = recordOf('storehouse', 'A 1')
    expect([told.outcome, told.record, save?.record, save?.revision]).toEqual(['added', record, record, 1])
    expect(save?.draft).toEqual({
      ...emptyDraft,
      credit,
      title: { ja: '籠' },
      rights: 'by',
      date: '1930~',
      fields: [
        { field: 'identifier', value: { ja: 'Ａ　1' } },
        { field: 'material', value: { ja: '山ぶどう' } },
      ],
    })
    expect(recordOf('bathhouse', 'A 1')).not.toBe(record)
    expect(plan(['A 1', '籠', '', '', ''], world(), { rights: 'cc0' }).save?.draft.rights).toBe('cc0')
    expect(plan(['A 1', '籠', '', 'pdm', ''], world(), { rights: 'cc0' }).save?.draft.rights).toBe('pdm')
  })
})

describe('a row of an item that is there', () => {
  const there = world({ 'old-name': basket() })

  test('that says the same changes nothing, and empty cells say nothing', () => {
    const { told, save } = plan(['A 1', '籠', '', '', ''], there)
    expect([told.outcome, told.record, told.changes, save]).toEqual(['unchanged', 'old-name', [], undefined])
  })

  test('fills what is empty', () => {
    const { told, save } = plan(['A 1', '籠', '竹', '', '1930'], there)
    expect(told.outcome).toBe('changed')
    expect(told.changes).toEqual([
      { part: 'material.ja', before: '', after: '竹' },
      { part: 'date', before: '', after: '1930' },
    ])
    expect([save?.record, save?.revision]).toEqual(['old-name', 4])
  })

  test('writes over what an import said, never over what somebody wrote here, unless that is wanted', () => {
    const byImport = world({ 'old-name': basket() }, { 'old-name': { 'title.ja': '籠' } })
    expect(plan(['A 1', '背負い籠', '', '', ''], byImport).told.changes).toEqual([
      { part: 'title.ja', before: '籠', after: '背負い籠' },
    ])
    const byHand = plan(['A 1', '背負い籠', '', '', ''], there)
    expect(byHand.told.kept).toEqual([{ part: 'title.ja', before: '籠', after: '背負い籠' }])
    expect([byHand.told.outcome, byHand.save]).toEqual(['unchanged', undefined])
    const wanted = plan(['A 1', '背負い籠', '', '', ''], there, { overwrites: true })
    expect([wanted.told.outcome, wanted.told.kept, wanted.save?.draft.title]).toEqual(['changed', [], { ja: '背負い籠' }]) // prettier-ignore
  })

  test('remembers as its own only what stands there as the file says it', () => {
    const { said } = plan(['A 1', '背負い籠', '竹', '', ''], there)
    expect(said).toEqual({ identifier: 'A 1', 'material.ja': '竹' })
  })
})

test.each<[code: string, target: string | undefined, rows: readonly Cells[], there?: ImportWorld]>([
  ['cells_wrong', undefined, [['1', '籠']]],
  ['cells_wrong', undefined, [['1', '籠', '', '', '', 'x']]],
  ['identifier_missing', 'identifier', [['　', '籠', '', '', '']]],
  ['identifier_twice', 'identifier', [['1', '椀', '', '', ''], ['１', '籠', '', '', '']]],
  ['identifier_ambiguous', 'identifier', [['A 1', '籠', '', '', '']], world({ one: basket(), two: basket() })],
  ['identifier_moved', 'identifier', [['B 2', '籠', '', '', '']], world({ [recordOf('storehouse', 'B 2')]: basket() })],
  ['title_missing', 'title.ja', [['1', '', '竹', '', '']]],
  ['cell_formula', 'title.ja', [['1', '=HYPERLINK("http://x")', '', '', '']]],
  ['cell_formula', 'material.ja', [['1', '籠', '@SUM(1)', '', '']]],
  ['cell_formula', 'material.ja', [['1', '籠', '+cmd|/c calc', '', '']]],
  ['cell_formula', 'identifier', [['="0012"', '籠', '', '', '']]],
  ['cell_unprintable', 'title.ja', [['1', '籠\u0007', '', '', '']]],
  ['cell_markup', 'title.ja', [['1', '<b>籠</b>', '', '', '']]],
  ['cell_too_long', 'title.ja', [['1', '籠'.repeat(4_001), '', '', '']]],
  ['cell_too_long', 'identifier', [['1'.repeat(201), '籠', '', '', '']]],
  ['rights_unknown', 'rights', [['1', '籠', '', 'free', '']]],
  ['date_unreadable', 'date', [['1', '籠', '', '', '江戸時代']]],
])('the last row is refused with %s in %s', (code, target, rows, there = world()) => {
  const all = rowsOf(rows)
  const { told, save } = planRow(all.at(-1)!, terms(rows), there)
  expect([told.outcome, told.fault?.code, told.fault?.target, save]).toEqual(['refused', code, target, undefined])
}) // prettier-ignore

test.each([
  ['rights', 'パブリックドメイン', 'pdm'],
  ['rights', 'https://creativecommons.org/licenses/by-sa/4.0/', 'bySa'],
  ['rights', 'ＣＣ　ＢＹ－ＮＣ', 'byNc'],
  ['rights', 'inCopyright', 'inCopyright'],
  ['limit', '800', 'whole-800'],
  ['limit', '１，２００画素まで', 'whole-1200'],
  ['limit', '2400', 'whole-2400'],
  ['limit', '２４００（拡大可）', 'zoomed-2400'],
  ['limit', 'whole-400', 'whole-400'],
  ['limit', '全体だけ、長いほうの辺が800画素まで（スマートフォンの画面ほど）', 'whole-800'],
  ['limit', ' ', ''],
  ['form', '古文書', 'document'],
  ['form', 'Object', 'object'],
  ['visit', '非公開', 'hidden'],
  ['visit', 'Can be seen on the spot', 'shown'],
  ['link', 'https://museum.example/1?a=b', 'https://museum.example/1?a=b'],
  ['station', '会津宮下駅', 'aizu-miyashita'],
  ['station', 'Ａｉｚｕ－Ｍｉｙａｓｈｉｔａ Station', 'aizu-miyashita'],
  ['transcription.en', 'Given by the village', 'Given by the village'],
  ['note.ja', '- 5 cm', '- 5 cm'],
  ['note.ja', ' 一行目\r\n二行目 ', '一行目\n二行目'],
])('as %s “%s” is read as “%s”', (target, cell, value) => {
  expect(readCell(target, cell, words)).toEqual({ ok: true, value })
})

test('what is written goes to the first view, or to the whole where there is none; a point goes with its words', () => {
  const whole = withPartIn(emptyDraft, 'transcription.ja', '奉納')
  expect(whole.pictures).toEqual([{ id: 'whole', image: '', alternative: {}, transcription: { ja: '奉納' } }])
  const twice = withPartIn(whole, 'transcription.en', 'Given')
  expect([
    twice.pictures.length,
    partIn(twice, 'transcription.ja'),
    partIn(twice, 'transcription.en'),
  ]).toEqual([1, '奉納', 'Given'])
  expect(partIn(withPartIn(emptyDraft, 'station', 'aizu-miyashita'), 'station')).toBe('aizu-miyashita')
  expect(partIn(withPartIn(emptyDraft, 'limit', 'whole-800'), 'limit')).toBe('whole-800')
  expect(partIn(firstDraft, 'limit')).toBe('')
  const pinned = { ...emptyDraft, place: { ja: '蔵' }, position: '37.431, 139.653' }
  expect(withPartIn(pinned, 'place.ja', '家')).toMatchObject({ place: { ja: '家' }, position: '' })
  expect(withPartIn(pinned, 'title.ja', '籠').position).toBe('37.431, 139.653')
})

test.each([
  ['limit', '1000', 'limit_unknown'],
  ['limit', '-800', 'limit_unknown'],
  ['limit', '8.00', 'limit_unknown'],
  ['limit', '小さめ', 'limit_unknown'],
  ['limit', 'なし', 'limit_unknown'],
  ['form', 'animal', 'form_unknown'],
  ['visit', 'perhaps', 'visit_unknown'],
  ['station', '見知らぬ駅', 'station_unknown'],
  ['link', 'javascript:alert(1)', 'link_unreadable'],
  ['link', 'https://a.example/"x"', 'link_unreadable'],
])('as %s “%s” is refused', (target, cell, code) => {
  expect(readCell(target, cell, words)).toMatchObject({ ok: false, error: { code } })
})

test.each([
  ['1930', '1930'],
  ['１９３０年', '1930'],
  ['昭和５年', '1930'],
  ['明治元年', '1868'],
  ['大正15年頃', '1926~'],
  ['1930/4/5', '1930-04-05'],
  ['1868/1912', '1868/1912'],
  ['193X', '193X'],
  ['昭和初期', undefined],
  ['1930/13/5', undefined],
  ['5年', undefined],
])('the date “%s” is read as %s', (text, edtf) => {
  expect(dateAsWritten(text)).toBe(edtf)
})

test.each(['=1+1', '+1', '-1', '@x', '\tx'])('“%s” goes to a spreadsheet as text', (text) => {
  expect(cellAsText(text)).toBe(`'${text}`)
})
