import { defineMiddleware } from 'astro:middleware'
import { offeredToPages } from '../api/platform/in-process.ts'

/** Gives every page the hub it asks, where the server did not already pass it with the request. */
export const onRequest = defineMiddleware((context, next) => {
  const offered = offeredToPages()
  if (offered !== undefined && !('api' in context.locals)) {
    const api = (request: Request): Promise<Response> => offered.api(request, context.clientAddress)
    Object.assign(context.locals, { api, mode: offered.mode, origin: offered.origin() })
  }
  return next()
})
