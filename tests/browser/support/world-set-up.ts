import { chromium } from 'playwright'
import type { TestProject } from 'vitest/node'
import { browserFlags, browserPath } from '../../support/browser-set-up.ts'
import { startHubProcess } from '../../support/hub-process.ts'
import { newPlace } from '../../support/prepared-hub.ts'
import { makeSmallRegion, type SmallRegion } from './small-region.ts'

/** Where the stories happen: one server on a SQLite place of its own, one browser. */
export type World = {
  readonly origin: string
  readonly browser: string
  readonly region: SmallRegion
  /** Settings under which the operator's commands reach the same place. */
  readonly environment: Record<string, string>
}

declare module 'vitest' {
  interface ProvidedContext {
    world: World
  }
}

/** No name but this machine's is ever found: what a page asks of another host fails, and the story sees it asked. */
const closedNetwork = '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost'

/** Opens the world once for all stories. */
export default async function openWorld(project: TestProject): Promise<() => Promise<void>> {
  const place = await newPlace('sqlite', '')
  const region = await makeSmallRegion(place)
  const hub = await startHubProcess({ ...place.environment, PUSH_CONTACT: 'mailto:hub@meguri.example' })
  const browser = await chromium.launchServer({
    executablePath: await browserPath(),
    args: [...browserFlags, closedNetwork],
  })
  project.provide('world', {
    origin: hub.origin,
    browser: browser.wsEndpoint(),
    region,
    environment: place.environment,
  })
  return async () => {
    await browser.close()
    await hub.stop()
    await place.remove()
  }
}
