import { inject } from 'vitest'
import { addDemonstrationPerson, demonstrationStaff } from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import { japanDay, systemClock } from '../../api/platform/clock.ts'
import { realtimeStore } from '../../api/rail/repository-realtime.ts'
import type { Store } from '../../db/store.ts'
import type { Hub } from '../../api/services.ts'
import { startHubProcess } from './hub-process.ts'
import { startHubWorker } from './hub-worker.ts'
import { newPlace } from './prepared-hub.ts'

/** A running hub. */
export type Target = { readonly origin: string; readonly stop: () => Promise<void> }

/** When the live message was made that every target holds: the 6:08 train to Koide does not run today, and an extra one does. */
export const liveMessageAt = systemClock.now()

const prepare = async (hub: Hub, store: Store): Promise<void> => {
  for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
  const [at, day, publisher] = [liveMessageAt, japanDay(liveMessageAt), '見本鉄道']
  const source = { id: 'realtime-target', title: { ja: publisher, en: publisher }, publisher, checked: day }
  const said = { day, cancelled: false, stops: [], at, source: source.id }
  const moment = (minute: number) => ({
    earliestMinute: minute,
    latestMinute: minute,
    exact: true,
    confidence: 0.95,
    sources: [source.id],
  })
  const calls = [
    { stop: 'aizu-miyashita', departure: moment(900) },
    { stop: 'aizu-kawaguchi', arrival: moment(935) },
  ]
  const trips = [
    { ...said, train: 'td1', cancelled: true },
    { ...said, train: 'extra:e1', added: { line: 'tadami', mode: 'train' as const, number: '9427D', calls } },
  ]
  const message = { id: 'target', file: 'target.pb', at, holdsMinutes: 60, trips, source }
  await realtimeStore(store).replace(message, [], at)
}

async function nodeOn(engine: 'sqlite' | 'postgresql'): Promise<Target> {
  const place = await newPlace(engine, inject('postgresqlUrl'))
  const { hub, store } = await openHub(place.environment, 'demonstration')
  await prepare(hub, store)
  await store.close()
  const running = await startHubProcess(place.environment)
  return { origin: running.origin, stop: () => running.stop().then(place.remove) }
}

/** Every way a hub runs, empty but for the staff of a demonstration and a live message. */
export const targets: Readonly<Record<string, () => Promise<Target>>> = {
  'the Node server on SQLite': () => nodeOn('sqlite'),
  'the Node server on PostgreSQL': () => nodeOn('postgresql'),
  'the Worker on D1': () => startHubWorker(prepare),
}
