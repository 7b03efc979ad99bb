import { createRoute, z } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter } from '../platform/http/validation.ts'
import { merchantClasses } from './merchant.ts'
import type { Merchants } from './service.ts'

type ShopRoutesParts = {
  readonly merchants: Pick<Merchants, 'openShops'>
  readonly guard: Guard<'shop.list'>
}

const openShopSchema = z
  .object({
    id: z.string(),
    name: z.object({ ja: z.string(), en: z.string() }),
    municipality: z.string().describe('Code of the municipality'),
    merchantClass: z.enum(merchantClasses),
    station: z.string().nullable().describe('The station that the shop named as the nearest to it'),
    demonstration: z.boolean().describe('Invented for the demonstration'),
  })
  .openapi('OpenShop')

const shopsRoute = (guard: ShopRoutesParts['guard']) =>
  createRoute({
    method: 'get',
    path: '/shops',
    summary: 'The shops that take payments now: of a station first, then the others of a municipality',
    tags: ['merchants'],
    middleware: [guard('shop.list')] as const,
    request: {
      query: z.object({
        station: z.string().min(1).max(100).optional().openapi({ example: 'aizu-miyashita' }),
        municipality: z
          .string()
          .regex(/^[0-9]{6}$/, 'write the six digits of a municipality')
          .optional()
          .openapi({ example: '074446' }),
        limit: z.coerce.number().int().min(1).max(200).default(50),
      }),
    },
    responses: {
      200: {
        description: 'Names, towns and kinds; where neither station nor municipality is named, of all shops',
        content: {
          'application/json': { schema: z.object({ shops: z.array(openShopSchema), total: z.int() }) },
        },
      },
      400: problemAnswer('A field of the question is wrong'),
    },
  })

/** What everybody may know of the shops. */
export const shopRoutes = ({ merchants, guard }: ShopRoutesParts) =>
  createRouter().openapi(shopsRoute(guard), async (c) => {
    const { limit, ...around } = c.req.valid('query')
    const shops = await merchants.openShops(around)
    c.header('cache-control', 'public, max-age=300')
    const shown = shops.slice(0, limit).map(({ nameJa, nameEn, stationId, ...shop }) => ({
      ...shop,
      name: { ja: nameJa, en: nameEn },
      station: stationId,
    }))
    return c.json({ shops: shown, total: shops.length }, 200)
  })
