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
  'collection',
  'viewpoint',
  'shop',
  'product',
] as const

export type Kind = (typeof kinds)[number]

/** What shops say of themselves and name as they like, also after a station or a castle. */
export const isOfShop = (kind: Kind): boolean => kind === 'shop' || kind === 'product'

/** Times of which things are, as the region tells its past. */
export const periods = [
  'prehistory',
  'antiquity',
  'middle-ages',
  'edo',
  'meiji',
  'taisho',
  'showa',
  'today',
] as const

export type Period = (typeof periods)[number]

/** By what a search is narrowed besides the kind; each value an id. */
export const narrowings = ['institution', 'period', 'place', 'line'] as const
export type Narrowing = (typeof narrowings)[number]

/** What an entry belongs to: who holds it, of when it is, in which municipality and on which lines. */
export type Belonging = Readonly<Record<Narrowing, readonly string[]>>

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
  readonly of: Belonging
}

/** What of an entry is shown. */
export type Shown = Pick<Entry, 'kind' | 'id' | 'path' | 'title' | 'names' | 'text'>
