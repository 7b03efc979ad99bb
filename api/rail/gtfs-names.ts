import type { Text } from '../../content/index.ts'
import { type GtfsTables, rowsOf } from './gtfs-feed.ts'

/** Names with their English, where the feed translates them. */
export type GtfsNames = {
  readonly of: (table: string, name: string, asked: { readonly id?: string; readonly field: string }) => Text
}

/** Reads both forms of translations.txt: GTFS (by record or value), and the first GTFS-JP (by the Japanese name). */
export function namesOf(tables: GtfsTables): GtfsNames {
  const english = new Map<string, string>()
  for (const { values } of rowsOf(tables, 'translations.txt')) {
    const { translation, language, lang, trans_id: japanese } = values
    const { table_name: table, field_name: field, record_id: id, field_value: value } = values
    if (translation === undefined || (language ?? lang)?.slice(0, 2).toLowerCase() !== 'en') continue
    if (japanese !== undefined) english.set(keyOf('', '', japanese), translation)
    else if (id !== undefined) english.set(keyOf(table ?? '', `${field}#`, id), translation)
    else if (value !== undefined) english.set(keyOf(table ?? '', field ?? '', value), translation)
  }
  return {
    of: (table, name, { id, field }) => {
      const byRecord = id === undefined ? undefined : english.get(keyOf(table, `${field}#`, id))
      const en = byRecord ?? english.get(keyOf(table, field, name)) ?? english.get(keyOf('', '', name))
      return { ja: name, en: en ?? name }
    },
  }
}

const keyOf = (table: string, field: string, value: string): string => JSON.stringify([table, field, value])
