import { expect, test } from 'vitest'
import { guessColumns, refuseColumns, rememberColumns } from '../../api/museum/import-columns.ts'

test.each<[heading: string, target: string]>([
  ['資料番号', 'identifier'],
  ['Accession number', 'identifier'],
  ['ID', 'identifier'],
  ['資料名', 'title.ja'],
  ['名称（英語）', 'title.en'],
  ['title_en', 'title.en'],
  ['Title (English)', 'title.en'],
  ['名称 [韓国語]', 'title.ko'],
  ['タイトル', 'title.ja'],
  ['タイトル（タイ語）', 'title.th'],
  ['解説文', 'summary.ja'],
  ['description', 'summary.ja'],
  ['Description EN', 'summary.en'],
  ['制作年', 'date'],
  ['時代', 'period.ja'],
  ['二次利用条件', 'rights'],
  ['写真の上限', 'limit'],
  ['写真をどこまで大きく見せるか', 'limit'],
  ['How large its pictures are shown', 'limit'],
  ['画像サイズ', ''],
  ['クレジット', 'credit.ja'],
  ['材質', 'material.ja'],
  ['材質（英）', 'material.en'],
  ['法量', 'extent.ja'],
  ['作者', 'maker.ja'],
  ['来歴', 'provenance.ja'],
  ['最寄駅', 'station'],
  ['翻刻', 'transcription.ja'],
  ['書き起こし（英語）', 'transcription.en'],
  ['ＵＲＬ', 'link'],
  ['棚番号', ''],
  ['', ''],
])('a column headed “%s” goes to “%s”', (heading, target) => {
  expect(guessColumns([heading], new Map())).toEqual([target])
})

test('each place is taken once, and what an institution chose before goes first', () => {
  const headings = ['名称', '資料名', '番号', '棚']
  expect(guessColumns(headings, new Map())).toEqual(['title.ja', '', 'identifier', ''])
  const remembered = rememberColumns(headings, ['', 'title.ja', 'identifier', 'note.ja'])
  expect(guessColumns(headings, remembered)).toEqual(['', 'title.ja', 'identifier', 'note.ja'])
})

test.each<[string, string[], string | undefined]>([
  ['of which one is the number', ['identifier', '', 'title.ja'], undefined],
  ['without a number', ['title.ja', '', ''], 'import_identifier_unmapped'],
  ['of which two go to one place', ['identifier', 'note.ja', 'note.ja'], 'import_target_twice'],
  ['that go where nothing is', ['identifier', 'title.xx', ''], 'import_target_unknown'],
  ['of another table', ['identifier'], 'import_columns_wrong'],
])('columns %s', (_, columns, code) => {
  expect(refuseColumns(columns, ['a', 'b', 'c'])?.code).toBe(code)
})
