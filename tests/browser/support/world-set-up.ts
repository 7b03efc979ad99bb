import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import type { TestProject } from 'vitest/node'
import { browserPath } from '../../support/browser-set-up.ts'
import { startHubProcess } from '../../support/hub-process.ts'
import { newPlace, type Place } from '../../support/prepared-hub.ts'
import { memoryOr } from '../../support/run-folder.ts'
import { makeSmallRegion, type SmallRegion } from './small-region.ts'

/** Where stories happen, one after the other: one server on a SQLite place of its own. */
export type World = {
  readonly origin: string
  /** The program that each worker starts once: its browser. */
  readonly browserPath: string
  readonly region: SmallRegion
  /** Where a story may open a house of its own, whose manifests the hub fetches without TLS. */
  readonly partnerOrigin: string
  /** Settings under which the operator's commands reach the same place. */
  readonly environment: Record<string, string>
}

declare module 'vitest' {
  interface ProvidedContext {
    /** One for each worker: a story has its world to itself. */
    worlds: readonly World[]
  }
}

type Opened = { readonly world: World; readonly close: () => Promise<void> }

/** Opens a world for each worker before all stories. The region is made once, and the others are its copies. */
export default async function openWorlds(project: TestProject): Promise<() => Promise<void>> {
  const workers = project.config.maxWorkers
  // No story asks what a disk keeps: none waits for one.
  const where = memoryOr(tmpdir())
  const places = await Promise.all(Array.from({ length: workers }, () => newPlace('sqlite', '', where)))
  const [first, ...others] = places
  const region = await makeSmallRegion(first!, workers > 1)
  for (const { environment } of others)
    cpSync(first!.environment['DATA_DIR']!, environment['DATA_DIR']!, { recursive: true })
  const path = await browserPath()
  const opened = await Promise.all(places.map((place) => openWorld(place, region, path)))
  project.provide(
    'worlds',
    opened.map(({ world }) => world),
  )
  return async () => void (await Promise.all(opened.map(({ close }) => close())))
}

/**
 * An origin of this machine at which nobody answers yet. Its port is one that machines do not give out by themselves, so
 * that none of the browsers' own connections has it when a story opens its house.
 */
async function freeOrigin(): Promise<string> {
  const port = randomInt(20_000, 30_000)
  const server = createServer().listen(port, '127.0.0.1')
  const isFree = await once(server, 'listening').then(
    () => true,
    () => false,
  )
  if (!isFree) return freeOrigin()
  server.close()
  await once(server, 'close')
  return `http://127.0.0.1:${port}`
}

async function openWorld(place: Place, region: SmallRegion, path: string): Promise<Opened> {
  const partnerOrigin = await freeOrigin()
  const hub = await startHubProcess({
    ...place.environment,
    PUSH_CONTACT: 'mailto:hub@meguri.example',
    PLAIN_PARTNERS: partnerOrigin,
  })
  return {
    world: {
      origin: hub.origin,
      browserPath: path,
      region,
      partnerOrigin,
      environment: place.environment,
    },
    close: async () => {
      await hub.stop()
      await place.remove()
    },
  }
}
