import type { Station } from '../../content/index.ts'
import { mistakesAllowed, mistakesBetween } from './edit-distance.ts'
import { bareName, soundOf } from './station-key.ts'

type Nameable = Pick<Station, 'id' | 'name' | 'kana' | 'municipalityName'>

/** Which station somebody means. */
export type Meant<S> =
  | { readonly kind: 'found'; readonly station: S }
  /** More than one fits: all of them. */
  | { readonly kind: 'ambiguous'; readonly candidates: readonly S[] }
  /** None fits: those whose names come near, the nearest first. */
  | { readonly kind: 'unknown'; readonly candidates: readonly S[] }

/** A station with what its names are compared by. */
type Named<S> = {
  readonly station: S
  readonly written: string
  readonly sounds: readonly string[]
  /** How the words of the romaji name sound: aizu, bange. */
  readonly words: readonly string[]
  readonly town: string
}

function named<S extends Nameable>(station: S): Named<S> {
  const { name, kana, id } = station
  return {
    station,
    written: bareName(name.ja),
    sounds: [...new Set([kana, name.en, id, name.ja].flatMap((one) => soundOf(one) ?? []))],
    words: name.en.split(/[-\s]/).flatMap((word) => soundOf(word) ?? []),
    town: bareName(station.municipalityName.ja),
  }
}

type Asked = { readonly written: string; readonly sound: string | undefined }

/** 安子ケ: somebody is typing 安子ケ島, where ケ is read and compared as が. */
const endingKe = /(?<=\p{Script=Han})[ヶケ]$/u

const askedOf = (asked: string): Asked => ({
  written: bareName(asked.replace(endingKe, 'が')),
  sound: soundOf(asked),
})

/** What was asked is the whole name, by its writing or by its sound. */
const isWhole = ({ written, sounds }: Named<unknown>, asked: Asked): boolean =>
  written === asked.written || (asked.sound !== undefined && sounds.includes(asked.sound))

/** A part of a name says nothing when it is shorter: two kanji, three letters of its sound. */
const leastWritten = 2
const leastSound = 3

const tellsWritten = ({ written }: Asked): boolean => [...written].length >= leastWritten
const tellsSound = (sound: string | undefined): sound is string => (sound?.length ?? 0) >= leastSound

/** Whole words of the name from the `start`-th on. */
const wordsFrom = (words: readonly string[], start: number): string[] =>
  words.slice(start).map((_, count) => words.slice(start, start + count + 1).join(''))

/** What was asked is part of the name: characters of the Japanese one, whole words of the romaji one. */
const isPart = ({ written, words }: Named<unknown>, asked: Asked): boolean =>
  (tellsWritten(asked) && written.includes(asked.written)) ||
  (tellsSound(asked.sound) && words.some((_, start) => wordsFrom(words, start).includes(asked.sound!)))

/** The end of a name is what people call a station for short: Bange, 坂下. */
const isEnd = ({ written, words }: Named<unknown>, asked: Asked): boolean =>
  (tellsWritten(asked) && written.endsWith(asked.written)) ||
  (tellsSound(asked.sound) && words.some((_, start) => words.slice(start).join('') === asked.sound))

/** Mistakes between what was asked and a name; more than allowed: infinitely many. */
function mistakesOf({ written, sounds, words }: Named<unknown>, { written: asked, sound }: Asked): number {
  const spoken = [...sounds, ...words.map((_, start) => words.slice(start).join(''))]
  const pairs: (readonly [string, string])[] = [[asked, written]]
  if (sound !== undefined) pairs.push(...spoken.map((one) => [sound, one] as const))
  const counted = pairs.map(([one, other]) => {
    const allowed = mistakesAllowed([...one].length)
    const mistakes = mistakesBetween(one, other, allowed)
    return mistakes > allowed ? Infinity : mistakes
  })
  return Math.min(...counted)
}

/** How far a name is from what was asked, for offering it: a name that holds it is nearer than a misspelt one. */
function distanceOf(name: Named<unknown>, asked: Asked): number {
  if (isWhole(name, asked) || isPart(name, asked) || begins(name, asked)) return 0
  return mistakesOf(name, asked)
}

const begins = ({ written, sounds }: Named<unknown>, { written: asked, sound }: Asked): boolean =>
  (asked !== '' && written.startsWith(asked)) ||
  (sound !== undefined && sound !== '' && sounds.some((one) => one.startsWith(sound)))

/** How soon a name is shown to somebody who still types; undefined: not at all. */
function rankOf(name: Named<unknown>, asked: Asked): number | undefined {
  const { words, written, town } = name
  const { sound } = asked
  const ranks = [
    () => isWhole(name, asked),
    () => begins(name, asked),
    () => sound !== undefined && words.some((_, i) => words.slice(i).join('').startsWith(sound)),
    () => asked.written !== '' && written.includes(asked.written),
    () => tellsWritten(asked) && town.startsWith(asked.written),
  ]
  const rank = ranks.findIndex((fits) => fits())
  if (rank >= 0) return rank
  const mistakes = mistakesOf(name, asked)
  return mistakes === Infinity ? undefined : ranks.length + mistakes
}

/** How many are offered to somebody whose name fits none. */
const mostOffered = 6

/**
 * The names of the stations, prepared once. A station is found by its id, by its whole name in Japanese writing (old,
 * new, Traditional and Simplified characters), kana or Latin letters, or by the end of its name when no other name
 * holds that part. A misspelt name finds none: it offers.
 */
export function stationNames<S extends Nameable>(stations: readonly S[]) {
  const all = stations.map(named)
  const fitting = (fits: (name: Named<S>) => boolean): Named<S>[] => all.filter(fits)
  const offered = (asked: Asked): S[] =>
    nearest(all, (name) => distanceOf(name, asked))
      .slice(0, mostOffered)
      .map(({ station }) => station)

  return {
    /** The station that somebody means with a name. */
    meant(name: string): Meant<S> {
      const byId = stations.find(({ id }) => id === name)
      if (byId !== undefined) return { kind: 'found', station: byId }
      const asked = askedOf(name)
      if (asked.written === '') return { kind: 'unknown', candidates: [] }
      for (const names of [
        fitting(({ written }) => written === asked.written),
        fitting((one) => isWhole(one, asked)),
        fitting((one) => isPart(one, asked)),
      ]) {
        if (names.length > 1)
          return {
            kind: 'ambiguous',
            candidates: names.map(({ station }) => station),
          }
        const [only] = names
        if (only !== undefined && (isWhole(only, asked) || isEnd(only, asked)))
          return { kind: 'found', station: only.station }
      }
      return { kind: 'unknown', candidates: offered(asked) }
    },

    /** The stations whose names come near what somebody has typed so far, the nearest first; all for nothing. */
    like(query: string): readonly S[] {
      const asked = askedOf(query)
      if (asked.written === '') return query.trim() === '' ? stations : []
      return nearest(all, (name) => rankOf(name, asked) ?? Infinity).map(({ station }) => station)
    },
  }
}

/** Those within reach, by how far they are; equally far ones stay in order. */
function nearest<T>(all: readonly T[], farOf: (one: T) => number): T[] {
  return all
    .map((one) => ({ one, far: farOf(one) }))
    .filter(({ far }) => far < Infinity)
    .toSorted((a, b) => a.far - b.far)
    .map(({ one }) => one)
}
