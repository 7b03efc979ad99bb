/** What the map of a scene may show, by the names that people type. */
import type { Locale } from './locale.ts'
import type { InstitutionInList } from './institutions.ts'
import { places, say, stations } from './region.ts'
import { wordsFor } from './words.ts'

/** The list of all of them that a page offers once. */
export const mapThingsList = 'map-things'

const kinds = ['station', 'place', 'institution'] as const

/** What is chosen on a map: a house of the content, or one that was taken in since. */
type House = Pick<InstitutionInList, 'id' | 'name'>
type Thing = House & { readonly kind: (typeof kinds)[number] }

const named = ({ kind, name }: Thing, locale: Locale): string => {
  const t = wordsFor(locale)
  return t('tell:map.named', { name: say(name, locale), kind: t(`museum:story.mapKind.${kind}`) })
}

const folded = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Everything that a map may show, with the houses that there are now. */
export function mapThings(houses: readonly House[]) {
  const things: readonly Thing[] = [
    ...stations().map(({ id, name }) => ({ kind: kinds[0], id, name })),
    ...places().map(({ id, name }) => ({ kind: kinds[1], id, name })),
    ...houses.map(({ id, name }) => ({ kind: kinds[2], id, name })),
  ]
  return {
    /** All of it, as it is offered. */
    offered: (locale: Locale): readonly string[] => things.map((thing) => named(thing, locale)),

    /** What something on a map is called; as it is chosen, where it is not there any more. */
    nameOf: (chosen: string, locale: Locale): string => {
      const thing = things.find(({ kind, id }) => `${kind}/${id}` === chosen)
      return thing === undefined ? chosen : named(thing, locale)
    },

    /** What somebody typed, as it is chosen: with its kind as it is offered, or its name alone. Stations come first. */
    typed: (text: string): string | undefined => {
      const wanted = folded(text)
      const isIt = (thing: Thing): boolean =>
        [named(thing, 'ja'), named(thing, 'en'), thing.name.ja, thing.name.en].some(
          (one) => folded(one) === wanted,
        )
      const found = things.find(isIt)
      return found === undefined ? undefined : `${found.kind}/${found.id}`
    },
  }
}

export type MapThings = ReturnType<typeof mapThings>
