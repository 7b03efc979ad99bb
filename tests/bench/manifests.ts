import autocannon from 'autocannon'
import { openHub } from '../../api/open-hub.ts'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace } from '../support/prepared-hub.ts'
import type { Row } from './row.ts'

const connections = 8
const secondsEach = 5
const targetMs = 20

type Document = { readonly id: string; readonly type: string; readonly items?: readonly Document[] }

/** Every manifest and collection that the hub is born with, asked for in turns by eight connections, nothing remembered by them. */
export async function manifestsBench(): Promise<readonly Row[]> {
  const place = await newPlace('sqlite', '')
  const { hub, store } = await openHub(place.environment, 'demonstration')
  await hub.museum.takeIn()
  await store.close()
  const running = await startHubProcess(place.environment)
  try {
    const { manifests, collections } = await addressesOf(running.origin)
    return [
      await asked(`${manifests.length} manifests`, running.origin, manifests),
      await asked(`${collections.length} collections`, running.origin, collections),
    ]
  } finally {
    await running.stop()
    await place.remove()
  }
}

/** Paths of all documents that can be reached from the topmost collection. */
async function addressesOf(origin: string) {
  const [manifests, collections] = [new Set<string>(), new Set<string>()]
  const walk = async (path: string): Promise<void> => {
    collections.add(path)
    const { items = [] } = (await (await fetch(origin + path)).json()) as Document
    for (const { id, type } of items) {
      const next = new URL(id).pathname
      if (type === 'Manifest') manifests.add(next)
      else if (!collections.has(next)) await walk(next)
    }
  }
  await walk('/iiif/presentation/collection/top')
  return { manifests: [...manifests], collections: [...collections] }
}

async function asked(what: string, origin: string, paths: readonly string[]): Promise<Row> {
  const { requests, latency, non2xx } = await autocannon({
    url: origin,
    connections,
    duration: secondsEach,
    requests: paths.map((path) => ({ path })),
  })
  if (non2xx > 0) throw new Error(`${non2xx} answers were no ${what}`)
  return {
    what: `${what} over HTTP, ${connections} connections`,
    perSecond: Math.round(requests.average),
    p50Ms: latency.p50,
    p99Ms: latency.p99,
    target: `p99 < ${targetMs} ms`,
    met: latency.p99 < targetMs ? 'yes' : 'no',
  }
}
