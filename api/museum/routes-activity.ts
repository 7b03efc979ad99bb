import { Hono } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { problem } from '../platform/http/problem.ts'
import { changeCollection, changePage, changesOnPage, discoveryContext, pageOfChange } from './activity.ts'
import { presentationAddresses } from './presentation-addresses.ts'
import type { RecordStore } from './record-store.ts'
import { openToAll, sendJson } from './routes-open.ts'

export type ActivityRouteParts = {
  readonly changes: Pick<RecordStore, 'lastChange' | 'changes'>
  readonly origin: () => string
}

/** IIIF Change Discovery 1.0, mounted at `/iiif/activity`. */
export function activityRoutes({ changes, origin }: ActivityRouteParts) {
  const routes = new Hono<Env>()
  routes.use(...openToAll())
  routes.get('/all-changes', async (c) => {
    const { change } = await changes.lastChange()
    return sendJson(c, changeCollection(change, presentationAddresses(origin())), discoveryContext)
  })
  routes.get('/page/:page', async (c) => {
    const text = c.req.param('page')
    const page = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0
    const total = (await changes.lastChange()).change
    if (page < 1 || page > pageOfChange(total))
      return problem(c, {
        status: 404,
        code: 'page_unknown',
        words: 'museum',
        field: 'page',
        facts: { page: text },
      })
    // Up to the number that was read: a change that comes in between is on the next answer.
    const last = Math.min(page * changesOnPage, total)
    const told = await changes.changes((page - 1) * changesOnPage + 1, last)
    return sendJson(
      c,
      changePage(page, { total, changes: told }, presentationAddresses(origin())),
      discoveryContext,
    )
  })
  return routes
}
