import { describe, expect, test } from 'vitest'
import { readTable } from '../../api/museum/import-table-csv-parse.ts'
import { tableBounds, type TableRefusal } from '../../api/museum/import-table.ts'

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
/** The same with the larger half of each character first, as some programs of the Mac write it. */
const utf16be = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16())
/** 番号,名称 / 1,髙橋の籠①: what Excel on Windows writes as “CSV”. */
const cp932 = new Uint8Array(Buffer.from('94d48d862c96bc8fcc0d0a312cfbfc8bb482cce2c487400d0a', 'hex'))

const table = (bytes: Uint8Array) => {
  const read = readTable(bytes)
  if (!read.ok) throw new Error(JSON.stringify(read.error))
  const { encoding, headings, rows } = read.value
  return { encoding, headings, rows: rows.map(({ line, cells }) => [line, ...cells]) }
}

describe('a table is read', () => {
  const plain = { headings: ['番号', '名称'], rows: [[2, '1', '籠'], [3, '2', '椀']] } // prettier-ignore
  test.each<[string, Uint8Array, string]>([
    ['in UTF-8', utf8('番号,名称\r\n1,籠\r\n2,椀\r\n'), 'utf-8'],
    ['in UTF-8 with its mark', utf8('\ufeff番号,名称\n1,籠\n2,椀'), 'utf-8'],
    ['as “Unicode text”, with tabs', utf16('番号\t名称\r\n1\t籠\r\n2\t椀\r\n'), 'utf-16le'],
    ['as the same with its halves the other way round', utf16be('番号\t名称\r\n1\t籠\r\n2\t椀\r\n'), 'utf-16be'],
    ['as UTF-16BE with commas', utf16be('番号,名称\n1,籠\n2,椀'), 'utf-16be'],
    ['with semicolons', utf8('番号;名称\r\n1;籠\r\n2;椀\r\n'), 'utf-8'],
    ['with line ends of old', utf8('番号,名称\r1,籠\r2,椀\r'), 'utf-8'],
    ['with empty columns and rows left over', utf8('番号,名称,,\r\n1,籠,,\r\n2,椀,,\r\n,,,\r\n,,,\r\n'), 'utf-8'],
  ])('%s', (_, bytes, encoding) => {
    expect(table(bytes)).toEqual({ encoding, ...plain })
  }) // prettier-ignore

  test('in UTF-16BE with signs beyond the first 65,536, and lines within cells', () => {
    expect(table(utf16be('番号,名称\n1,"𠮷野の\n籠"\n'))).toEqual({ encoding: 'utf-16be', headings: ['番号', '名称'], rows: [[2, '1', '𠮷野の\n籠']] }) // prettier-ignore
  })

  test('in what Windows had before, with its own characters', () => {
    expect(table(cp932)).toEqual({ encoding: 'shift_jis', headings: ['番号', '名称'], rows: [[2, '1', '髙橋の籠①']] }) // prettier-ignore
  })

  test('with a line that names what stands between, and lines within cells', () => {
    expect(table(utf8('sep=;\r\n番号;説明\r\n1;"一行目\r\n二行目"\r\n2;"a;b ""c"""\r\n'))).toEqual({
      encoding: 'utf-8',
      headings: ['番号', '説明'],
      rows: [
        [3, '1', '一行目\r\n二行目'],
        [5, '2', 'a;b "c"'],
      ],
    })
  })

  test('also where a row has other cells than there are headings: what is wrong with it is told of the row', () => {
    expect(table(utf8('a,b\n1\n2,3,4\n')).rows).toEqual([
      [2, '1'],
      [3, '2', '3', '4'],
    ])
  })
})

describe('a file is refused', () => {
  const rows = (n: number): string => Array.from({ length: n }, (_, at) => `${at},x\n`).join('')
  test.each<[string, Uint8Array, TableRefusal]>([
    ['that is empty', utf8(''), { code: 'import_empty' }],
    ['in which nothing stands', utf8(',,\n , \n'), { code: 'import_empty' }],
    ['with headings alone', utf8('番号,名称\r\n'), { code: 'import_no_rows' }],
    ['with U+0000', utf8('番号,名称\n1,a\0b\n'), { code: 'import_not_text' }],
    ['of UTF-16 without its mark', new Uint8Array(Buffer.from('no,title\n1,x', 'utf16le')), { code: 'import_not_text' }],
    ['that is a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0x14, 0, 6, 0]), { code: 'import_not_text' }],
    ['whose characters nobody knows', new Uint8Array([0x61, 0x2c, 0xff, 0xfd, 0x0a]), { code: 'import_encoding_unknown' }],
    ['of ISO-2022-JP', utf8('\u001b$BHV9f\u001b(B,\u001b$BL>>N\u001b(B\n1,x\n'), { code: 'import_encoding_unknown' }],
    ['with half a mark of UTF-16 behind', new Uint8Array([0xff, 0xfe, 0x61]), { code: 'import_encoding_unknown' }],
    ['with half a character of UTF-16BE behind', utf16be('番号,名称\n1,籠').subarray(0, -1), { code: 'import_encoding_unknown' }],
    ['with half of a pair of UTF-16BE', utf16be('番号,名称\n1,𠮷').subarray(0, -2), { code: 'import_encoding_unknown' }],
    ['of UTF-16BE without its mark', utf16be('no,title\n1,x').subarray(2), { code: 'import_not_text' }],
    ['with a quotation mark that is not closed', utf8('a,b\n1,"x\n2,y\n'), { code: 'import_broken', line: 2 }],
    ['with a quotation mark in the middle', utf8('a,b\n1,x"y"\n'), { code: 'import_broken', line: 2 }],
    ['of one endless row', utf8(`a,b\n1,"${'x'.repeat(200_000)}`), { code: 'import_row_too_long', line: 2, most: 100_000 }],
    ['that is too large', new Uint8Array(tableBounds.bytes + 1).fill(0x61), { code: 'import_too_large', bytesMost: tableBounds.bytes }],
    ['with too many rows', utf8(`a,b\n${rows(20_001)}`), { code: 'import_too_many_rows', most: 20_000 }],
    ['with too many columns', utf8(`${'a,'.repeat(200)}a\n1\n`), { code: 'import_too_many_columns', most: 200 }],
  ])('%s', (_, bytes, refusal) => {
    expect(readTable(bytes)).toEqual({ ok: false, error: refusal })
  }) // prettier-ignore

  test('a table of as many rows as are taken is read', () => {
    expect(table(utf8(`a,b\n${rows(20_000)}`)).rows.length).toBe(20_000)
  })
})
