import type { FeedHead, Telling } from './feed.ts'
import type { ToldOfTime } from './gtfs-stop-times.ts'

/** Gathers where times come from while trips are made; each once. */
export function tellingsFrom(first: Telling) {
  const list: FeedHead['tellings'][number][] = [first]
  const positions = new Map<string, number>()
  const ground = (sources: string, confidence = first.confidence): Telling => ({
    sources: sources.split(/\s+/),
    confidence,
  })
  return {
    list,
    /** The position of what is told of a stop time; 0, the feed itself, where it names no source. */
    at: ({ sources, confidence, arrivalSources, arrivalConfidence }: ToldOfTime): number => {
      if (sources === undefined) return 0
      const key = JSON.stringify([sources, confidence, arrivalSources, arrivalConfidence])
      const known = positions.get(key)
      if (known !== undefined) return known
      positions.set(key, list.length)
      return (
        list.push({
          ...ground(sources, confidence),
          ...(arrivalSources === undefined ? {} : { arrival: ground(arrivalSources, arrivalConfidence) }),
        }) - 1
      )
    },
  }
}
