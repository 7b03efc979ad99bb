import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { stateOfChange, type BankAccountChange, type ChangeAct } from './bank-account-change.ts'
import type { BankAccountChanges } from './bank-account-change-service.ts'
import { statusOfMerchantRefusal, type MerchantRefusal } from './errors.ts'
import { tidyMerchantCode } from './merchant-code.ts'
import { refused } from './routes.ts'
import * as schemas from './routes-schemas.ts'
import type { Merchants } from './service.ts'

export type BankAccountChangeRoutesParts = {
  readonly changes: BankAccountChanges
  readonly merchants: Pick<Merchants, 'find' | 'findOpenByCode'>
  readonly now: () => number
  readonly guard: Guard<
    | 'merchant.read'
    | 'merchant.bank_account'
    | 'bank_account.read'
    | 'bank_account.check'
    | 'bank_account.approve'
    | 'bank_account.cancel'
  >
}

const instant = z.int().openapi({ description: 'Epoch milliseconds' })
const id = z.string().min(1).max(80)
const reason = z.string().trim().min(1).max(500)
const reasonBody = z.strictObject({ reason })

const changeSchema = schemas.bankAccountSchema
  .extend({
    id: z.string(),
    merchantId: z.string(),
    shop: z.string(),
    phone: z.string().openapi({ description: 'The number that the office knows: the one to call' }),
    state: z.enum(['asked', 'checked', 'cooling', 'in_force', 'refused', 'cancelled']),
    byStaff: z.boolean().openapi({ description: 'Asked for by the office, on the shop’s behalf' }),
    askedAt: instant,
    inForceAt: instant.nullable().openapi({ description: 'Until then payouts go to the account before' }),
    steps: z.array(
      z.object({
        what: z.enum(['checked', 'approved', 'refused', 'cancelled']),
        by: z.string().nullable().openapi({ description: 'By name' }),
        reason: z.string(),
        at: instant,
      }),
    ),
  })
  .openapi('BankAccountChange')

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const body = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})
const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such shop or change'),
  409: problemAnswer('Not possible as things stand; `code` says why'),
  422: problemAnswer('A field cannot be used; it is named'),
}

const refusedBy = (c: Context<Env>, error: MerchantRefusal) =>
  refused(c, error, statusOfMerchantRefusal(error))

function personOf(c: Context<Env>): string {
  const { person } = c.get('actor')
  assert(person !== undefined, 'the guard lets only people through')
  return person.userId
}

/** Where a shop's money goes, changed with four eyes and a cool-down. */
export function bankAccountChangeRoutes({ changes, merchants, now, guard }: BankAccountChangeRoutesParts) {
  const shown = async (change: BankAccountChange) => {
    const { steps, askedBy: _a, number: _n, ...rest } = change
    const shop = await merchants.find(change.merchantId)
    return {
      ...rest,
      shop: shop?.nameJa ?? '',
      phone: shop?.contactPhone ?? '',
      state: stateOfChange(change, now()),
      inForceAt: steps.find(({ what }) => what === 'approved')?.inForceAt ?? null,
      steps: steps.map(({ what, name, reason: why, at }) => ({ what, by: name ?? null, reason: why, at })),
    }
  }
  const act = async (c: Context<Env>, what: ChangeAct, given: { id: string; reason: string }) => {
    const done = await changes.act({ ...given, what, doneBy: personOf(c) })
    return done.ok ? c.json(await shown((await changes.find(given.id))!), 200) : refusedBy(c, done.error)
  }
  return createRouter()
    .openapi(openRoute(guard), async (c) => {
      const shopId = c.req.valid('param').id
      if (!covers(c.get('actor'), shopId)) return refusedBy(c, { code: 'merchant_not_found' })
      const open = await changes.openOf(shopId)
      c.header('cache-control', 'no-store')
      return c.json({ change: open === undefined ? null : await shown(open) }, 200)
    })
    .openapi(askRoute(guard), async (c) => {
      const merchantId = c.req.valid('param').id
      if (!covers(c.get('actor'), merchantId)) return refusedBy(c, { code: 'merchant_not_found' })
      const key = c.req.valid('header')['idempotency-key']
      const asked = await changes.ask({ merchantId, bank: c.req.valid('json'), key, askedBy: personOf(c) })
      return asked.ok ? c.json(await shown(asked.value), 201) : refusedBy(c, asked.error)
    })
    .openapi(ownCancelRoute(guard), async (c) => {
      const merchantId = c.req.valid('param').id
      const { changeId } = c.req.valid('json')
      const change = covers(c.get('actor'), merchantId) ? await changes.find(changeId) : undefined
      if (change?.merchantId !== merchantId) return refusedBy(c, { code: 'change_not_found' })
      return act(c, 'cancelled', { id: changeId, reason: '' })
    })
    .openapi(listRoute(guard), async (c) => {
      c.header('cache-control', 'no-store')
      return c.json({ changes: await Promise.all((await changes.latest(100)).map(shown)) }, 200)
    })
    .openapi(behalfRoute(guard), async (c) => {
      const { merchantCode, reason: onBehalf, ...bank } = c.req.valid('json')
      const found = await merchants.findOpenByCode(tidyMerchantCode(merchantCode))
      if (!found.ok) return refused(c, { ...found.error, field: 'merchantCode' }, 422)
      const merchantId = found.value.id
      const key = c.req.valid('header')['idempotency-key']
      const asked = await changes.ask({ merchantId, bank, key, askedBy: personOf(c), onBehalf })
      return asked.ok ? c.json(await shown(asked.value), 201) : refusedBy(c, asked.error)
    })
    .openapi(
      checkRoute(guard),
      async (c) => act(c, 'checked', { ...c.req.valid('param'), ...c.req.valid('json') }) as never,
    )
    .openapi(
      cancelRoute(guard),
      async (c) => act(c, 'cancelled', { ...c.req.valid('param'), ...c.req.valid('json') }) as never,
    )
    .openapi(decideRoute(guard), async (c) => {
      const { id: changeId, decision } = c.req.valid('param')
      const what = decision === 'approval' ? 'approved' : 'refused'
      return act(c, what, { id: changeId, ...c.req.valid('json') })
    })
}

