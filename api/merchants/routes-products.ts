import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { merchantClasses } from './merchant.ts'
import { isOpen } from './open-shops.ts'
import { amountYenMax } from './payment-code.ts'
import { stocks, stockShown, type Product, type ProductRefusal } from './product.ts'
import type { Products } from './product-service.ts'
import { line } from './routes-schemas.ts'
import { refused } from './routes.ts'
import type { Merchants } from './service.ts'
import type { ShopPictures } from './shop-picture-service.ts'

export type ProductRoutesParts = {
  readonly products: Products
  readonly merchants: Pick<Merchants, 'find'>
  readonly pictures: Pick<ShopPictures, 'shownOf'>
  readonly now: () => number
  readonly guard: Guard<'product.write' | 'shop.list'>
}

const id = z.string().min(1).max(80)
const name = line(60)
const month = z.int().min(1).max(12)

const saidSchema = z.strictObject({
  version: z
    .int()
    .min(0)
    .max(1_000_000)
    .openapi({ description: 'The version that was seen; 0 for a new product' }),
  nameJa: name,
  nameEn: name,
  priceYen: z.int().positive().max(amountYenMax).openapi({ description: 'With the tax in it' }),
  stock: z.enum(stocks),
  count: z
    .int()
    .min(0)
    .max(1_000_000)
    .optional()
    .openapi({ description: 'How many there are, where somebody counts' }),
  showsCount: z.boolean().openapi({ description: 'Whether visitors see how many' }),
  monthFrom: month.optional().openapi({ description: 'First month of the season' }),
  monthUntil: month.optional().openapi({ description: 'Last month of the season' }),
  isOffered: z.boolean().openapi({ description: 'False: taken off the list' }),
})

const ownSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    nameJa: z.string(),
    nameEn: z.string(),
    priceYen: z.int(),
    stock: z.enum(stocks),
    count: z.int().nullable(),
    showsCount: z.boolean(),
    monthFrom: z.int().nullable(),
    monthUntil: z.int().nullable(),
    isOffered: z.boolean(),
    saidAt: z.int().openapi({ description: 'Epoch milliseconds' }),
  })
  .openapi('Product')

const offerSchema = z
  .object({
    id: z.string(),
    name: z.object({ ja: z.string(), en: z.string() }),
    priceYen: z.int().openapi({ description: 'With the tax in it' }),
    stock: z
      .enum([...stocks, 'ask', 'out_of_season'])
      .openapi({ description: '`ask`: what was said last is too old' }),
    count: z.int().nullable().openapi({ description: 'Where the shop shows it' }),
    season: z.object({ monthFrom: z.int(), monthUntil: z.int() }).nullable(),
    saidAt: z.int().openapi({ description: 'When the shop said it last, epoch milliseconds' }),
  })
  .openapi('Offer')

const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such shop'),
  409: problemAnswer('Something else was said of it meanwhile; `code` says what to do'),
  422: problemAnswer('A field cannot be used; it is named'),
}
const statuses: Record<ProductRefusal['code'], number> = {
  product_changed: 409,
  product_count_missing: 422,
  product_month_missing: 422,
  products_too_many: 409,
  merchant_not_found: 404,
}
const refusedBy = (c: Context<Env>, error: ProductRefusal) => refused(c, error, statuses[error.code])

const own = ({ merchantId: _m, saidBy: _s, ...product }: Product) => product

