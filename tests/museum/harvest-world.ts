import { Hono } from 'hono'
import { harvestService } from '../../api/museum/harvest-service.ts'
import { harvestRoutes } from '../../api/museum/routes-harvest.ts'
import { openMuseum, origin } from './presentation-world.ts'

/** The museum, with what is harvested of it. */
export async function openHarvest({ pageSize }: { readonly pageSize: number }) {
  const museum = await openMuseum()
  const { records, store, presentation, clock } = museum
  const harvest = harvestService({
    records,
    store,
    presentation,
    clock,
    origin: () => origin,
    contact: () => 'museum@meguri.example',
    pageSize,
  })
  const routes = new Hono().route('/oai', harvestRoutes({ harvest }))
  const ask = (path: string, request: RequestInit = {}) => routes.request(`${origin}${path}`, request)
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
