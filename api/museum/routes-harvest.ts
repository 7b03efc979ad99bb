import { type Context, Hono } from 'hono'
import type { Env } from '../platform/http/env.ts'
import type { Harvest } from './harvest-service.ts'
import { openToAll } from './routes-open.ts'

export type HarvestRouteParts = { readonly harvest: Harvest }

/** OAI-PMH 2.0, mounted at `/oai`: arguments in the address, or in a form that is sent (section 3.1.1). */
export function harvestRoutes({ harvest }: HarvestRouteParts) {
  const routes = new Hono<Env>()
  routes.use(...openToAll())
  const answer = async (c: Context<Env>, query: URLSearchParams): Promise<Response> =>
    c.body(await harvest.answer([...query]), 200, {
      'content-type': 'text/xml; charset=utf-8',
      // What is new must be seen by who asks again.
      'cache-control': 'no-cache',
    })
  routes.get('/', (c) => answer(c, new URL(c.req.url).searchParams))
  routes.post('/', async (c) => answer(c, new URLSearchParams(await c.req.text())))
  return routes
}
