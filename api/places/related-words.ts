import { fold } from './fold.ts'
import type { Catalogue } from './ports.ts'
import { type Term, termsOf } from './terms.ts'

/** Words that stand for what was typed: they are looked for, too, and count half. */
export type RelatedWords = (term: Pick<Term, 'key'>) => readonly Term[]

/** A text as one term; undefined where it is several. */
function oneTerm(text: string): Term | undefined {
  const [term, ...others] = termsOf(fold(text))
  return others.length === 0 ? term : undefined
}

/** What a text names one behind the other: 織物・染織, weaving and dyeing. */
const parts = (text: string | undefined): readonly string[] => text?.split(/・| and /) ?? []

/** The words for each thing that texts name in the same order. */
function asLists({ ja, kana, en }: Partial<Readonly<Record<'ja' | 'kana' | 'en', string>>>): Term[][] {
  const texts = [ja, kana, en].map(parts)
  return parts(ja).map((_, i) => asTerms(texts.map((one) => one[i])))
}

const asTerms = (texts: readonly (string | undefined)[]): Term[] =>
  texts.flatMap((text) => (text === undefined ? [] : (oneTerm(text) ?? [])))

/**
 * What the region's crafts are, are made with and are also called, as their files say it with a source: who asks for 漆器 finds what
 * is told of 会津塗, of lacquerware and of うるし. A kind leads to its crafts, and no craft to its kind: not all lacquerware is 会津塗.
 */
export function relatedWords(crafts: Catalogue['crafts']): RelatedWords {
  const related = new Map<string, Map<string, Term>>()
  const lead = (from: readonly Term[], to: readonly Term[]): void => {
    for (const { key } of from) {
      const own = related.get(key) ?? new Map<string, Term>()
      related.set(key, own)
      for (const one of to) if (one.key !== key) own.set(one.key, one)
    }
  }
  for (const { name, alsoCalled = [], kind, material } of crafts) {
    const names = asTerms([name, ...alsoCalled].flatMap(({ ja, en }) => [ja, en]))
    lead(names, names)
    const materials = material === undefined ? [] : asLists(material)
    for (const own of kind === undefined ? [] : asLists(kind))
      lead(own, [...own, ...materials.flat(), ...names])
    for (const own of materials) lead(own, own)
  }
  return ({ key }) => [...(related.get(key)?.values() ?? [])]
}
