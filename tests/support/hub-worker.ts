import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate } from '../../db/migrate.ts'
import { isMigrated } from '../../db/migrated.ts'
import { type D1Binding, openD1 } from '../../db/open-d1.ts'
import type { Store } from '../../db/store.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { readConfiguration } from '../../api/platform/configuration.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { createLog } from '../../api/platform/log.ts'
import { createDatabase } from '../../api/platform/mode.ts'
import { composeHub, type Hub } from '../../api/services.ts'
import type { HubProcess } from './hub-process.ts'

const root = join(import.meta.dirname, '..', '..')
const configPath = join(root, 'dist', 'worker', 'server', 'wrangler.json')
const secret = 'a-secret-of-the-worker-under-test-0123456789'

/**
 * Starts the built Worker in workerd on a D1 of its own, no network; `prepare` fills the database first through the
 * hub's own services.
 */
export async function startHubWorker(
  prepare: (hub: Hub, store: Store) => Promise<void>,
): Promise<Pick<HubProcess, 'origin' | 'stop'>> {
  if (!existsSync(configPath))
    throw new Error('The Worker is not built: npm test builds it; alone, run "node hub.mjs build worker".')
  const { getPlatformProxy, unstable_startWorker } = await import('wrangler')
  const folder = mkdtempSync(join(tmpdir(), 'meguri-worker-'))
  const proxy = await getPlatformProxy<{ DB: D1Binding }>({
    configPath,
    persist: { path: join(folder, 'v3') },
  })
  const store = openD1(proxy.env.DB)
  await migrate(store)
  await createDatabase(store, 'demonstration', systemClock)
  const hub = await composeHub({
    store,
    mode: 'demonstration',
    configuration: readConfiguration({ LOG_LEVEL: 'error' }),
    clock: systemClock,
    ids: randomIds,
    log: createLog('error'),
    secret,
    isMigrated: () => isMigrated(store),
  })
  await hub.ledger.openBooks()
  await prepare(hub, store)
  await proxy.dispose()
  const worker = await unstable_startWorker({
    config: configPath,
    bindings: {
      MEGURI_SECRET: { type: 'plain_text', value: secret },
      LOG_LEVEL: { type: 'plain_text', value: 'error' },
    },
    dev: { server: { hostname: '127.0.0.1', port: 0 }, inspector: false, watch: false, persist: folder },
  })
  await worker.ready
  const { origin } = await worker.url
  return {
    origin,
    stop: async () => {
      await worker.dispose()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