/** What shops offer: said by the shop, seen by everybody. */
export function productRoutes({ products, merchants, pictures, now, guard }: ProductRoutesParts) {
  const offer = (product: Product) => {
    const { nameJa, nameEn, priceYen, count, showsCount, monthFrom, monthUntil, saidAt } = product
    const stock = stockShown(product, now())
    const isCounted = showsCount && (stock === 'in_stock' || stock === 'few')
    const season = monthFrom === null || monthUntil === null ? null : { monthFrom, monthUntil }
    return {
      id: product.id,
      name: { ja: nameJa, en: nameEn },
      priceYen,
      stock,
      count: isCounted ? count : null,
      season,
      saidAt,
    }
  }
  return createRouter()
    .openapi(listRoute(guard), async (c) => {
      const shopId = c.req.valid('param').id
      if (!covers(c.get('actor'), shopId)) return refusedBy(c, { code: 'merchant_not_found' })
      c.header('cache-control', 'no-store')
      return c.json({ products: (await products.offered(shopId)).map(own) }, 200)
    })
    .openapi(sayRoute(guard), async (c) => {
      const { id: shopId, productId } = c.req.valid('param')
      const { person, ...actor } = c.get('actor')
      assert(person !== undefined, 'the guard lets only people through')
      if (!covers(actor, shopId)) return refusedBy(c, { code: 'merchant_not_found' })
      const { count = null, monthFrom = null, monthUntil = null, ...said } = c.req.valid('json')
      const told = await products.say({
        ...said,
        count,
        monthFrom,
        monthUntil,
        merchantId: shopId,
        id: productId,
        saidBy: person.userId,
      })
      return told.ok ? c.json(own(told.value), 200) : refusedBy(c, told.error)
    })
    .openapi(publicRoute(guard), async (c) => {
      const shop = await merchants.find(c.req.valid('param').shopId)
      if (!shop || !isOpen(shop)) return refusedBy(c, { code: 'merchant_not_found' })
      const { id: shopId, nameJa, nameEn, municipality, merchantClass, stationId, demonstration } = shop
      const [seen, all] = await Promise.all([pictures.shownOf(shopId), products.offered(shopId)])
      const picture = seen
        ? { address: `/api/shops/${shopId}/picture/${seen.id}`, altJa: seen.altJa, altEn: seen.altEn }
        : null
      const named = { id: shopId, name: { ja: nameJa, en: nameEn }, municipality, merchantClass }
      c.header('cache-control', 'public, max-age=60')
      return c.json(
        { shop: { ...named, station: stationId, demonstration, picture }, products: all.map(offer) },
        200,
      )
    })
}

type G = ProductRoutesParts['guard']

const listRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/merchants/{id}/products',
    tags: ['merchants'],
    summary: 'What the shop offers, with what only the shop knows',
    middleware: [guard('product.write')] as const,
    request: { params: z.object({ id }) },
    responses: { 200: json(z.object({ products: z.array(ownSchema) }), 'By name'), ...refusals },
  })

const sayRoute = (guard: G) =>
  createRoute({
    method: 'put',
    path: '/merchants/{id}/products/{productId}',
    tags: ['merchants'],
    summary:
      'Say what a product costs and whether it is there; the version that was seen guards against overwriting',
    middleware: [guard('product.write')] as const,
    request: {
      params: z.object({ id, productId: z.string().regex(/^[\w-]{1,80}$/) }),
      body: { required: true, content: { 'application/json': { schema: saidSchema } } },
    },
    responses: { 200: json(ownSchema, 'The product as it now stands'), ...refusals },
  })

const publicRoute = (guard: G) =>
  createRoute({
    method: 'get',
    path: '/shops/{shopId}/products',
    tags: ['merchants'],
    summary: 'A shop that takes payments, and what it offers',
    middleware: [guard('shop.list')] as const,
    request: { params: z.object({ shopId: id }) },
    responses: {
      200: json(
        z.object({
          shop: z.object({
            id: z.string(),
            name: z.object({ ja: z.string(), en: z.string() }),
            municipality: z.string(),
            merchantClass: z.enum(merchantClasses),
            station: z.string().nullable(),
            demonstration: z.boolean(),
            picture: z.object({ address: z.string(), altJa: z.string(), altEn: z.string() }).nullable(),
          }),
          products: z.array(offerSchema),
        }),
        'By name',
      ),
      400: refusals[400],
      404: refusals[404],
    },
  })
