import type { MiddlewareHandler } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { problem } from '../platform/http/problem.ts'
import type { Operation } from './authorisation.ts'
import type { ActPort } from './ports.ts'

/**
 * Records a command of the office before it is done and how it ended. What cannot be recorded is not done: the answer is
 * that of a hub that cannot write.
 */
export const recordOfOffice =
  (acts: ActPort, operation: Operation): MiddlewareHandler<Env> =>
  async (c, next) => {
    const { person, part } = c.get('actor')
    if (person === undefined || part === undefined || c.req.method === 'GET' || c.req.method === 'HEAD')
      return next()
    // A file is no list of fields, and what was read as text is no file any more.
    const isFile = c.req.header('content-type')?.startsWith('application/json') !== true
    const body: unknown = isFile ? undefined : await c.req.json().catch(() => undefined)
    // What the path names is what it is done to, whatever a body calls by the same name.
    const sent = { ...(typeof body === 'object' && body !== null ? body : {}), ...c.req.param() }
    const { userId, name: userName } = person
    const actId = await acts.begin({
      userId,
      userName,
      operation,
      role: part.role,
      onBehalfOf: part.scope,
      secondmentId: part.secondmentId ?? null,
      sent,
    })
    // Ended between the look and now.
    if (actId === undefined)
      return problem(c, { status: 403, code: 'secondment_ended', words: 'secondments' })
    await next()
    await acts.end(actId, c.res.status, await codeOf(c.res))
    return undefined
  }

/** The code of a problem document; null of any other answer. */
async function codeOf(answer: Response): Promise<string | null> {
  if (answer.headers.get('content-type')?.startsWith('application/problem+json') !== true) return null
  const { code } = (await answer.clone().json()) as { code?: string }
  return code ?? null
}
