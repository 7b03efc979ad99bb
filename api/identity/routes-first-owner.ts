import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { answer, jsonBody } from '../platform/http/answers.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { InstitutionStaff } from './institution-staff-service.ts'
import { personOf, refusals } from './routes-answers.ts'
import { linkOf, refused } from './routes-institution-staff.ts'
import * as schemas from './routes-institution-staff-schemas.ts'

export type FirstOwnerRouteParts = {
  readonly staff: InstitutionStaff
  readonly origin: () => string
  readonly guard: Guard<'intake.read' | 'intake.first_owner'>
}

/** The first owner of an institution that was taken in while the hub runs: invited by its town, once. */
export function firstOwnerRoutes({ staff, origin, guard }: FirstOwnerRouteParts) {
  /** Another town's is told apart from a missing one by nobody. */
  const isOwn = async (c: Context<Env>, id: string): Promise<boolean> => {
    const town = await staff.townOf(id)
    return town !== undefined && covers(c.get('actor'), town)
  }
  const notOwn = (c: Context<Env>): never => refused(c, { code: 'institution_unknown', field: 'institution' })
  return createRouter()
    .openapi(readRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!(await isOwn(c, id))) return notOwn(c)
      const { invitations, ...told } = await staff.readFirst(id)
      c.header('cache-control', 'no-store')
      const waiting = invitations.map(({ id: invitationId, email, validUntil }) => ({
        invitationId,
        email,
        validUntil,
      }))
      // Once there is an owner, whom they invite is theirs alone to know.
      return c.json({ ...told, invitations: told.hasOwner ? [] : waiting }, 200)
    })
    .openapi(inviteRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!(await isOwn(c, id))) return notOwn(c)
      const asked = { ...c.req.valid('json'), institution: id, invitedBy: personOf(c) }
      const invited = await staff.inviteFirst(asked)
      if (!invited.ok) return refused(c, invited.error)
      const { invitation, token } = invited.value
      c.header('cache-control', 'no-store')
      const link = linkOf(origin(), invitation.language, token)
      return c.json({ invitationId: invitation.id, validUntil: invitation.validUntil, link }, 201)
    })
    .openapi(takeBackRoute(guard), async (c) => {
      const { id, invitationId } = c.req.valid('param')
      if (!(await isOwn(c, id))) return notOwn(c)
      const ended = await staff.takeBack({ institution: id, invitationId, userId: personOf(c) })
      return ended.ok ? c.body(null, 204) : refused(c, ended.error)
    })
}

type G = FirstOwnerRouteParts['guard']
const tags = ['identity']
const path = '/institutions/{id}/first-owner'

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path,
    tags,
    summary:
      'Whether an institution that one’s town took in has an owner, and who is invited to be the first',
    middleware: [guard('intake.read')] as const,
    request: { params: schemas.institutionParameter },
    responses: { 200: answer('The first owner', firstOwnerSchema), ...refusals },
  })

const inviteRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path,
    tags,
    summary:
      'Invite the first owner of an institution that one’s town took in, by a link that is good once, for 7 days',
    middleware: [guard('intake.first_owner')] as const,
    request: {
      params: schemas.institutionParameter,
      body: jsonBody(schemas.inviteBody.omit({ role: true }).openapi('FirstOwnerInvite')),
    },
    responses: { 201: answer('Invited', schemas.invitedSchema), ...refusals },
  })

const takeBackRoute = (guard: G) =>
  createRoute({
    method: 'delete',
    path: `${path}/{invitationId}` as const,
    tags,
    summary: 'Take the invitation of a first owner back; its link opens nothing any more',
    middleware: [guard('intake.first_owner')] as const,
    request: { params: schemas.invitationParameters },
    responses: { 204: { description: 'Taken back, also when it was before' }, ...refusals },
  })

const firstOwnerSchema = z
  .object({
    hasOwner: z.boolean(),
    invitations: z
      .array(z.object({ invitationId: z.string(), email: z.string(), validUntil: z.int() }))
      .describe('Those that wait'),
    mails: z.boolean().describe('Whether a letter can be sent from here'),
  })
  .openapi('FirstOwner')
