import { Hono } from 'hono'
import { harvestService } from '../../api/museum/harvest-service.ts'
import { harvestContact } from '../../api/museum/presentation-addresses.ts'
import type { LicenceOf } from '../../api/museum/text-terms.ts'
import { harvestRoutes } from '../../api/museum/routes-harvest.ts'
import { openMuseum, origin } from './presentation-world.ts'

type Opened = {
  readonly pageSize: number
  /** Where it is reached. */
  readonly at?: string
  /** On which terms institutions let their texts be handed on; nobody said so without it. */
  readonly licenceOf?: LicenceOf
}

/** The museum, with what is harvested of it. */
export async function openHarvest({ pageSize, at = origin, licenceOf = () => undefined }: Opened) {
  const museum = await openMuseum()
  const { records, store, presentation, clock } = museum
  const harvest = harvestService({
    records,
    store,
    presentation,
    licences: async () => licenceOf,
    clock,
    origin: () => at,
    contact: () => harvestContact(at === origin ? 'museum@meguri.example' : undefined, at),
    pageSize,
  })
  const routes = new Hono().route('/oai', harvestRoutes({ harvest }))
  const ask = (path: string, request: RequestInit = {}) => routes.request(`${at}${path}`, request)
  return {
    ...museum,
    ask,
    /** The document that answers a question. */
    harvest: async (query: string): Promise<string> => {
      const answer = await ask(`/oai?${query}`)
      if (answer.status !== 200) throw new Error(`${answer.status}`)
      return answer.text()
    },
  }
}
