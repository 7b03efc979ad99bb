import { railService, servedFeeds, servedNotices, servedRealtime } from './rail/index.ts'
import { feedStore } from './rail/repository-feeds.ts'
import { noticeStore } from './rail/repository-notices.ts'
import { realtimeStore } from './rail/repository-realtime.ts'
import type { HubParts } from './services.ts'

type Published = Pick<Parameters<typeof railService>[0], 'network' | 'holidays' | 'liveHouse'>

/** The railway: the published content, and what was imported into this database. */
export function composeRail({ store, clock, log }: HubParts, published: Published) {
  const feeds = servedFeeds({
    store: feedStore(store),
    clock,
    failed: (error) =>
      log.error({ err: error }, 'imported timetables could not be read; what was served stays'),
  })
  const realtime = servedRealtime({
    store: realtimeStore(store),
    clock,
    failed: (error) => log.error({ err: error }, 'live messages could not be read; what was served stays'),
  })
  const notices = servedNotices({
    store: noticeStore(store),
    clock,
    realtime,
    failed: (error) => log.error({ err: error }, 'notices could not be read; what was served stays'),
  })
  const told = { feeds, notices, realtime }
  const rail = railService({ ...published, clock, ...told })
  const refresh = async () => void (await Promise.all(Object.values(told).map((one) => one.refresh())))
  /** Another one as soon as something else was imported, or is said live. */
  const version = async (): Promise<string> => {
    await refresh()
    return Object.values(told)
      .map((one) => one.version())
      .join('.')
  }
  return { rail, refresh, version }
}
