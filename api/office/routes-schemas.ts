import { z } from '@hono/zod-openapi'
import { potPeriods, weekdays } from '../currency/index.ts'

/** Epoch milliseconds. */
const instant = z.coerce.number().int().min(0).max(8_640_000_000_000_000)

const funderTotal = z.object({
  funder: z.string().nullable().openapi({ description: 'Municipality; null: money that people had paid in' }),
  amountYen: z.int(),
})

const townPosition = z.object({
  town: z.string(),
  givenElsewhereYen: z.int(),
  gotFromOthersYen: z.int(),
  netYen: z.int(),
})

const fundedYen = z.object({ fundId: z.string(), municipality: z.string().nullable(), amountYen: z.int() })

/** The account of ours that payouts leave from. */
const requesterAccount = z
  .object({
    nameKana: z.string(),
    bankKana: z.string(),
    branchKana: z.string(),
    kind: z.enum(['1', '2', '9']).openapi({ description: '1 ordinary, 2 current, 9 other' }),
    number: z.string(),
  })
  .nullable()

export const previewQuery = z.object({
  cutOffAt: instant
    .optional()
    .openapi({ description: 'Takings before this instant; left out: until the end of the last closed day' }),
})

export const previewSchema = z
  .object({
    cutOffAt: z.int(),
    payDay: z.iso.date(),
    totalYen: z.int(),
    planHash: z.string().openapi({ description: 'Hand it back to approve exactly this' }),
    from: requesterAccount.openapi({ description: 'The account it would leave from; null: none is set' }),
    payouts: z.array(
      z.object({
        merchantId: z.string(),
        merchantCode: z.string(),
        nameJa: z.string(),
        municipality: z.string(),
        amountYen: z.int(),
        feeYen: z.int().openapi({ description: 'Taken beforehand; the amount is without it' }),
        funds: z.array(fundedYen),
      }),
    ),
    waiting: z.array(
      z.object({
        merchantId: z.string(),
        nameJa: z.string(),
        amountYen: z.int(),
        unwritable: z
          .string()
          .nullable()
          .openapi({ description: 'The field of its account that no bank file can carry' }),
      }),
    ),
    later: z
      .array(
        z.object({ merchantId: z.string(), nameJa: z.string(), amountYen: z.int(), payDay: z.iso.date() }),
      )
      .openapi({ description: 'Closed takings that are agreed for a later day' }),
    byFunder: z.array(funderTotal),
    positions: z.array(townPosition),
  })
  .openapi('SettlementPreview')

export const approvalSchema = z
  .strictObject({
    cutOffAt: z.int().min(0).max(8_640_000_000_000_000),
    planHash: z.string().regex(/^[0-9a-f]{64}$/),
  })
  .openapi('SettlementApproval')

export const settlementSchema = z
  .object({
    id: z.string(),
    cutOffAt: z.int(),
    payDay: z.iso.date(),
    totalYen: z.int(),
    payoutCount: z.int(),
    planHash: z.string(),
    approvedBy: z.string(),
    createdAt: z.int(),
  })
  .openapi('Settlement')

export const payoutSchema = z
  .object({
    payoutId: z.string(),
    merchantId: z.string(),
    merchantCode: z.string(),
    nameJa: z.string(),
    municipality: z.string(),
    amountYen: z.int(),
    feeYen: z.int().openapi({ description: 'Taken beforehand; the amount is without it' }),
    funds: z.array(fundedYen),
    returned: z
      .object({ reason: z.string(), returnedAt: z.int() })
      .nullable()
      .openapi({ description: 'What the bank said when it sent it back; null: it was sent' }),
  })
  .openapi('Payout')

export const returnSchema = z
  .strictObject({
    reason: z.string().trim().min(1).max(500).openapi({ example: '該当口座なし' }),
  })
  .openapi('PayoutReturned')

export const reportSchema = settlementSchema
  .extend({
    from: requesterAccount.openapi({
      description:
        'The account it leaves from: as approved; of a run approved before this was kept, as set now, and the file is sent from that; null: neither is there',
    }),
    sentYen: z
      .int()
      .openapi({ description: 'Less than approved only where a shop gave money back in between' }),
    returnedYen: z.int().openapi({
      description: 'Sent back by banks and owed again; the totals below are without it',
    }),
    payouts: z.array(payoutSchema),
    flows: z.array(z.object({ funder: z.string().nullable(), town: z.string(), amountYen: z.int() })),
    byFunder: z.array(funderTotal),
    positions: z.array(townPosition),
  })
  .openapi('SettlementReport')

