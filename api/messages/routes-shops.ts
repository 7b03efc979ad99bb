import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { body, json, refusals, refused } from './routes-answers.ts'
import * as schemas from './routes-schemas.ts'
import { stateOf, textOf } from './routes.ts'
import type { Messages } from './service.ts'
import type { ShopLanguages } from './shop-language-service.ts'
import { shopLanguages } from './shop-language.ts'

export type ShopMessageRouteParts = {
  readonly messages: Messages
  readonly languages: ShopLanguages
  readonly guard: Guard<'message.shop'>
}

const params = z.object({ id: z.string().min(1).max(80) })
const languageSchema = z.strictObject({
  language: z.enum(shopLanguages).openapi({ description: 'Of the next message on', example: 'zh-hant' }),
})
const ownSchema = z
  .object({
    tells: z.boolean().openapi({ description: 'Whether anything is told here' }),
    shows: z.boolean().openapi({ description: 'Whether letters are kept to be read instead of being sent' }),
    ...languageSchema.shape,
    latest: z.array(schemas.shopMessageSchema),
  })
  .openapi('ShopMessages')

/** Someone else's shop is told apart from a missing one by nobody. */
const notFound = (c: Context<Env>): never =>
  problem(c, { status: 404, code: 'merchant_not_found', words: 'merchants' }) as never

/** What a shop was told, and in which language it is told from now on. */
export function shopMessageRoutes({ messages, languages, guard }: ShopMessageRouteParts) {
  return createRouter()
    .openapi(readRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      if (!covers(c.get('actor'), id)) return notFound(c)
      const [language, latest] = await Promise.all([
        languages.languageOf(id),
        messages.to({ kind: 'merchant', id }, 10),
      ])
      c.header('cache-control', 'no-store')
      return c.json(
        {
          tells: messages.tells,
          shows: messages.shows,
          language,
          latest: latest.map((tracked) => ({ ...stateOf(tracked), letter: textOf(messages, tracked) })),
        },
        200,
      )
    })
    .openapi(chooseRoute(guard), async (c) => {
      const { id } = c.req.valid('param')
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people through')
      if (!covers(actor, id)) return notFound(c)
      const chosen = await languages.choose(id, c.req.valid('json').language, person.userId)
      return chosen.ok ? c.json({ language: chosen.value }, 200) : refused(c, chosen.error)
    })
}

type G = ShopMessageRouteParts['guard']
const tags = ['messages']

const readRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/messages',
    tags,
    summary: 'What this shop was told by mail, the newest first, and in which language it is told',
    middleware: [guard('message.shop')] as const,
    request: { params },
    responses: { 200: json(ownSchema, 'The letters of this shop'), ...refusals },
  })

const chooseRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/merchants/{id}/message-language',
    tags,
    summary: 'Choose the language in which this shop is told, from the next message on',
    middleware: [guard('message.shop')] as const,
    request: { params, headers: idempotencyHeader, body: body(languageSchema) },
    responses: { 200: json(languageSchema, 'Chosen'), ...refusals },
  })
