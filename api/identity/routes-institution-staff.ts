import { createRoute } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { statusOfIdentityRefusal, type IdentityRefusal } from './errors.ts'
import { statusOfStaffRefusal, type StaffRefusal } from './institution-staff.ts'
import type { InstitutionStaff } from './institution-staff-service.ts'
import { handOn, personOf, refusals } from './routes-answers.ts'
import * as schemas from './routes-institution-staff-schemas.ts'
import type { Identity } from './service.ts'

export type InstitutionStaffRouteParts = {
  readonly staff: InstitutionStaff
  readonly identity: Pick<Identity, 'signIn'>
  /** Where people reach the hub: a link that is handed over begins there. */
  readonly origin: () => string
  readonly guard: Guard<'institution.staff' | 'institution.join'>
}

/** Who works for an institution: its owners invite, change and take away; who is invited lets themselves in by a link. */
export function institutionStaffRoutes(parts: InstitutionStaffRouteParts) {
  const { staff, identity, origin, guard } = parts
  return createRouter()
    .openapi(readRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notYours(c)
      const you = personOf(c)
      const { staff: people, invitations, changes, mails } = await staff.read(id)
      c.header('cache-control', 'no-store')
      return c.json(
        {
          people: people.map((one) => ({ ...one, isYou: one.userId === you })),
          invitations: invitations.map(({ id: invitationId, email, role, validUntil }) => ({
            invitationId,
            email,
            role,
            validUntil,
          })),
          changes: [...changes],
          mails,
        },
        200,
      )
    })
    .openapi(inviteRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notYours(c)
      const asked = { ...c.req.valid('json'), institution: id, invitedBy: personOf(c) }
      const invited = await staff.invite(asked)
      if (!invited.ok) return refused(c, invited.error)
      const { invitation, token } = invited.value
      c.header('cache-control', 'no-store')
      const link = linkOf(origin(), invitation.language, token)
      return c.json({ invitationId: invitation.id, validUntil: invitation.validUntil, link }, 201)
    })
    .openapi(takeBackRoute(guard), async (c) => {
      const { id, invitationId } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notYours(c)
      const ended = await staff.takeBack({ institution: id, invitationId, userId: personOf(c) })
      return ended.ok ? c.body(null, 204) : refused(c, ended.error)
    })
    .openapi(changeRoute(guard), async (c) => {
      const { id, userId } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notYours(c)
      const { role } = c.req.valid('json')
      const changed = await staff.change({ institution: id, userId, role, by: personOf(c) })
      return changed.ok ? c.body(null, 204) : refused(c, changed.error)
    })
    .openapi(takeAwayRoute(guard), async (c) => {
      const { id, userId } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notYours(c)
      const changed = await staff.change({ institution: id, userId, role: null, by: personOf(c) })
      return changed.ok ? c.body(null, 204) : refused(c, changed.error)
    })
    .openapi(openRoute(guard), async (c) => {
      const opened = await staff.open(c.req.valid('query').invitation)
      if (!opened.ok) return refused(c, opened.error)
      const { invitation, named, isKnown } = opened.value
      const { role, email, validUntil } = invitation
      c.header('cache-control', 'no-store')
      return c.json({ institution: named, role, email, validUntil, isKnown }, 200)
    })
    .openapi(joinRoute(guard), async (c) => {
      const { token, name = '', password = '' } = c.req.valid('json')
      const userId = c.get('actor').person?.userId
      const taken = await staff.takeUp({ token, userId, name, password })
      if (!taken.ok) return refused(c, taken.error)
      const { institution, email, isNew } = taken.value
      if (isNew) {
        const entered = await identity.signIn({ email, password }, c.req.raw.headers)
        assert(entered.ok, 'somebody who was just made signs in with the password they chose')
        handOn(c, entered.value.cookies)
      }
      return c.json({ institution }, 201)
    })
}

const notYours = (c: Context<Env>): never => problem(c, { status: 403, code: 'not_allowed' }) as never

/** Where an invitation is taken up; null where it was sent to whom it is for. */
export const linkOf = (origin: string, language: string, token: string | null): string | null =>
  token === null
    ? null
    : `${origin}${language === 'ja' ? '' : `/${language}`}/studio/join?invitation=${token}`

/** A refusal as a problem. Typed as no answer, so that routes keep the type of their own answers. */
export function refused(c: Context<Env>, refusal: StaffRefusal | IdentityRefusal): never {
  const { code, ...rest } = refusal
  const { field, ...facts } = { field: undefined, ...rest } as { field?: string | undefined }
  const of = isOfStaff(code)
    ? { status: statusOfStaffRefusal[code], words: 'staff' }
    : { status: statusOfIdentityRefusal[code], words: 'identity' }
  return problem(c, { ...of, code, field, facts }) as never
}

const isOfStaff = (code: string): code is StaffRefusal['code'] => Object.hasOwn(statusOfStaffRefusal, code)

type G = InstitutionStaffRouteParts['guard']
const tags = ['identity']

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/institutions/{id}/staff',
    tags,
    summary: 'Who works for an institution, who is invited, and what was changed',
    middleware: [guard('institution.staff')] as const,
    request: { params: schemas.institutionParameter },
    responses: { 200: answer('The staff', schemas.staffSchema), ...refusals },
  })

const inviteRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/institutions/{id}/invitations',
    tags,
    summary: 'Invite somebody by a link that is good once, for 7 days; an address waits for one at a time',
    middleware: [guard('institution.staff')] as const,
    request: { params: schemas.institutionParameter, body: jsonBody(schemas.inviteBody) },
    responses: { 201: answer('Invited', schemas.invitedSchema), ...refusals },
  })

const takeBackRoute = (guard: G) =>
  createRoute({
    method: 'delete',
    path: '/institutions/{id}/invitations/{invitationId}',
    tags,
    summary: 'Take an invitation back; its link opens nothing any more',
    middleware: [guard('institution.staff')] as const,
    request: { params: schemas.invitationParameters },
    responses: { 204: { description: 'Taken back, also when it was before' }, ...refusals },
  })

const changeRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/institutions/{id}/staff/{userId}',
    tags,
    summary: 'Give somebody of an institution another part, in force with their next request',
    middleware: [guard('institution.staff')] as const,
    request: { params: schemas.memberParameters, body: jsonBody(schemas.partBody) },
    responses: { 204: { description: 'Given' }, ...refusals },
  })

const takeAwayRoute = (guard: G) =>
  createRoute({
    method: 'delete',
    path: '/institutions/{id}/staff/{userId}',
    tags,
    summary: 'Take somebody’s part in an institution away, in force with their next request',
    middleware: [guard('institution.staff')] as const,
    request: { params: schemas.memberParameters },
    responses: { 204: { description: 'Taken away' }, ...refusals },
  })

const openRoute = (guard: G) =>
  createRoute({
    // Whoever follows a link in a letter comes from elsewhere: looking changes nothing, and is let in from anywhere.
    method: 'get',
    path: '/institution-invitations/reading',
    tags,
    summary: 'What the link of an invitation invites to',
    middleware: [guard('institution.join')] as const,
    request: { query: schemas.tokenQuery },
    responses: { 200: answer('The invitation', schemas.invitationSchema), ...refusals },
  })

const joinRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/institution-invitations/acceptance',
    tags,
    summary:
      'Take an invitation up, signed in with the invited address, or with a name and a password of one’s own',
    middleware: [guard('institution.join')] as const,
    request: { body: jsonBody(schemas.joinBody) },
    responses: { 201: answer('Works there now, and is signed in', schemas.joinedSchema), ...refusals },
  })
