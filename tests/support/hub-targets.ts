import { inject } from 'vitest'
import { addDemonstrationPerson, demonstrationStaff } from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import type { Hub } from '../../api/services.ts'
import { startHubProcess } from './hub-process.ts'
import { startHubWorker } from './hub-worker.ts'
import { newPlace } from './prepared-hub.ts'

/** A running hub. */
export type Target = { readonly origin: string; readonly stop: () => Promise<void> }

const addStaff = async (hub: Hub): Promise<void> => {
  for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
}

async function nodeOn(engine: 'sqlite' | 'postgresql'): Promise<Target> {
  const place = await newPlace(engine, inject('postgresqlUrl'))
  const { hub, store } = await openHub(place.environment, 'demonstration')
  await addStaff(hub)
  await store.close()
  const running = await startHubProcess(place.environment)
  return { origin: running.origin, stop: () => running.stop().then(place.remove) }
}

/** Every way a hub runs, empty but for the staff of a demonstration. */
export const targets: Readonly<Record<string, () => Promise<Target>>> = {
  'the Node server on SQLite': () => nodeOn('sqlite'),
  'the Node server on PostgreSQL': () => nodeOn('postgresql'),
  'the Worker on D1': () => startHubWorker(addStaff),
}
