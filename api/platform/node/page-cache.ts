import type { Body } from './page-body.ts'

/** Rendered pages that many readers share, kept for as long as the page itself said (`s-maxage`). */
export type PageCache = {
  readonly find: (address: string, now: number) => Body | undefined
  /** Keeps the page when its headers allow it to be shared. */
  readonly keep: (address: string, body: Body, now: number) => void
}

type Kept = { readonly body: Body; readonly until: number; readonly bytes: number }

/** Room for about 500 pages of 25 kB with their packed forms. */
const roomBytes = 24 * 1024 * 1024

/** Holds at most `mostBytes` of pages; the one kept longest ago leaves first, and a page larger than all room is not kept. */
export function createPageCache(mostBytes = roomBytes): PageCache {
  const pages = new Map<string, Kept>()
  let heldBytes = 0
  const drop = (address: string): void => {
    heldBytes -= pages.get(address)?.bytes ?? 0
    pages.delete(address)
  }
  return {
    find: (address, now) => {
      const kept = pages.get(address)
      if (kept !== undefined && now >= kept.until) drop(address)
      return kept !== undefined && now < kept.until ? kept.body : undefined
    },
    keep: (address, body, now) => {
      const seconds = sharedSeconds(body)
      const bytes = bytesOf(address, body)
      if (seconds === 0 || bytes > mostBytes) return
      drop(address)
      pages.set(address, { body, until: now + seconds * 1_000, bytes })
      heldBytes += bytes
      for (const oldest of pages.keys()) {
        if (heldBytes <= mostBytes) return
        drop(oldest)
      }
    },
  }
}

/** What a kept page takes: its three forms, and its address, which a caller may make long. */
const bytesOf = (address: string, { plain, gzip, brotli }: Body): number =>
  plain.length + (gzip?.length ?? 0) + (brotli?.length ?? 0) + address.length * 2

/** Seconds for which everybody may be shown the same answer; 0 for one that is the reader's own. */
function sharedSeconds(body: Body): number {
  if (body.status !== 200 || body.headers['set-cookie'] !== undefined) return 0
  const found = /(?:^|,)\s*s-maxage=(\d+)/.exec(String(body.headers['cache-control'] ?? ''))
  return found ? Number(found[1]) : 0
}
