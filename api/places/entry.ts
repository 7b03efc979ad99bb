import type { Text } from '../../content/index.ts'

export const kinds = [
  'station',
  'line',
  'place',
  'event',
  'craft',
  'institution',
  'municipality',
  'exhibit',
  'item',
  'story',
] as const

export type Kind = (typeof kinds)[number]

/** One thing that the search can find. */
export type Entry = {
  readonly kind: Kind
  readonly id: string
  /** Address of its page, without the language: `/stations/tadami`. */
  readonly path: string
  readonly title: Text
  /** Other names and readings: kana, romaji, 只見駅. */
  readonly names: readonly string[]
  /** What it is, one or two sentences. */
  readonly text: Text
  /** Further text that may be searched and is not shown. */
  readonly more: readonly string[]
}
