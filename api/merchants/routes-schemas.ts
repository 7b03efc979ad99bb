import { z } from '@hono/zod-openapi'
import { positionPattern } from './till-position.ts'
import { amountYenMax } from './payment-code.ts'
import { applicantLanguages, depositTypes, merchantClasses, merchantStatuses } from './merchant.ts'
import { profileKinds } from './payout-profile.ts'

/**
 * A line of text as people type it: no control characters, and none that cannot be seen (turning the direction of
 * writing round, joining nothing), which make one name look like another. Spaces at the ends are forgiven.
 */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .regex(/^[^\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}]*$/u)

const bankDetails = {
  bankCode: z
    .string()
    .regex(/^[0-9]{4}$/)
    .openapi({ example: '0126' }),
  branchCode: z
    .string()
    .regex(/^[0-9]{3}$/)
    .openapi({ example: '401' }),
  depositType: z
    .literal(depositTypes)
    .openapi({ enum: [...depositTypes], description: '1 ordinary, 2 current, 4 savings, 9 other' }),
  accountNumber: z
    .string()
    .regex(/^[0-9]{1,7}$/)
    .openapi({ example: '1234567' }),
  holderKana: line(60).openapi({ example: 'カスミショクドウ' }),
}

export const bankDetailsSchema = z.strictObject(bankDetails).openapi('ShopBankDetails')

/** What a shop tells when it applies. `password` only from somebody who is not signed in. */
export const applicationSchema = z
  .strictObject({
    nameJa: line(25).openapi({ example: 'かすみ食堂', description: 'Shown to customers' }),
    nameKana: line(50)
      .regex(/^[\p{scx=Hiragana}\p{scx=Katakana}0-9A-Za-zＡ-Ｚａ-ｚ０-９\s・ー－().&-]+$/u)
      .openapi({ example: 'カスミショクドウ' }),
    nameEn: z
      .string()
      .trim()
      .regex(/^[\x20-\x7e]{1,25}$/)
      .openapi({ example: 'Kasumi Shokudo', description: 'Printed in the code' }),
    municipality: z
      .string()
      .regex(/^[0-9]{6}$/)
      .openapi({ example: '074446' }),
    merchantClass: z.enum(merchantClasses),
    stationId: z
      .string()
      .regex(/^[a-z0-9-]{1,60}$/)
      .nullable()
      .default(null)
      .openapi({ description: 'The nearest station, if there is one' }),
    contactName: line(60),
    contactPhone: z
      .string()
      .trim()
      .regex(/^[0-9+()\- ]{9,20}$/)
      .openapi({ example: '0241-00-0000' }),
    contactEmail: z.email().max(200),
    ...bankDetails,
    password: z.string().min(10).max(128).optional(),
    language: z
      .enum(applicantLanguages)
      .default('ja')
      .openapi({ description: 'In which the shop is written to' }),
  })
  .openapi('ShopApplication')

/** What an operator who proposes to open an account again is told of its shop. */
export const closedMerchantSchema = z
  .object({
    id: z.string(),
    accountId: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    closedAt: z.int().openapi({ description: 'Since when nothing moves in its account, epoch milliseconds' }),
  })
  .openapi('ClosedMerchant')

export const merchantSchema = z
  .object({
    id: z.string(),
    code: z.string().nullable(),
    nameJa: z.string(),
    nameKana: z.string(),
    nameEn: z.string(),
    municipality: z.string(),
    merchantClass: z.enum(merchantClasses),
    stationId: z.string().nullable(),
    status: z.enum(merchantStatuses),
    contactName: z.string(),
    contactPhone: z.string(),
    contactEmail: z.string(),
    demonstration: z.boolean(),
    appliedAt: z.int(),
    decidedAt: z.int().nullable(),
    decisionReason: z.string().nullable(),
    accountId: z.string().nullable().openapi({ description: 'Of the ledger, once it was admitted' }),
    closedAt: z.int().nullable().openapi({ description: 'Since when nothing moves in its account' }),
  })
  .openapi('Shop')

export const bankAccountSchema = z
  .object({
    bankCode: z.string(),
    bankNameKana: z.string(),
    branchCode: z.string(),
    branchNameKana: z.string(),
    depositType: z.literal(depositTypes).openapi({ enum: [...depositTypes] }),
    accountNumber: z.string(),
    holderKana: z.string(),
  })
  .openapi('ShopBankAccount')

const payoutProfileSchema = z
  .object({
    kind: z.enum(profileKinds),
    weekday: z.int().nullable().openapi({ description: 'Of a weekly one: 1 Monday … 5 Friday' }),
    closingDay: z.int().nullable().openapi({ description: 'Of a monthly one; 31: the last of any month' }),
    payingDay: z.int().nullable(),
    monthsAfter: z.int().nullable().openapi({ description: '1: paid in the month after the closing' }),
  })
  .openapi('PayoutProfile')

const forecastLine = z.object({
  payDay: z.iso.date().openapi({ description: 'Bank day on which it arrives' }),
  amountYen: z.int().openapi({ description: 'Negative: a shortfall that later takings cover' }),
  takingsDays: z.array(z.iso.date()),
})

