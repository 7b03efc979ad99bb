import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter, idempotencyHeader } from '../platform/http/validation.ts'
import { statusOfMerchantRefusal, type MerchantRefusal } from './errors.ts'
import { refused } from './routes.ts'
import type { Merchants } from './service.ts'
import { stateOfPicture, type PictureAct, type ShopPicture } from './shop-picture.ts'
import type { ShopPictures } from './shop-picture-service.ts'

export type ShopPictureRoutesParts = {
  readonly pictures: ShopPictures
  readonly merchants: Pick<Merchants, 'find'>
  readonly guard: Guard<'merchant.picture' | 'picture.decide' | 'merchant.find'>
}

const id = z.string().min(1).max(80)
const alt = z.string().trim().min(1).max(200)

const pictureSchema = z
  .object({
    id: z.string(),
    merchantId: z.string(),
    shop: z.object({ nameJa: z.string(), nameEn: z.string(), municipality: z.string() }),
    altJa: z.string(),
    altEn: z.string(),
    state: z.enum(['waiting', 'approved', 'refused', 'removed', 'withdrawn']),
    isShown: z.boolean().openapi({ description: 'Whether it is the one that payers see' }),
    reason: z.string().openapi({ description: 'What was said with the last decision' }),
    sentAt: z.int().openapi({ description: 'Epoch milliseconds' }),
  })
  .openapi('ShopPicture')

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such shop or picture'),
  409: problemAnswer('Not possible as things stand; `code` says why'),
  422: problemAnswer('This cannot be taken'),
  501: problemAnswer('This hub has no disk for pictures'),
}
const one = { 200: json(pictureSchema, 'The picture as it now stands'), ...refusals }
const jpeg = {
  200: {
    description: 'A JPEG, at most 960 pixels on its longer side',
    content: { 'image/jpeg': { schema: z.string().openapi({ format: 'binary' }) } },
  },
  404: problemAnswer('No such picture'),
}

const refusedBy = (c: Context<Env>, error: MerchantRefusal) =>
  refused(c, error, statusOfMerchantRefusal(error))

const nothing = { code: 'picture_not_found' } as const

/** How shops look from the street, for who pays there. */
export function shopPictureRoutes({ pictures, merchants, guard }: ShopPictureRoutesParts) {
  /** The shop, where the reader keeps it or decides for its town. */
  const ownShop = async (c: Context<Env>, shopId: string) => {
    const shop = await merchants.find(shopId)
    const actor = c.get('actor')
    return shop && (covers(actor, shop.id) || covers(actor, shop.municipality)) ? shop : undefined
  }
  const shown = async (picture: ShopPicture) => {
    const { merchantId, altJa, altEn, sentAt, steps } = picture
    const shop = await merchants.find(merchantId)
    assert(shop !== undefined, 'a picture is of a shop in the register')
    const { nameJa, nameEn, municipality } = shop
    return {
      id: picture.id,
      merchantId,
      shop: { nameJa, nameEn, municipality },
      altJa,
      altEn,
      state: stateOfPicture(picture),
      isShown: (await pictures.shownOf(merchantId))?.id === picture.id,
      reason: steps.at(-1)?.reason ?? '',
      sentAt,
    }
  }
  const act = async (c: Context<Env>, what: PictureAct, given: { id: string; reason: string }) => {
    const picture = await pictures.find(given.id)
    if (picture === undefined || !(await ownShop(c, picture.merchantId))) return refusedBy(c, nothing)
    const done = await pictures.act({ ...given, what, doneBy: personOf(c) })
    return done.ok ? c.json(await shown(done.value), 200) : refusedBy(c, done.error)
  }
  const drawn = async (c: Context<Env>, picture: ShopPicture | undefined, cacheControl: string) => {
    const bytes = picture && (await pictures.draw(picture))
    if (bytes === undefined) return refusedBy(c, nothing)
    c.header('cache-control', cacheControl)
    return c.body(bytes as Uint8Array<ArrayBuffer>, 200, { 'content-type': 'image/jpeg' })
  }
  return createRouter()
    .openapi(sendRoute(guard), async (c) => {
      const merchantId = c.req.valid('param').id
      if (!(await ownShop(c, merchantId))) return refusedBy(c, { code: 'merchant_not_found' })
      const sent = await pictures.send({
        ...c.req.valid('query'),
        merchantId,
        bytes: new Uint8Array(await c.req.arrayBuffer()),
        sentBy: personOf(c),
        key: c.req.valid('header')['idempotency-key'],
      })
      return sent.ok ? c.json(await shown(sent.value), 200) : refusedBy(c, sent.error)
    })
    .openapi(listRoute(guard), async (c) => {
      const merchantId = c.req.valid('param').id
      if (!(await ownShop(c, merchantId))) return refusedBy(c, { code: 'merchant_not_found' })
      c.header('cache-control', 'no-store')
      return c.json({ pictures: await Promise.all((await pictures.ofShop(merchantId)).map(shown)) }, 200)
    })
    .openapi(fileRoute(guard), async (c) => {
      const picture = await pictures.find(c.req.valid('param').id)
      const isOwn = picture !== undefined && (await ownShop(c, picture.merchantId)) !== undefined
      return drawn(c, isOwn ? picture : undefined, 'private, max-age=300')
    })
    .openapi(withdrawRoute(guard), (c) => act(c, 'withdrawn', { id: c.req.valid('param').id, reason: '' }))
    .openapi(deskRoute(guard), async (c) => {
      const all = await Promise.all((await pictures.latest(100)).map(shown))
      c.header('cache-control', 'no-store')
      return c.json({ pictures: all.filter(({ shop }) => covers(c.get('actor'), shop.municipality)) }, 200)
    })
    .openapi(decideRoute(guard), (c) => {
      const { id: pictureId, decision } = c.req.valid('param')
      return act(c, acts[decision], { id: pictureId, reason: c.req.valid('json').reason })
    })
    .openapi(publicRoute(guard), async (c) => {
      const { shopId, id: pictureId } = c.req.valid('param')
      const picture = await pictures.shownOf(shopId)
      return drawn(c, picture?.id === pictureId ? picture : undefined, 'public, max-age=300')
    })
}

