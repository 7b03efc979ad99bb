import { holdsRows } from '../db/copy-rows.ts'
import { migrate } from '../db/migrate.ts'
import { isMigrated } from '../db/migrated.ts'
import type { Store } from '../db/store.ts'
import { systemClock } from './platform/clock.ts'
import { openStore } from './open-store.ts'
import { httpsReader } from './museum/partner-reader-https.ts'
import { type Configuration, readConfiguration } from './platform/configuration.ts'
import { randomIds } from './platform/ids.ts'
import { createLog } from './platform/log.ts'
import { createDatabase, type Mode, readMode } from './platform/mode.ts'
import { readSecret } from './platform/node/secret.ts'
import { composeHub, type Hub } from './services.ts'
import { composeImages, composeUploads, shopPicturesAmong } from './services-museum.ts'
import { postOf } from './services-messages.ts'
import { agentOf } from './services-partners.ts'

export type OpenHub = {
  readonly hub: Hub
  readonly store: Store
  readonly configuration: Configuration
  readonly images: ReturnType<typeof composeImages>
  readonly uploads: ReturnType<typeof composeUploads>
}

/**
 * Opens, migrates and composes the hub on Node. A database that nobody marked yet becomes what `newMode` says; one
 * that is marked stays what it is, and asking for the other throws.
 */
export async function openHub(
  environment: Record<string, string | undefined>,
  newMode: Mode | 'as-it-is' = 'as-it-is',
): Promise<OpenHub> {
  const configuration = readConfiguration(environment)
  const store = openStore(configuration)
  await migrate(store)
  const known = await readMode(store)
  // Only a restore that broke off leaves rows without the mark.
  if (known === undefined && (await holdsRows(store)))
    throw new Error('This database was only half restored. Restore into a new, empty one.')
  const mode = newMode === 'as-it-is' ? (known ?? 'demonstration') : newMode
  await createDatabase(store, mode, systemClock)
  const museum = { store, configuration, clock: systemClock, ids: randomIds }
  const log = createLog(configuration.LOG_LEVEL)
  const images = composeImages(museum, log)
  const uploads = composeUploads(museum, images)
  const hub = await composeHub({
    store,
    mode,
    configuration,
    clock: systemClock,
    ids: randomIds,
    log,
    secret: readSecret(configuration),
    images,
    uploads,
    shopPictures: shopPicturesAmong(images),
    partnerReader: httpsReader({
      plainOrigins: configuration.PLAIN_PARTNERS ?? [],
      agent: agentOf(configuration),
    }),
    isMigrated: () => isMigrated(store),
    holdsConnections: true,
    post: await postOf(mode, configuration),
  })
  await hub.ledger.openBooks()
  return { hub, store, configuration, images, uploads }
}
