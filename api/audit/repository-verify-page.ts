import type { Store } from '../../db/store.ts'
import type { RecordedEntry, RecordedLot, TakenLot } from './canonical.ts'
import type { SealedJournal } from './record-verify.ts'

/**
 * Seals with their journals in the order of the record, a page in four reads along the same stretch of it. Columns as they
 * come, without the query builder: to map their names took as long as to read them.
 */
export function sealedJournals(store: Store) {
  const read = async <Row>(statement: string): Promise<Row[]> =>
    (await store.raw(statement)) as unknown as Row[]
  return async (sequence: number, limit: number): Promise<SealedJournal[]> => {
    const seals = await read<SealRow>(sealsFrom(sequence, limit))
    const [first, last] = [seals[0], seals.at(-1)]
    if (first === undefined || last === undefined) return []
    const within = `s.sequence between ${first.sequence} and ${last.sequence}`
    const [entries, lots, taken] = await Promise.all([
      read<Placed<RecordedEntry>>(entriesOf(within)),
      read<Placed<RecordedLot>>(lotsOf(within)),
      read<Placed<TakenLot>>(takenOf(within)),
    ])
    const next = { entries: inTurn(entries), lots: inTurn(lots), taken: inTurn(taken) }
    return seals.map((row) => {
      const parts = {
        entries: next.entries(row.sequence),
        lots: next.lots(row.sequence).map((lot) => ({ ...lot, rule: parsed(lot.rule as string) })),
        taken: next.taken(row.sequence),
      }
      return sealedJournal(row, parts)
    })
  }
}

type SealRow = {
  sequence: number
  journalId: string
  salt: string
  previous: string | null
  hash: string
  /** Null where the journal is gone. */
  id: string | null
  kind: string
  at: number
  parentId: string | null
  scope: string
  key: string
  body: string
  content: string | null
  answer: string | null
}

const sealsFrom = (sequence: number, limit: number): string =>
  `select s.sequence, s.journal_id as "journalId", s.salt, s.previous, s.hash, j.id, j.kind, j.created_at as at,
    j.parent_id as "parentId", j.scope, j.key, j.body, k.content, k.answer
  from seals s left join journals j on j.id = s.journal_id
  left join keys k on k.scope = j.scope and k.key = j.key
  where s.sequence >= ${sequence} order by s.sequence limit ${limit}`

// Joined from the left: an account or fund that is gone changes the hash, it does not hide the entry.
const entriesOf = (within: string): string =>
  `select s.sequence, e.line, e.account_id as "accountId", coalesce(a.kind, '') as "accountKind", e.fund_id as "fundId",
    coalesce(f.instrument, '') as instrument, f.municipality, e.lot_id as "lotId", e.amount_yen as "amountYen",
    e.balance_after_yen as "balanceAfterYen", e.account_version as "accountVersion"
  from seals s join entries e on e.journal_id = s.journal_id
  left join accounts a on a.id = e.account_id left join funds f on f.id = e.fund_id
  where ${within} order by s.sequence, e.line`

// By the entries that brought them: an index of lots by their journal would cost each write.
const lotsOf = (within: string): string =>
  `select s.sequence, l.id, l.account_id as "accountId", l.instrument, l.fund_id as "fundId",
    l.issued_yen as "issuedYen", l.valid_until as "validUntilAt", l.rule
  from seals s join entries e on e.journal_id = s.journal_id
  join lots l on l.id = e.lot_id and l.journal_id = e.journal_id
  where ${within} order by s.sequence, l.id`

const takenOf = (within: string): string =>
  `select s.sequence, p.position, p.lot_id as "lotId", p.fund_id as "fundId", p.amount_yen as "amountYen"
  from seals s join payment_lots p on p.payment_id = s.journal_id
  where ${within} order by s.sequence, p.position`

type Placed<Part> = Part & { readonly sequence: number }

/** Hands out rows that are in the order of the record, seal after seal. */
function inTurn<Part>(rows: readonly Placed<Part>[]) {
  let at = 0
  return (sequence: number): Omit<Placed<Part>, 'sequence'>[] => {
    const from = at
    while (rows[at]?.sequence === sequence) at += 1
    return rows.slice(from, at).map(withoutPlace)
  }
}

/** What is left is hashed, name by name. */
function withoutPlace<Part>(row: Placed<Part>): Omit<Placed<Part>, 'sequence'> {
  const { sequence: _, ...part } = row
  return part
}

const parsed = (text: string | null): unknown => (text === null ? null : (JSON.parse(text) as unknown))

function sealedJournal(
  row: SealRow,
  parts: { entries: RecordedEntry[]; lots: RecordedLot[]; taken: TakenLot[] },
): SealedJournal {
  const { sequence, journalId, salt, previous, hash, id, kind, at, parentId, scope, key } = row
  const seal = { sequence, journalId, salt, previous, hash }
  if (id === null) return { seal, journal: undefined }
  const texts = { body: parsed(row.body), content: parsed(row.content), answer: parsed(row.answer) }
  return { seal, journal: { id, kind, at, parentId, scope, key, ...texts, ...parts } }
}
