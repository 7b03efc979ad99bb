import { z } from '@hono/zod-openapi'
import { problemAnswer } from '../platform/http/problem.ts'
import { merchantClasses } from './merchant.ts'
import { tieKinds } from './tie.ts'

/** An identifier of an institution, an item, a shop or a tie. */
export const id = z.string().min(1).max(100)
const named = z.object({ ja: z.string(), en: z.string() })
const text = z.string().trim().min(1).max(500)
const version = z
  .int()
  .min(0)
  .max(1_000_000)
  .openapi({ description: 'The version that was seen; 0: none yet' })

/** What an institution asks of a shop. */
export const askedSchema = z.strictObject({
  shop: z.string().trim().min(1).max(80).openapi({
    description: 'A shop’s id, or the eight letters under its printed code',
    example: '7K2M9QXT',
  }),
  what: z.enum(tieKinds).openapi({
    description: 'admission: it takes the admission; sells: it sells the like of what is shown',
  }),
  item: id.optional().openapi({ description: 'The item whose like it sells; left out: all that is shown' }),
})

/** What an institution says of its admission. */
export const admissionSaidSchema = z.strictObject({
  version,
  ja: text,
  en: text,
  source: z
    .string()
    .trim()
    .min(1)
    .max(300)
    .optional()
    .openapi({ description: 'Where that is written; left out: nowhere, and readers are told so' }),
})

/** That it says nothing of it any more. */
export const admissionRemovedSchema = z.strictObject({ version })

const admission = z.object({
  version: z.int(),
  ja: z.string(),
  en: z.string(),
  source: z.string(),
  saidAt: z.int().openapi({ description: 'Epoch milliseconds' }),
})

/** What an institution says of its admission, as it stands. */
export const admissionSchema = admission.nullable()

/** A tie as either side sees it. */
export const tieSchema = z
  .object({
    id: z.string(),
    institution: z.object({ id: z.string(), name: named }),
    item: z.string().nullable(),
    itemTitle: named
      .nullable()
      .openapi({ description: 'Null where no item is named, or where it is not published any more' }),
    shop: z.object({ id: z.string(), name: named, municipality: z.string() }),
    what: z.enum(tieKinds),
    state: z.enum(['waiting', 'agreed', 'refused', 'ended']),
    askedAt: z.int().openapi({ description: 'Epoch milliseconds' }),
  })
  .openapi('ShopTie')

const tiedShopSchema = z.object({
  id: z.string(),
  name: named,
  municipality: z.string(),
  merchantClass: z.enum(merchantClasses),
  demonstration: z.boolean().openapi({ description: 'Invented for the demonstration' }),
  isOpen: z.boolean().openapi({ description: 'Whether it takes payments now' }),
  payAt: z
    .string()
    .nullable()
    .openapi({ description: 'Path of the page that pays it; null while it is not open' }),
})

/** What everybody may know. */
export const shopsOfInstitutionSchema = z
  .object({
    admission: admissionSchema,
    counters: z.array(tiedShopSchema).openapi({ description: 'Where the admission is paid' }),
    sellers: z.array(tiedShopSchema).openapi({ description: 'Who sells the like, crafts first' }),
  })
  .openapi('ShopsOfInstitution')

export const json = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})

export const refusals = {
  400: problemAnswer('A field is missing or wrong; it is named'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Not allowed'),
  404: problemAnswer('No such institution or tie'),
  409: problemAnswer('Not possible as things stand; `code` says why'),
  422: problemAnswer('This cannot be taken; `field` names what'),
  429: problemAnswer('As many wait or hold as an institution may have'),
}
