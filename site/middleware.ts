import { defineMiddleware } from 'astro:middleware'
import { offeredToPages } from '../api/platform/in-process.ts'
import { HubFailed } from './lib/api.ts'
import { decidedLine } from './lib/decided.ts'
import { noteSentKey } from './lib/form-key.ts'

/**
 * Gives every page the hub it asks, where the server did not already pass it with the request; refuses a form that
 * cannot be read before a page breaks on it; and tells the hub of a page that broke, which nobody else would.
 */
export const onRequest = defineMiddleware(async (context, next) => {
  const offered = offeredToPages()
  if (offered !== undefined && !('api' in context.locals)) {
    const api = (request: Request): Promise<Response> => offered.api(request, context.clientAddress)
    const { mode, origin, now, failed } = offered
    Object.assign(context.locals, { api, mode, now, origin: origin(), failed })
  }
  if (!('now' in context.locals)) Object.assign(context.locals, { now: Date.now })
  let key: FormDataEntryValue | null = null
  if (context.request.method === 'POST' && !context.isPrerendered) {
    const form = await formIn(context.request)
    if (form === undefined) return unreadable()
    noteSentKey(context.locals, form)
    key = form.get('key')
  }
  try {
    const answer = await next()
    const { url, locals } = context
    const line = decidedLine({ url, key, isDecided: locals.isDecided, status: answer.status })
    if (line !== undefined) answer.headers.append('set-cookie', line)
    return answer
  } catch (error) {
    context.locals.failed?.(error)
    if (error instanceof HubFailed && error.status === 503) return comeAgain(error)
    throw error
  }
})

/** The server puts the page that says sorry in; status and header say that it is for a moment. */
const comeAgain = ({ retryAfter }: HubFailed): Response =>
  new Response(null, {
    status: 503,
    headers: { 'cache-control': 'no-store', ...(retryAfter === null ? {} : { 'retry-after': retryAfter }) },
  })

/** The keys that our pages give a form travel on in a header: only what a header carries can be one of ours. */
const keyPattern = /^[\x20-\x7e]{0,200}$/

/** Nothing for another type than a form's, a broken one, one that is too large, and one with a key that no page made. */
const formIn = async (request: Request): Promise<FormData | undefined> => {
  const form = await request
    .clone()
    .formData()
    .catch(() => undefined)
  const isOurs =
    form && [...form].every(([name, value]) => !/^key(_|$)/.test(name) || keyPattern.test(String(value)))
  return isOurs ? form : undefined
}

const unreadable = (): Response =>
  new Response('400\n', { status: 400, headers: { 'content-type': 'text/plain; charset=utf-8' } })