/** How long gifts from a pot are valid. */
export const validityFields = {
  validDays: z.int().openapi({ description: 'So many days after it a gift is valid at most' }),
  lastDay: z
    .string()
    .nullable()
    .openapi({ description: 'No gift is valid beyond this day', example: '2027-03-31' }),
  endOf: z.enum(potPeriods).nullable().openapi({ description: 'A gift ends with the period it was made in' }),
}

/** Where, when and for what gifts from a pot are spent, and the shops that it names. */
export const ruleFields = {
  rule: z
    .object({
      municipalities: z.array(z.string()).readonly().optional(),
      merchantClasses: z.array(z.string()).readonly().optional(),
      merchants: z.array(z.string()).readonly().optional(),
      purposes: z.array(z.string()).readonly().optional(),
      weekdays: z.array(z.enum(weekdays)).readonly().optional(),
      hours: z.object({ from: z.string(), until: z.string() }).readonly().optional(),
    })
    .openapi({ description: 'What is left out does not restrict' }),
  shops: z
    .array(z.object({ id: z.string(), code: z.string().nullable(), nameJa: z.string(), nameEn: z.string() }))
    .openapi({ description: 'The shops that the rule names' }),
}

export const potSchema = z
  .object({
    id: z.string(),
    municipality: z.string(),
    nameJa: z.string(),
    nameEn: z.string(),
    balanceYen: z.int(),
    budgetYen: z.int().openapi({ description: 'What was put into it in all' }),
    grantedYen: z.int(),
    outYen: z.int().openapi({ description: 'Of what it gave: in wallets, not spent yet' }),
    ...validityFields,
    ...ruleFields,
  })
  .openapi('Pot')

export const askSchema = z
  .strictObject({
    potId: z.string().min(1).max(120),
    amountYen: z.int().positive().max(Number.MAX_SAFE_INTEGER).openapi({ example: 1_200_000 }),
    reason: z.string().trim().min(1).max(500),
  })
  .openapi('IssueAsked')

/** Hand back what was shown: a decision is of exactly that. */
const payloadHash = z.string().regex(/^[0-9a-f]{64}$/)

export const requestDecisionSchema = z
  .strictObject({ payloadHash, reason: z.string().trim().max(500).default('') })
  .openapi('RequestDecided')

/** What every request with four eyes shows. */
export const requestFields = {
  id: z.string(),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: z.int(),
  expiresAt: z.int().openapi({ description: 'Last instant at which it can be decided' }),
  payloadHash: z.string().openapi({ description: 'Hand it back to decide exactly this' }),
  decision: z
    .object({ approved: z.boolean(), decidedBy: z.string(), reason: z.string(), decidedAt: z.int() })
    .nullable(),
}

export const proposalSchema = z
  .strictObject({
    journalId: z.string().min(1).max(64).openapi({ description: 'The number on the receipt' }),
    direction: z
      .enum(['give', 'take'])
      .openapi({ description: 'Back to the wallet that lost it there, or back from the one that got it' }),
    amountYen: z.int().positive().max(Number.MAX_SAFE_INTEGER).openapi({ example: 1_200 }),
    reason: z.string().trim().min(1).max(500),
  })
  .openapi('AdjustmentProposed')

export const adjustmentSchema = z
  .object({
    ...requestFields,
    amountYen: z.int(),
    journalId: z.string(),
    direction: z.enum(['give', 'take']),
  })
  .openapi('Adjustment')

export const issueRequestSchema = z
  .object({ ...requestFields, amountYen: z.int(), potId: z.string() })
  .openapi('IssueRequest')

export const reopeningAskedSchema = z
  .strictObject({
    accountId: z.string().min(1).max(80).openapi({ description: 'Of a wallet or a shop' }),
    reason: z.string().trim().min(1).max(500),
  })
  .openapi('ReopeningAsked')

export const reopeningSchema = z.object({ ...requestFields, accountId: z.string() }).openapi('Reopening')