export const tillSchema = z
  .object({
    day: z.iso.date(),
    count: z.int(),
    todayYen: z.int().openapi({ description: 'Taken today less what went back of it' }),
    refundedYen: z.int(),
    weekAgo: z.object({
      day: z.iso.date(),
      untilAt: z.int().openapi({ description: 'This time of day, a week ago, epoch milliseconds' }),
      count: z.int(),
      takenYen: z.int(),
    }),
    payout: z.object({
      balanceYen: z.int(),
      lines: z.array(forecastLine),
      profile: payoutProfileSchema.openapi({ description: 'What holds for what is taken today' }),
      payDayOfToday: z.iso.date().openapi({ description: 'Bank day on which today’s takings come' }),
      changes: z
        .array(payoutProfileSchema.extend({ fromDay: z.iso.date() }))
        .openapi({ description: 'What was decided for takings of a later day on' }),
      fee: z
        .object({
          rateBasisPoints: z.int(),
          rounding: z.enum(['down', 'half_up', 'up']),
          yearlyCapYen: z.int(),
          from: z.iso.date(),
        })
        .nullable()
        .openapi({ description: 'Taken off when it is paid out: the lines are before it. Null: none' }),
      history: z
        .array(payoutProfileSchema.extend({ fromDay: z.iso.date() }))
        .openapi({ description: 'Everything that was decided, in the order of the decisions' }),
      cameBack: z.array(z.object({ amountYen: z.int(), reason: z.string(), returnedAt: z.int() })).openapi({
        description: 'Sent back by the bank: nothing is paid until the shop said where its money is to go',
      }),
    }),
  })
  .openapi('Till')

const movedYen = {
  payments: z.int(),
  takenYen: z.int(),
  refundedYen: z.int(),
  purchasesYen: z.int().openapi({ description: 'Bought from other shops, and sold to them' }),
  feesYen: z.int().openapi({ description: 'For being paid out; consumption tax is in it' }),
  paidOutYen: z.int(),
  cameBackYen: z.int().openapi({ description: 'Payouts that a bank sent back: owed again' }),
  otherYen: z.int(),
}

export const statementSchema = z
  .object({
    month: z.string(),
    firstDay: z.iso.date(),
    lastDay: z.iso.date(),
    fromAt: z.int(),
    untilAt: z.int().openapi({ description: 'The closing of the last day; not included' }),
    isOver: z.boolean().openapi({ description: 'False: figures still change' }),
    openingYen: z.int().openapi({ description: 'Owed to the shop before' }),
    closingYen: z.int(),
    total: z
      .object(movedYen)
      .openapi({ description: 'Signed: what the shop is owed more; opening and total are the closing' }),
    days: z
      .array(z.object({ day: z.iso.date(), ...movedYen }))
      .openapi({ description: 'Days on which something moved' }),
    payouts: z.array(
      z.object({
        payoutId: z.string(),
        payDay: z.iso.date(),
        amountYen: z.int(),
        returnedAt: z.int().nullable().openapi({ description: 'When the bank sent it back' }),
      }),
    ),
  })
  .openapi('ShopStatement')

export const tillPaymentSchema = z
  .object({ paymentId: z.string(), amountYen: z.int(), refundedYen: z.int(), paidAt: z.int() })
  .openapi('TillPayment')

export const paymentsSchema = z
  .object({
    day: z.iso.date(),
    count: z.int().nullable().openapi({ description: 'Null: not shown to this clerk' }),
    todayYen: z.int().nullable(),
    payments: z
      .array(tillPaymentSchema)
      .openapi({ description: 'Newest first; after a cursor, in the order they came' }),
    cursor: z.string().openapi({ description: 'Where to go on: hand it back as `since`' }),
  })
  .openapi('TillPayments')

export const paymentsQuery = z.object({
  since: z.string().regex(positionPattern).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(30),
})

export const saleReferenceSchema = z.string().regex(/^T[0-9a-z]{8,24}$/)

export const codeQuery = z.object({
  amountYen: z.coerce
    .number()
    .int()
    .min(1)
    .max(amountYenMax)
    .optional()
    .openapi({ description: 'Makes the code of one sale' }),
  reference: saleReferenceSchema.optional().openapi({ description: 'Of a sale whose code is shown again' }),
})

const codeEnd = z.int().nullable().openapi({
  description:
    'Last instant at which the code of one sale is paid, epoch milliseconds; null where there is no end',
})

export const codeSchema = z
  .object({
    merchantCode: z.string(),
    payload: z.string().openapi({ description: 'EMVCo merchant-presented payload' }),
    link: z.url().openapi({ description: 'What the printed QR code holds: opens in an ordinary camera' }),
    endsAt: codeEnd,
    reference: z.string().nullable().openapi({ description: 'Names the sale; null of a board' }),
  })
  .openapi('ShopCode')

export const saleSchema = z
  .object({
    reference: z.string(),
    state: z
      .enum(['open', 'paid', 'withdrawn', 'ended'])
      .openapi({ description: '`ended`: its time passed and nobody paid' }),
    endsAt: z.int().openapi({ description: 'Last instant at which it can be paid, epoch milliseconds' }),
    paid: z
      .object({ paymentId: z.string(), amountYen: z.int() })
      .nullable()
      .openapi({ description: 'What arrived' }),
  })
  .openapi('Sale')

export const scannedSchema = z
  .object({
    merchantId: z.string(),
    merchantCode: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    municipality: z.string(),
    merchantClass: z.enum(merchantClasses),
    demonstration: z.boolean(),
    amountYen: z.int().nullable().openapi({ description: 'Set by the shop; null: the customer enters it' }),
    reference: z.string().nullable(),
    endsAt: codeEnd,
    picture: z
      .object({
        address: z.string().openapi({ description: 'Path of the picture on this hub' }),
        altJa: z.string(),
        altEn: z.string(),
      })
      .nullable()
      .openapi({ description: 'The shop’s front, as the office approved it; null where there is none' }),
  })
  .openapi('ScannedCode')
