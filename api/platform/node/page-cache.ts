import type { Body } from './page-body.ts'

/** Rendered pages that many readers share, kept for as long as the page itself said (`s-maxage`). */
export type PageCache = {
  readonly find: (address: string, now: number) => Body | undefined
  /** Keeps the page when its headers allow it to be shared. */
  readonly keep: (address: string, body: Body, now: number) => void
}

type Kept = { readonly body: Body; readonly until: number }

/** Holds at most `most` pages; the one kept longest ago leaves first. */
export function createPageCache(most = 500): PageCache {
  const pages = new Map<string, Kept>()
  return {
    find: (address, now) => {
      const kept = pages.get(address)
      if (kept !== undefined && now >= kept.until) pages.delete(address)
      return kept !== undefined && now < kept.until ? kept.body : undefined
    },
    keep: (address, body, now) => {
      const seconds = sharedSeconds(body)
      if (seconds === 0) return
      pages.delete(address)
      pages.set(address, { body, until: now + seconds * 1_000 })
      const oldest = pages.keys().next()
      if (pages.size > most && !oldest.done) pages.delete(oldest.value)
    },
  }
}

/** Seconds for which everybody may be shown the same answer; 0 for one that is the reader's own. */
function sharedSeconds(body: Body): number {
  if (body.status !== 200 || body.headers['set-cookie'] !== undefined) return 0
  const found = /(?:^|,)\s*s-maxage=(\d+)/.exec(String(body.headers['cache-control'] ?? ''))
  return found ? Number(found[1]) : 0
}
