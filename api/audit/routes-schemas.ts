import { z } from '@hono/zod-openapi'
import { sealForm } from './canonical.ts'
import { proofForm } from './receipt-proof.ts'
import { statementForm } from './statement.ts'

const yen = z.int()
const hash = z.string().describe('SHA-256, base64')
const size = z.int().nonnegative().describe('Number of seals')

export const keysSchema = z
  .object({
    keys: z.array(
      z.object({
        verifier: z.string().describe('C2SP verifier key: name, key id, algorithm and key'),
        since: z.int().describe('Epoch milliseconds'),
      }),
    ),
  })
  .openapi('AuditKeys')

const sizeQuery = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

export const consistencyQuery = z.object({ from: sizeQuery, to: sizeQuery.optional() })

export const consistencySchema = z
  .object({ from: size, to: size, path: z.array(hash) })
  .openapi('ConsistencyProof')

export const statementsQuery = z.object({ limit: z.coerce.number().int().min(1).max(400).default(31) })

export const totalsSchema = z
  .object({
    issuedYen: yen.describe('Reached wallets: charged by card, given by a town'),
    usedYen: yen.describe('Paid at shops, less what they gave back'),
    expiredYen: yen,
    refundedYen: yen.describe('Given back to holders as money'),
    outstandingYen: yen.describe('In wallets'),
    owedToShopsYen: yen,
    potsYen: yen.describe('Paid in by towns, not given away yet'),
    reserveYen: yen.describe('At the bank and the card company, by these books'),
  })
  .openapi('StatementTotals')

export const statementsSchema = z
  .object({
    statements: z.array(
      z.object({
        statement: z.object({
          form: z.literal(statementForm),
          origin: z.string(),
          day: z.string().describe('Japanese calendar day, YYYY-MM-DD'),
          size,
          root: hash,
          paid: totalsSchema,
          free: totalsSchema,
        }),
        note: z.string().describe('The statement in canonical form (RFC 8785), signed (C2SP signed-note)'),
      }),
    ),
  })
  .openapi('DailyStatements')

/** Ids are made by the hub; anything longer was not. */
export const journalParams = z.object({ journalId: z.string().min(1).max(64) })

export const proofSchema = z
  .object({
    form: z.literal(proofForm),
    entry: z
      .object({
        form: z.literal(sealForm),
        sequence: z.int().nonnegative(),
        previous: hash.nullable(),
        told: z.object({
          id: z.string(),
          kind: z.string(),
          at: z.int().describe('Epoch milliseconds'),
          parentId: z.string().nullable(),
          entries: z.array(
            z.object({
              account: z.string().describe('A shop’s or the issuer’s account; every wallet is `wallet`'),
              kind: z.string(),
              fundId: z.string(),
              instrument: z.string(),
              municipality: z.string().nullable(),
              amountYen: yen,
            }),
          ),
        }),
        kept: hash.describe('Of what is kept back, salted'),
      })
      .describe('Its canonical form (RFC 8785) is the data of the leaf'),
    path: z.array(hash).describe('Inclusion proof (RFC 9162, 2.1.3), from the leaf up'),
    checkpoint: z.string(),
  })
  .openapi('ReceiptProof')
