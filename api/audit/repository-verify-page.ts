import { sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Readable } from '../../db/store.ts'
import type { RecordedEntry, TakenLot } from './canonical.ts'
import { checkedPage } from './record-page.ts'
import type { Pages, SealedJournal } from './record-page.ts'
import type { LotInText } from './sealed-text.ts'

type Reads = Pick<Readable, 'query' | 'prepareRead'>

/** So many seals are read in one piece that reading them costs little besides, and nobody waits long behind it. */
export const sealsAtOnce = 1_000

/** The pages of a record, one after the other, by whoever asks for them. */
export function recordPages(store: Reads, atOnce = sealsAtOnce): Pages {
  const sealedFrom = sealedJournals(store)
  return async (from) => checkedPage(await sealedFrom(from, atOnce), from)
}

/**
 * Seals with their journals in the order of the record, a page in four reads along the same stretch of it. JSON is taken as
 * its text: what is hashed is what stands in the row.
 */
function sealedJournals(store: Reads) {
  const reads = compile(store)
  return async (sequence: number, limit: number): Promise<SealedJournal[]> => {
    const seals = await reads.seals({ sequence, limit })
    const [first, last] = [seals[0]?.sequence, seals.at(-1)?.sequence]
    if (first === undefined || last === undefined) return []
    const [entries, lots, taken] = await Promise.all([
      reads.entries({ first, last }),
      reads.lots({ first, last }),
      reads.taken({ first, last }),
    ])
    const next = { entries: inTurn(entries), lots: inTurn(lots), taken: inTurn(taken) }
    return seals.map((row) => {
      const parts = {
        entries: next.entries(row.sequence),
        lots: next.lots(row.sequence),
        taken: next.taken(row.sequence),
      }
      return sealedJournal(row, parts)
    })
  }
}

type SealRow = Awaited<ReturnType<ReturnType<typeof compile>['seals']>>[number]

function compile({ query, prepareRead }: Reads) {
  const ph = sql.placeholder
  const within = sql`s.sequence >= ${ph('first')} and s.sequence <= ${ph('last')}`
  const seals = prepareRead(
    query
      .select({
        sequence: of<number>`s.sequence`,
        journalId: of<string>`s.journal_id`,
        salt: of<string>`s.salt`,
        previous: of<string | null>`s.previous`,
        hash: of<string>`s.hash`,
        // Null where the journal is gone.
        id: of<string | null>`j.id`,
        kind: of<string>`j.kind`,
        at: of<number>`j.created_at`,
        parentId: of<string | null>`j.parent_id`,
        scope: of<string>`j.scope`,
        key: of<string>`j.key`,
        body: of<string>`j.body`,
        content: of<string | null>`k.content`,
        answer: of<string | null>`k.answer`,
      })
      .from(
        sql`seals s left join journals j on j.id = s.journal_id
          left join keys k on k.scope = j.scope and k.key = j.key`,
      )
      .where(sql`s.sequence >= ${ph('sequence')}`)
      .orderBy(sql`s.sequence`)
      .limit(ph('limit')),
  )
  // Joined from the left: an account or fund that is gone changes the hash, it does not hide the entry.
  const entries = prepareRead(
    query
      .select({
        sequence: of<number>`s.sequence`,
        line: of<number>`e.line`,
        accountId: of<string>`e.account_id`,
        accountKind: of<string>`coalesce(a.kind, '')`,
        fundId: of<string>`e.fund_id`,
        instrument: of<string>`coalesce(f.instrument, '')`,
        municipality: of<string | null>`f.municipality`,
        lotId: of<string | null>`e.lot_id`,
        amountYen: of<number>`e.amount_yen`,
        balanceAfterYen: of<number | null>`e.balance_after_yen`,
        accountVersion: of<number | null>`e.account_version`,
      })
      .from(
        sql`seals s join entries e on e.journal_id = s.journal_id
          left join accounts a on a.id = e.account_id left join funds f on f.id = e.fund_id`,
      )
      .where(within)
      .orderBy(sql`s.sequence`, sql`e.line`),
  )
  // By the entries that brought them: an index of lots by their journal would cost each write.
  const lots = prepareRead(
    query
      .select({
        sequence: of<number>`s.sequence`,
        id: of<string>`l.id`,
        accountId: of<string>`l.account_id`,
        instrument: of<string>`l.instrument`,
        fundId: of<string>`l.fund_id`,
        issuedYen: of<number>`l.issued_yen`,
        validUntilAt: of<number>`l.valid_until`,
        rule: of<string>`l.rule`,
      })
      .from(
        sql`seals s join entries e on e.journal_id = s.journal_id
          join lots l on l.id = e.lot_id and l.journal_id = e.journal_id`,
      )
      .where(within)
      .orderBy(sql`s.sequence`, sql`l.id`),
  )
  const taken = prepareRead(
    query
      .select({
        sequence: of<number>`s.sequence`,
        position: of<number>`p.position`,
        lotId: of<string>`p.lot_id`,
        fundId: of<string>`p.fund_id`,
        amountYen: of<number>`p.amount_yen`,
      })
      .from(sql`seals s join payment_lots p on p.payment_id = s.journal_id`)
      .where(within)
      .orderBy(sql`s.sequence`, sql`p.position`),
  )
  return { seals, entries, lots, taken }
}

const of = <Value>(column: TemplateStringsArray): SQL<Value> => sql<Value>(column)

/** Hands out rows that are in the order of the record, seal after seal. */
function inTurn<Part extends { readonly sequence: number }>(rows: readonly Part[]) {
  let at = 0
  return (sequence: number): Part[] => {
    const from = at
    while (rows[at]?.sequence === sequence) at += 1
    return rows.slice(from, at)
  }
}

function sealedJournal(
  row: SealRow,
  parts: {
    readonly entries: readonly RecordedEntry[]
    readonly lots: readonly LotInText[]
    readonly taken: readonly TakenLot[]
  },
): SealedJournal {
  const { sequence, journalId, salt, previous, hash, id, kind, at, parentId, scope, key } = row
  const seal = { sequence, journalId, salt, previous, hash }
  if (id === null) return { seal, journal: undefined }
  const { body, content, answer } = row
  return { seal, journal: { id, kind, at, parentId, scope, key, body, content, answer, ...parts } }
}
