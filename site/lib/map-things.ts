/** What the map of a scene may show, by the names that people type. */
import type { Locale } from './locale.ts'
import { institutions, places, say, stations } from './region.ts'
import { wordsFor } from './words.ts'

/** The list of all of them that a page offers once. */
export const mapThingsList = 'map-things'

const kinds = ['station', 'place', 'institution'] as const

const things = [
  ...stations().map(({ id, name }) => ({ kind: kinds[0], id, name })),
  ...places().map(({ id, name }) => ({ kind: kinds[1], id, name })),
  ...institutions().map(({ id, name }) => ({ kind: kinds[2], id, name })),
]
type Thing = (typeof things)[number]

const named = ({ kind, name }: Thing, locale: Locale): string => {
  const t = wordsFor(locale)
  return t('tell:map.named', { name: say(name, locale), kind: t(`museum:story.mapKind.${kind}`) })
}

/** Everything that a map may show, as it is offered. */
export const offeredThings = (locale: Locale): readonly string[] =>
  things.map((thing) => named(thing, locale))

/** What something on a map is called; as it is chosen, where it is not there any more. */
export function stopName(chosen: string, locale: Locale): string {
  const thing = things.find(({ kind, id }) => `${kind}/${id}` === chosen)
  return thing === undefined ? chosen : named(thing, locale)
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** What somebody typed, as it is chosen: with its kind as it is offered, or its name alone. Stations come first. */
export function stopTyped(typed: string): string | undefined {
  const wanted = folded(typed)
  const isIt = (thing: Thing): boolean =>
    [named(thing, 'ja'), named(thing, 'en'), thing.name.ja, thing.name.en].some(
      (one) => folded(one) === wanted,
    )
  const found = things.find(isIt)
  return found === undefined ? undefined : `${found.kind}/${found.id}`
}
