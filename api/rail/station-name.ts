import type { Station } from '../../content/index.ts'
import { fold } from '../places/index.ts'

/** Characters that people leave out or put in: blanks, hyphens, dots, apostrophes. */
const loose = (text: string): string => fold(text).replace(/[^\p{L}\p{N}]/gu, '')

/** Endings that say only that it is a station. */
const bare = (text: string): string => loose(text).replace(/(駅|えき|车站|車站|역|station)$/u, '')

/**
 * The station that somebody means: by id, by Japanese name, by reading or by romaji name, with or without 駅 or
 * "station", whatever the spelling of kana, hyphens and old characters. Undefined when none or more than one fits.
 */
export function stationNamed(stations: readonly Station[], asked: string): Station | undefined {
  const byId = stations.find(({ id }) => id === asked)
  if (byId !== undefined) return byId
  const wanted = bare(asked)
  if (wanted === '') return undefined
  for (const names of [(s: Station) => [s.name.ja], (s: Station) => [s.kana, s.name.en, s.id]]) {
    const found = stations.filter((s) => names(s).some((name) => bare(name) === wanted))
    if (found.length > 0) return found.length === 1 ? found[0] : undefined
  }
  return undefined
}
