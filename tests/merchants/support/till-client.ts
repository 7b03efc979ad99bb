import { vi } from 'vitest'
import type { TillFeed, TillLine, TillNews } from '../../../api/merchants/till-feed-service.ts'
import { printPosition, readPosition } from '../../../api/merchants/till-position.ts'

type Event = { readonly id: string; readonly news: TillNews }

/** A till at the other end of a feed, without a network: what arrived, and cuts that lose what was on the way. */
export function tillClient(feed: TillFeed, accountId: string, personId = 'somebody') {
  const arrived: Event[] = []
  let line: TillLine | undefined
  let may = true
  let reads = true
  let beats = 0
  return {
    arrived,
    payments: () => arrived.flatMap(({ news }) => news.payments.map(({ paymentId }) => paymentId)),
    beats: () => beats,
    isOpen: () => line !== undefined,
    mayNoLonger: () => (may = false),
    readsNoLonger: () => (reads = false),
    /** Connects where it was, and waits until it was told what it missed. */
    connect: async () => {
      const before = arrived.length
      const made: TillLine = {
        accountId,
        personId,
        position: readPosition(arrived.at(-1)?.id ?? '0'),
        tell: (news, position) => {
          if (line === made) arrived.push({ id: printPosition(position), news })
          return reads
        },
        beat: () => {
          beats += 1
          return reads
        },
        room: () => Promise.resolve(),
        stillMay: async () => may,
        end: () => (line = line === made ? undefined : line),
      }
      line = made
      const answer = feed.connect(made)
      if (answer !== 'connected') line = undefined
      else await vi.waitUntil(() => arrived.length > before || line === undefined)
      return answer
    },
    /** Cuts the line; the last `lost` events had left the hub and never arrived. */
    cut: (lost = 0) => {
      if (line !== undefined) feed.leave(line)
      line = undefined
      arrived.splice(arrived.length - Math.min(lost, arrived.length))
    },
  }
}
