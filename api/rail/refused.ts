import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { problem } from '../platform/http/problem.ts'
import { type Refusal, statusOf } from './errors.ts'

/** A refused question as a problem document, with the stations that may have been meant. */
export function refused(c: Context<Env>, refusal: Refusal): never {
  const { code } = refusal
  const told = { status: statusOf[code], code, words: 'rail' }
  if (code === 'viewpoint_unknown')
    return problem(c, { ...told, facts: { viewpoint: refusal.viewpoint } }) as never
  if (code === 'place_unknown')
    return problem(c, { ...told, field: 'id', facts: { place: refusal.place } }) as never
  if (code === 'plan_unknown') return problem(c, told) as never
  if (code === 'line_unknown') return problem(c, { ...told, facts: { line: refusal.line } }) as never
  const { field, station, candidates } = refusal
  return problem(c, {
    ...told,
    field,
    facts: { station },
    candidates,
  }) as never
}
