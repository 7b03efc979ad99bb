import { z } from '@hono/zod-openapi'
import { scannedCodeKinds } from './limits.ts'
import { weekdays } from './lot.ts'
import { amountYenSchema } from '../platform/http/validation.ts'
import { relations } from './proxy.ts'
import { topupMethods } from './topup-method.ts'

export const instant = z.int().openapi({ description: 'Epoch milliseconds', example: 1795402800000 })
export const yen = z.int().openapi({ example: 1200 })

/** Ids are made by the hub; anything longer was not. */
export const idSchema = z.string().min(1).max(64)

const funder = z
  .string()
  .nullable()
  .openapi({ description: 'Code of the municipality that funded it; null for money that was paid in' })

const lotFields = {
  lotId: z.string(),
  instrument: z.enum(['paid', 'free']),
  fundId: z.string(),
  municipality: funder,
  validUntilAt: instant.openapi({ description: 'Last instant at which it can be spent' }),
}

export const receiptLot = z.object({ ...lotFields, amountYen: yen })

export const receiptSchema = z
  .object({
    paymentId: z.string(),
    walletId: z.string(),
    merchantId: z.string(),
    amountYen: yen,
    paidAt: instant,
    lots: z.array(receiptLot).openapi({ description: 'In the order in which they were taken' }),
  })
  .openapi('Receipt')

export const refundReceiptSchema = z
  .object({
    refundId: z.string(),
    paymentId: z.string(),
    amountYen: yen,
    refundedAt: instant,
    lots: z.array(receiptLot.extend({ expired: z.boolean() })),
  })
  .openapi('RefundReceipt')

export const merchantSchema = z
  .object({ merchantId: z.string(), name: z.object({ ja: z.string(), en: z.string() }) })
  .nullable()

export const paymentSchema = z
  .object({
    paymentId: z.string(),
    merchant: merchantSchema,
    amountYen: yen,
    paidAt: instant,
    refundedYen: yen,
    correctedYen: yen.openapi({ description: 'What the issuer gave back by corrections' }),
    refundableYen: yen,
    lots: z.array(receiptLot.extend({ refundedYen: yen })),
    refunds: z.array(z.object({ refundId: z.string(), amountYen: yen, refundedAt: instant })),
    cardRefunds: z
      .array(
        z.object({
          refundId: z.string(),
          amountYen: yen,
          state: z.enum(['under_way', 'arrived', 'returned']),
        }),
      )
      .openapi({
        description:
          'What of the refunds went to cards; arrived: the card company took it; returned: it stands in the wallet again',
      }),
    proxy: z
      .object({ proxyId: z.string(), number: z.int(), relation: z.enum(relations) })
      .nullable()
      .openapi({ description: 'Who paid it in the owner’s name; told to the payer’s side alone' }),
  })
  .openapi('Payment')