type G = BankAccountChangeRoutesParts['guard']
const tags = ['merchants']
const one = { 200: json(changeSchema, 'The change as it stands now'), ...refusals }

const openRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/bank-account-change',
    tags,
    summary: 'The change of a shop’s bank account that is under way',
    middleware: [guard('merchant.read')] as const,
    request: { params: z.object({ id }) },
    responses: { 200: json(z.object({ change: changeSchema.nullable() }), 'The change'), ...refusals },
  })

const askRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/bank-account-changes',
    tags,
    summary: 'Ask for another bank account; payouts go to the one in force until the change has cooled down',
    middleware: [guard('merchant.bank_account')] as const,
    request: {
      params: z.object({ id }),
      headers: idempotencyHeader,
      body: body(schemas.bankDetailsSchema),
    },
    responses: { 201: json(changeSchema, 'Asked for'), ...refusals },
  })

const ownCancelRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/merchants/{id}/bank-account-cancellation',
    tags,
    summary: 'The shop cancels a change of its bank account, until the day on which it would hold',
    middleware: [guard('merchant.bank_account')] as const,
    request: {
      params: z.object({ id }),
      headers: idempotencyHeader,
      body: body(z.strictObject({ changeId: id })),
    },
    responses: one,
  })

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/bank-account-changes',
    tags,
    summary: 'Changes of bank accounts with who did what about them, the newest first',
    middleware: [guard('bank_account.read')] as const,
    responses: { 200: json(z.object({ changes: z.array(changeSchema) }), 'A hundred at most'), ...refusals },
  })

const behalfRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/bank-account-changes',
    tags,
    summary: 'Ask for another bank account on a shop’s behalf, with how it was made sure of',
    middleware: [guard('bank_account.check')] as const,
    request: {
      headers: idempotencyHeader,
      // In the order in which it is asked: the first wrong field is the one that is named.
      body: body(z.strictObject({ merchantCode: id, ...schemas.bankDetailsSchema.shape, reason })),
    },
    responses: { 201: json(changeSchema, 'Asked for and checked'), ...refusals },
  })

const checkRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/bank-account-changes/{id}/check',
    tags,
    summary: 'Say how it was made sure of with the shop',
    middleware: [guard('bank_account.check')] as const,
    request: { params: z.object({ id }), headers: idempotencyHeader, body: body(reasonBody) },
    responses: one,
  })

const cancelRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/bank-account-changes/{id}/cancellation',
    tags,
    summary: 'The office cancels a change, when the shop says that it did not ask for it',
    middleware: [guard('bank_account.cancel')] as const,
    request: { params: z.object({ id }), headers: idempotencyHeader, body: body(reasonBody) },
    responses: one,
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/bank-account-changes/{id}/{decision}',
    tags,
    summary: 'Let a checked change begin to cool down, or refuse it; never by who checked or asked for it',
    middleware: [guard('bank_account.approve')] as const,
    request: {
      params: z.object({ id, decision: z.enum(['approval', 'refusal']) }),
      headers: idempotencyHeader,
      body: body(reasonBody),
    },
    responses: one,
  })