const acts = { approval: 'approved', refusal: 'refused', removal: 'removed' } as const

function personOf(c: Context<Env>): string {
  const { person } = c.get('actor')
  assert(person !== undefined, 'the guard lets only people through')
  return person.userId
}

type G = ShopPictureRoutesParts['guard']

const sendRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/merchants/{id}/picture',
    tags: ['merchants'],
    summary: 'Send a picture of the shop’s front; the office looks at it before anybody else does',
    description:
      'The body is the file (JPEG, PNG, WebP, AVIF or TIFF, at most 4 MB), sent as `application/offset+octet-stream`. It is made small, and where it was taken is removed from it.',
    middleware: [guard('merchant.picture')] as const,
    request: {
      params: z.object({ id }),
      headers: idempotencyHeader,
      query: z.object({ altJa: alt, altEn: alt }),
    },
    responses: one,
  })

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/pictures',
    tags: ['merchants'],
    summary: 'The shop’s pictures, the newest first',
    middleware: [guard('merchant.picture')] as const,
    request: { params: z.object({ id }) },
    responses: { 200: json(z.object({ pictures: z.array(pictureSchema) }), 'Pictures'), ...refusals },
  })

const fileRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/shop-pictures/{id}/file',
    tags: ['merchants'],
    summary: 'A picture as payers will see it, for who sends it or decides on it',
    middleware: [guard('merchant.picture')] as const,
    request: { params: z.object({ id }) },
    responses: jpeg,
  })

const withdrawRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/shop-pictures/{id}/withdrawal',
    tags: ['merchants'],
    summary: 'Take a picture back, whether it waits or is shown',
    middleware: [guard('merchant.picture')] as const,
    request: { params: z.object({ id }), headers: idempotencyHeader },
    responses: one,
  })

const deskRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/shop-pictures',
    tags: ['merchants'],
    summary: 'Pictures that wait for the office, the oldest first, and then those decided last',
    middleware: [guard('picture.decide')] as const,
    responses: { 200: json(z.object({ pictures: z.array(pictureSchema) }), 'Pictures'), ...refusals },
  })

const decideRoute = (guard: G) =>
  createRoute({
    method: 'post',
    path: '/shop-pictures/{id}/{decision}',
    tags: ['merchants'],
    summary: 'Show a picture to payers, refuse it, or take it away; never by who sent it or works there',
    middleware: [guard('picture.decide')] as const,
    request: {
      params: z.object({ id, decision: z.enum(['approval', 'refusal', 'removal']) }),
      headers: idempotencyHeader,
      body: {
        required: true,
        content: {
          'application/json': { schema: z.strictObject({ reason: z.string().trim().min(1).max(500) }) },
        },
      },
    },
    responses: one,
  })

const publicRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/shops/{shopId}/picture/{id}',
    tags: ['merchants'],
    summary: 'The approved picture of a shop, as long as it is the one to show',
    middleware: [guard('merchant.find')] as const,
    request: { params: z.object({ shopId: id, id }) },
    responses: jpeg,
  })
