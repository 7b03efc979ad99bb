import { beforeEach, expect, test } from 'vitest'
import { railService, servedFeeds, storeFeed } from '../../api/rail/index.ts'
import type { FeedHead } from '../../api/rail/feed.ts'
import { gtfsToFeed } from '../../api/rail/gtfs-to-feed.ts'
import { feedStore } from '../../api/rail/repository-feeds.ts'
import { feedFile as drawnFile, goodFiles } from '../rail/drawn-zip.ts'
import { readFeed } from '../rail/read-feed.ts'
import { holidays, network } from '../rail/small-network.ts'
import { onEveryEngine } from '../support/engines.ts'

const drawn = network([])
/** All stations of the drawn network lie at one place. */
const stops = goodFiles['stops.txt']!.replaceAll(/37\.\d+,139\.\d+/g, '37.4948,139.9298')
const feedFile = (changed: Readonly<Record<string, string>> = {}): string =>
  drawnFile({ 'stops.txt': stops, ...changed })

const stopped = new AbortController()
stopped.abort(new Error('stopped'))

onEveryEngine('imported timetables', (store) => {
  let now = Date.parse('2026-11-24T03:00:00Z')
  let ids = 0
  const clock = { now: () => (now += 2_000) }
  const failures: unknown[] = []
  const served = () =>
    servedFeeds({ store: feedStore(store()), clock, failed: (error) => failures.push(error) })
  const take = async (
    path: string,
    told: { id?: string; signal?: AbortSignal; complete?: FeedHead['complete'] } = {},
  ) => {
    const { feed, findings } = await readFeed(path)
    if (feed === undefined) return 'refused'
    const { id = 'valley-feed', signal = new AbortController().signal, complete = [] } = told
    const mapped = gtfsToFeed(feed, { ...mapping(), id, complete, findings })
    const progress = () => undefined
    await storeFeed(mapped, {
      store: feedStore(store()),
      ids: { next: () => `v${++ids}` },
      progress,
      signal,
    })
    return 'taken'
  }
  const mapping = () => ({
    id: 'valley-feed',
    file: 'valley.zip',
    now,
    today: '2026-11-24',
    lines: drawn.lines,
    stations: drawn.stations,
    routesTold: new Map<string, string>(),
    stopsTold: new Map<string, string>(),
    complete: [],
  })
  const partsKept = async () => store().raw('select feed_id, version, position from rail_feed_parts')
  beforeEach(async () => {
    await feedStore(store()).remove('valley-feed')
    failures.length = 0
  })

  test('are served on the days of their calendar, with their source, also to a process that runs already', async () => {
    const feeds = served()
    await feeds.refresh()
    const before = feeds.version()
    expect(await take(feedFile())).toBe('taken')
    await feeds.refresh()
    expect(feeds.version()).not.toBe(before)
    const rail = railService({ network: drawn, holidays, clock, feeds })
    const numbers = (day: string) =>
      rail
        .dayOf(day)
        .runs.filter((run) => run.day === day)
        .map(({ number }) => number)
    expect(numbers('2026-11-24')).toEqual(['423D', '424D'])
    expect(numbers('2026-11-23')).toEqual([])
    expect(numbers('2026-11-28')).toEqual(['423D', '424D'])
    expect(numbers('2026-11-29')).toEqual([])
    expect(numbers('2027-04-01')).toEqual([])
    const [run] = rail.dayOf('2026-11-24').runs
    expect(run).toMatchObject({ line: 'valley', mode: 'train', direction: 'down', to: { ja: '只見' } })
    expect(
      run!.calls.map(({ stop, arrival, departure }) => [
        stop,
        arrival?.latestMinute,
        departure?.earliestMinute,
      ]),
    ).toEqual([
      ['castle', undefined, 368],
      ['bridge', 381, 381],
      ['snow', 547, undefined],
    ])
    expect(rail.sourcesOf(['feed-valley-feed'])[0]).toMatchObject({ publisher: '谷鉄道' })
    // 24:50 and 25:10 belong to the night of the day after, and timepoint 0 is "about".
    const night = rail.dayOf('2026-11-25').runs.find((one) => one.day === '2026-11-24')!
    expect(night.calls.map(({ arrival }) => arrival?.latestMinute)).toEqual([undefined, 50, 70])
    expect(night.calls[1]!.arrival?.exact).toBe(false)
  })

  test('declare a line complete from one day to another, and no longer', async () => {
    await take(feedFile(), { complete: [{ line: 'valley', from: '2026-11-24', to: '2026-11-29' }] })
    const feeds = served()
    await feeds.refresh()
    const rail = railService({ network: drawn, holidays, clock, feeds })
    const complete = (day: string) => rail.dayOf(day).coverage.find(({ line }) => line === 'valley')!.complete
    expect(['2026-11-23', '2026-11-24', '2026-11-29', '2026-11-30'].map(complete)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  test('stay as they were when a bad one comes, or one is broken off', async () => {
    await take(feedFile())
    const feeds = served()
    await feeds.refresh()
    const [before, parts] = [feeds.version(), await partsKept()]
    const bad = goodFiles['stop_times.txt']!.replace('09:07:00,09:07:00', '25:61:00,09:07:00')
    expect(await take(feedFile({ 'stop_times.txt': bad }))).toBe('refused')
    await expect(take(feedFile(), { signal: stopped.signal })).rejects.toThrow('stopped')
    await feeds.refresh()
    expect(feeds.version()).toBe(before)
    expect(feeds.on('2026-11-24')[0]!.runs).toHaveLength(2)
    expect(await partsKept()).toEqual(parts)
  })

  test('are replaced by a new one of the same name, whole, and removed', async () => {
    await take(feedFile())
    const feeds = served()
    await feeds.refresh()
    const trips = goodFiles['trips.txt']!.replace('423D', '1423D')
    await take(feedFile({ 'trips.txt': trips }))
    await feeds.refresh()
    expect(feeds.on('2026-11-24')[0]!.runs[0]!.number).toBe('1423D')
    expect(new Set((await partsKept()).map((row) => row['version'])).size).toBe(1)
    await feedStore(store()).remove('valley-feed')
    await feeds.refresh()
    expect(feeds.on('2026-11-24')).toEqual([])
    expect(await partsKept()).toEqual([])
    expect(failures).toEqual([])
  })

  test('by two at once under one name are those of the faster one', async () => {
    const own = feedStore(store())
    let second: Promise<string> | undefined
    const slow = {
      ...own,
      partsOf: async (row: Parameters<typeof own.partsOf>[0]) => {
        second ??= take(feedFile())
        await second
        return own.partsOf(row)
      },
    }
    const { feed, findings } = await readFeed(feedFile())
    const mapped = gtfsToFeed(feed!, { ...mapping(), findings })
    const storing = {
      ids: { next: () => 'slow' },
      progress: () => undefined,
      signal: new AbortController().signal,
    }
    await expect(storeFeed(mapped, { store: slow, ...storing })).rejects.toThrow('faster')
    expect((await own.versions()).map(({ version }) => version)).toEqual([`v${ids}`])
    expect(new Set((await partsKept()).map((row) => row['version']))).toEqual(new Set([`v${ids}`]))
  })

  test('stay in use while the store cannot be read', async () => {
    await take(feedFile())
    let broken = false
    const own = feedStore(store())
    const feeds = servedFeeds({
      store: {
        ...own,
        versions: () => (broken ? Promise.reject(new Error('no database')) : own.versions()),
      },
      clock,
      failed: (error) => failures.push(error),
    })
    await feeds.refresh()
    const before = feeds.version()
    broken = true
    await feeds.refresh()
    expect(feeds.version()).toBe(before)
    expect(feeds.on('2026-11-24')).toHaveLength(1)
    expect(failures).toHaveLength(1)
  })
})
