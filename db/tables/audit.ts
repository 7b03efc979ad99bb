import { sql } from 'drizzle-orm'
import type { Kit } from '../kit.ts'

/** The sealed record of the books. Every row of it is append-only (triggers). */
export const auditTables = (k: Kit) => {
  /** One row a sealed journal: the leaves of the tree, in their order. Hashes are base64. */
  const seals = k.table(
    'seals',
    {
      /** 0, 1, 2 …, without a gap. */
      sequence: k.int('sequence').primaryKey(),
      journalId: k.text('journal_id').notNull(),
      /** 32 random bytes of this journal alone. */
      salt: k.text('salt').notNull(),
      /** The hash of the seal before; null for the first. */
      previous: k.text('previous'),
      /** The leaf hash. */
      hash: k.text('hash').notNull(),
      sealedAt: k.int('sealed_at').notNull(),
    },
    (t) => [
      k.unique('seals_journal').on(t.journalId),
      k.check('seal_follows', sql`(${t.sequence} = 0) = (${t.previous} is null) and ${t.sequence} >= 0`),
    ],
  )

  /** The hashes of whole subtrees above the leaves, so that a proof reads a few rows of a record of any length. */
  const sealNodes = k.table(
    'seal_nodes',
    {
      /** The subtree has 2^level leaves. */
      level: k.int('level').notNull(),
      position: k.int('position').notNull(),
      hash: k.text('hash').notNull(),
    },
    (t) => [
      k.primaryKey({ columns: [t.level, t.position] }),
      k.check('seal_node_above_leaves', sql`${t.level} between 1 and 52 and ${t.position} >= 0`),
    ],
  )

  /** Signed statements of the record's length and root hash, as published. */
  const checkpoints = k.table('checkpoints', {
    size: k.int('size').primaryKey(),
    note: k.text('note').notNull(),
    createdAt: k.int('created_at').notNull(),
  })

  /** The books at the end of a Japanese day, signed, as published. */
  const statements = k.table('statements', {
    day: k.text('day').primaryKey(),
    /** Counted over the first so many seals. */
    size: k.int('size').notNull(),
    note: k.text('note').notNull(),
    createdAt: k.int('created_at').notNull(),
  })

  /** The books at a base date (基準日), frozen and signed. */
  const baseDateReports = k.table('base_date_reports', {
    baseDate: k.text('base_date').primaryKey(),
    /** Over the first so many seals. */
    size: k.int('size').notNull(),
    note: k.text('note').notNull(),
    createdAt: k.int('created_at').notNull(),
  })

  /** The public keys that ever signed, as C2SP writes them. */
  const auditKeys = k.table('audit_keys', {
    verifier: k.text('verifier').primaryKey(),
    createdAt: k.int('created_at').notNull(),
  })

  return { seals, sealNodes, checkpoints, statements, baseDateReports, auditKeys }
}
