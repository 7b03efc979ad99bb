import { parseEdtf } from './edtf.ts'

/** The year before the first of each era. 明治 to its fifth year went by the moon: only years are read. */
const eras: Readonly<Record<string, number>> = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 }

const japanese = /^(?:(明治|大正|昭和|平成|令和)(\d{1,2}|元)|(\d{4}))年(頃|ころ|ごろ)?$/
const slashed = /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/

const two = (text: string): string => text.padStart(2, '0')

/** A date as catalogues write it, in the Extended Date/Time Format: `1930`, `昭和5年頃`, `1868/1912`; undefined where it is none. */
export function dateAsWritten(text: string): string | undefined {
  const typed = text.normalize('NFKC').replaceAll(/\s/g, '')
  if (parseEdtf(typed).ok) return typed
  const [, year = '', month = '', day = ''] = slashed.exec(typed) ?? []
  const found = japanese.exec(typed)
  const [, era, ofEra = '', western, about] = found ?? []
  const counted = era === undefined ? western : String(eras[era]! + (ofEra === '元' ? 1 : Number(ofEra)))
  const read =
    found === null ? `${year}-${two(month)}-${two(day)}` : `${counted}${about === undefined ? '' : '~'}`
  return parseEdtf(read).ok ? read : undefined
}