export const openedWalletSchema = z
  .object({
    walletId: z.string(),
    recoveryCode: z
      .string()
      .openapi({ description: 'Shown this once', example: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8' }),
  })
  .openapi('OpenedWallet')

const ruleOfUse = z
  .object({
    municipalities: z.array(z.string()).readonly().optional(),
    merchantClasses: z.array(z.string()).readonly().optional(),
    merchants: z.array(z.string()).readonly().optional(),
    purposes: z.array(z.string()).readonly().optional(),
    weekdays: z.array(z.enum(weekdays)).readonly().optional(),
    hours: z
      .object({ from: z.string(), until: z.string() })
      .readonly()
      .optional()
      .openapi({ description: 'Japanese time, HH:MM; until is not included' }),
  })
  .openapi({ description: 'Where and when it may be spent; what is left out does not restrict' })

export const walletSchema = z
  .object({
    walletId: z.string(),
    closed: z.boolean().openapi({ description: 'Nothing moves in it until it is opened again' }),
    frozen: z.boolean().openapi({ description: 'It was stopped: nothing leaves it until it is let go' }),
    balanceYen: yen,
    heldYen: yen.openapi({ description: 'Of that, set aside for merchants; in none of the lots' }),
    disputedYen: yen.openapi({
      description: 'Of that, frozen because a card payment is disputed; in none of the lots',
    }),
    spendableYen: yen.openapi({
      description: 'Without what is held, disputed or has ended; a rule of use may narrow it at a shop',
    }),
    lots: z.array(z.object({ ...lotFields, remainingYen: yen, spendable: z.boolean(), rule: ruleOfUse })),
  })
  .openapi('Wallet')

export const devicesSchema = z
  .object({
    devices: z.array(
      z.object({
        deviceId: z.string(),
        addedAt: instant,
        isThisOne: z.boolean().openapi({ description: 'The device that asks' }),
      }),
    ),
  })
  .openapi('WalletDevices')

export const activitySchema = z
  .object({
    activity: z.array(
      z.object({
        journalId: z.string(),
        kind: z.string(),
        at: instant,
        amountYen: yen.openapi({ description: 'Signed: what the wallet holds more' }),
        paymentId: z.string().nullable(),
        merchant: merchantSchema,
        topup: z
          .object({ topupId: z.string(), method: z.enum(topupMethods) })
          .nullable()
          .openapi({ description: 'How added money came, and where its top-up is read' }),
        proxy: z
          .object({ number: z.int(), relation: z.enum(relations) })
          .nullable()
          .openapi({ description: 'The proxy of the owner who paid this, or added it' }),
      }),
    ),
    next: z.string().nullable().openapi({ description: 'Send as `before` for older lines; null at the end' }),
  })
  .openapi('Activity')

export const payBody = z.strictObject({
  merchantId: idSchema,
  amountYen: amountYenSchema,
  codeKind: z.enum(scannedCodeKinds).default('printed').openapi({
    description:
      'What was scanned: a shop’s printed board, or a code made for one sale, which may be for more and is named by `code`',
  }),
  code: z.string().min(1).max(2_000).optional().openapi({
    description:
      'The text that was scanned. Nothing is paid by one that has ended, or says otherwise. Without it the shop is paid by its number alone, and no sale is',
  }),
  lots: z
    .array(z.strictObject({ lotId: idSchema, amountYen: amountYenSchema }))
    .min(1)
    .max(1_000)
    .optional()
    .openapi({
      description:
        'From which lots the payer saw it paid, as a quote told them. Where others would pay now, nothing is paid',
    }),
})

export const quoteQuery = z.object({
  merchantId: idSchema,
  amountYen: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .transform(Number)
    .openapi({ type: 'integer', example: 1200 }),
  codeKind: z.enum(scannedCodeKinds).default('printed'),
})

export const quoteSchema = z
  .object({
    amountYen: yen,
    lots: z.array(receiptLot).openapi({ description: 'In the order in which they would be taken' }),
  })
  .openapi('PaymentQuote')

export const payableQuery = z.object({
  codeKind: z.enum(scannedCodeKinds).default('printed'),
  proxyId: idSchema
    .optional()
    .openapi({ description: 'From whose wallet this browser would pay, by its proxy' }),
})

export const payableSchema = z
  .object({
    mostYen: yen.openapi({
      description: 'Of the day, the month, the code, a young device and of what the owner lets a proxy pay',
    }),
  })
  .openapi('PaymentLimit')

export const keyParam = z.object({ key: z.string().regex(/^[\x21-\x7e]{8,100}$/) })

export const keyQuery = z.object({
  proxyId: idSchema
    .optional()
    .openapi({ description: 'As whose proxy it was paid; left out: from the own wallet' }),
})

export const paidUnderSchema = z
  .object({
    paymentId: z.string().nullable().openapi({ description: 'Null: nothing was paid under the key' }),
  })
  .openapi('PaidUnder')

export const refundBody = z.strictObject({
  paymentId: idSchema,
  amountYen: amountYenSchema.optional().openapi({ description: 'Left out: all that is left of the payment' }),
})

export const recoverBody = z.strictObject({ code: z.string().min(1).max(100) })

/** `<instant>_<journal id>`, as given by `next`. */
/** An instant, and an id or two: a record of a shop is a journal's with the shop's account. */
export const cursorPattern = /^(\d{1,16})_([\w:-]{1,129})$/

/** A page of a list: the newest first, from `before` on. */
export const pageQuery = z.strictObject({
  before: z.string().regex(cursorPattern).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})

const searchedDay = z.iso.date().regex(/^20/).openapi({ example: '2026-11-23' })

export const activityQuery = pageQuery.extend({
  text: z
    .string()
    .trim()
    .max(60)
    .optional()
    .openapi({ description: 'A part of a shop’s name in either language, or the amount', example: 'かすみ' }),
  from: searchedDay.optional(),
  until: searchedDay.optional().openapi({ description: 'The last day, included' }),
})

export const printCursor = (line: { readonly at: number; readonly journalId: string }): string =>
  `${line.at}_${line.journalId}`

export function readCursor(printed: string) {
  const [, at, id] = cursorPattern.exec(printed)!
  return { at: Number(at), id: id! }
}
