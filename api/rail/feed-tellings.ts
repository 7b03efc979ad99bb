import type { FeedHead } from './feed.ts'

/** Gathers where times come from while trips are made; each once. */
export function tellingsFrom(first: FeedHead['tellings'][number]) {
  const list: FeedHead['tellings'][number][] = [first]
  const positions = new Map<string, number>()
  return {
    list,
    at: (sources: string, confidence = first.confidence): number => {
      const key = `${sources} ${confidence}`
      const known = positions.get(key)
      if (known !== undefined) return known
      positions.set(key, list.length)
      return list.push({ sources: sources.split(/\s+/), confidence }) - 1
    },
  }
}
