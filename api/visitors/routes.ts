import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import type { Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { spotKinds } from './check-in.ts'
import { purposes } from './consent.ts'
import { statusOfVisitorRefusal } from './errors.ts'
import type { VisitorRefusal } from './errors.ts'
import { subjectKinds } from './ports.ts'
import type { Visitors } from './service.ts'

type Operation = 'consent.change' | 'check_in.create' | 'exposure.create' | 'visitor.read' | 'visitor.erase'

/** The name of a thing of the region: letters, digits and - . _ : only. */
const nameSchema = z.string().regex(/^[\w.:-]{1,100}$/)
const instant = z.int().describe('Epoch milliseconds')

const consentSchema = z
  .object({
    purpose: z.enum(purposes),
    given: z.boolean(),
    wordingVersion: z.string(),
    at: instant,
  })
  .openapi('Consent')

const consentStateSchema = z
  .object({
    purpose: z.enum(purposes),
    given: z.boolean(),
    changedAt: instant.nullable(),
    wordingInForce: z.string().describe('Send this back with a yes: it names the text that was shown'),
  })
  .openapi('ConsentState')

const checkInSchema = z
  .object({
    spotKind: z.enum(spotKinds),
    spotId: z.string(),
    municipality: z.string(),
    lineId: z.string().nullable(),
    day: z.string().describe('Japanese calendar day, YYYY-MM-DD'),
    at: instant,
  })
  .openapi('CheckIn')

const exposureSchema = z.object({ subjectKind: z.enum(subjectKinds), subjectId: z.string(), at: instant })

const ownDataSchema = z
  .object({
    pseudonym: z.string().nullable().describe('Null: nothing is kept about this wallet'),
    consents: z.array(consentSchema.extend({ locale: z.string() })),
    checkIns: z.array(checkInSchema),
    exposures: z.array(exposureSchema),
    assignments: z.array(z.object({ experimentId: z.string(), group: z.string(), at: instant })),
  })
  .openapi('OwnVisitorData')

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

const body = <S extends z.ZodType>(schema: S) => ({
  content: { 'application/json': { schema } },
  required: true as const,
})

const refusals = {
  400: problemAnswer('A field is missing or wrong'),
  401: problemAnswer('No wallet is open on this device'),
  404: problemAnswer('The spot or the experiment does not exist'),
  409: problemAnswer('Not agreed to, or another text is in force'),
  503: problemAnswer('Other writes were faster: send the same again'),
}

function refused(c: Context<Env>, refusal: VisitorRefusal): never {
  const { code, ...rest } = refusal
  const { field, ...facts } = rest as { field?: string } & Record<string, unknown>
  const status = statusOfVisitorRefusal(refusal)
  // The answers of a problem are described by `refusals`; the router's types know only those of success.
  return problem(c, { status, code, words: 'visitors', field, facts }) as never
}

/** The wallet that asks: the guard let only wallets through. */
const walletOf = (c: Context<Env>): string => c.get('actor').wallet?.walletId ?? ''

/** Every address of this domain, with the operation that lets it through. */
const routesOf = (guard: Guard<Operation>) => ({
  consents: createRoute({
    method: 'get',
    path: '/consents',
    tags: ['visitors'],
    summary: 'What this wallet agreed to, and the wordings in force',
    responses: {
      200: json(z.object({ consents: z.array(consentStateSchema) }), 'By purpose'),
      401: refusals[401],
    },
    middleware: [guard('visitor.read')] as const,
  }),

  change: createRoute({
    method: 'post',
    path: '/consents',
    tags: ['visitors'],
    summary: 'Agree to one purpose, or take it back',
    request: {
      headers: idempotencyHeader,
      body: body(
        z.strictObject({
          purpose: z.enum(purposes),
          given: z.boolean(),
          wordingVersion: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        }),
      ),
    },
    responses: { 200: json(consentSchema, 'Recorded'), ...refusals },
    middleware: [guard('consent.change')] as const,
  }),

  checkIn: createRoute({
    method: 'post',
    path: '/check-ins',
    tags: ['visitors'],
    summary: 'Check in at a spot: once per spot and Japanese day',
    request: {
      headers: idempotencyHeader,
      body: body(z.strictObject({ spotKind: z.enum(spotKinds), spotId: nameSchema })),
    },
    responses: {
      200: json(checkInSchema, 'Was checked in today already'),
      201: json(checkInSchema, 'Checked in'),
      ...refusals,
    },
    middleware: [guard('check_in.create')] as const,
  }),

  exposure: createRoute({
    method: 'post',
    path: '/exposures',
    tags: ['visitors'],
    summary: 'Record that something was shown; for an experiment, draw the lot',
    request: {
      headers: idempotencyHeader,
      body: body(z.strictObject({ subjectKind: z.enum(subjectKinds), subjectId: nameSchema })),
    },
    responses: {
      200: json(
        exposureSchema.extend({ group: z.string().nullable() }),
        'Recorded, with the group of the lot',
      ),
      ...refusals,
    },
    middleware: [guard('exposure.create')] as const,
  }),

  ownData: createRoute({
    method: 'get',
    path: '/visitors/me',
    tags: ['visitors'],
    summary: 'Everything that is kept about this wallet’s visits',
    responses: { 200: json(ownDataSchema, 'Own data'), 401: refusals[401] },
    middleware: [guard('visitor.read')] as const,
  }),

  erase: createRoute({
    method: 'delete',
    path: '/visitors/me',
    tags: ['visitors'],
    summary: 'Be forgotten: cuts the way from the wallet to its visits',
    responses: { 204: { description: 'Forgotten' }, 401: refusals[401] },
    middleware: [guard('visitor.erase')] as const,
  }),
})

/** The HTTP of this domain, mounted under /api. */
export function visitorRoutes({ visitors, guard }: { visitors: Visitors; guard: Guard<Operation> }) {
  const routes = routesOf(guard)
  return createRouter()
    .openapi(routes.consents, async (c) =>
      c.json({ consents: await visitors.consentState(walletOf(c)) }, 200),
    )
    .openapi(routes.change, async (c) => {
      const command = {
        ...c.req.valid('json'),
        walletId: walletOf(c),
        key: c.req.valid('header')['idempotency-key'],
        locale: c.get('locale') ?? 'ja',
      }
      const answer = await visitors.changeConsent(command)
      if (!answer.ok) return refused(c, answer.error)
      const { purpose, given, wordingVersion, at } = answer.value.record
      return c.json({ purpose, given, wordingVersion, at }, 200)
    })
    .openapi(routes.checkIn, async (c) => {
      const answer = await visitors.checkIn({ ...c.req.valid('json'), walletId: walletOf(c) })
      if (!answer.ok) return refused(c, answer.error)
      return answer.value.again ? c.json(answer.value.record, 200) : c.json(answer.value.record, 201)
    })
    .openapi(routes.exposure, async (c) => {
      const key = c.req.valid('header')['idempotency-key']
      const answer = await visitors.show({ ...c.req.valid('json'), walletId: walletOf(c), key })
      if (!answer.ok) return refused(c, answer.error)
      return c.json({ ...answer.value.record, group: answer.value.group }, 200)
    })
    .openapi(routes.ownData, async (c) => {
      c.header('cache-control', 'no-store')
      const kept = await visitors.ownData(walletOf(c))
      const nothing = { consents: [], checkIns: [], exposures: [], assignments: [] }
      const { visitor, ...rest } = kept ?? { visitor: null, ...nothing }
      return c.json(
        {
          pseudonym: visitor?.id ?? null,
          consents: [...rest.consents],
          checkIns: [...rest.checkIns],
          exposures: [...rest.exposures],
          assignments: [...rest.assignments],
        },
        200,
      )
    })
    .openapi(routes.erase, async (c) => {
      await visitors.erase(walletOf(c))
      return c.body(null, 204)
    })
}
