import type { Source, Text } from '../../content/index.ts'
import type { Notice } from './ports.ts'
import type { Cut } from './suspension.ts'

/** What somebody had to say of the trains of some days, as it is kept. */
export type KeptNotice = {
  readonly id: string
  readonly words: Text
  /** Line ids; at least one. */
  readonly lines: readonly string[]
  readonly stations: readonly string[]
  /** First and last day ('YYYY-MM-DD'), both with it; open where the end is not known. */
  readonly from: string
  readonly until?: string
  readonly url?: string
  /** Trains are taken off between two stations, or off a whole line. */
  readonly cut?: Cut
  /** Who says so. */
  readonly source: Source
}

/** What is said of a day, in the order in which it was said. */
export const noticesOn = (kept: readonly KeptNotice[], date: string): Notice[] =>
  kept
    .filter(({ from, until }) => date >= from && (until === undefined || date <= until))
    .map(({ id, words, lines, stations, url, cut, source }) => ({
      id,
      words,
      lines,
      stations,
      ...(url === undefined ? {} : { url }),
      ...(cut === undefined ? {} : { cut }),
      sources: [source.id],
    }))
