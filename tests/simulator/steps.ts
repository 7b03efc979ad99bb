import type { JournalKind } from '../../api/currency/journal.ts'
import type { Write } from '../../db/store.ts'

/** The step that stores a journal of each kind. A new kind of journal has no name here, and this does not compile. */
const ofJournal: Record<JournalKind, string> = {
  issue: 'issue',
  grant: 'grant',
  top_up: 'credit top-up',
  void: 'void top-up',
  charge_back: 'charge back',
  expire: 'expire lot',
  pay: 'pay',
  refund: 'refund',
  transfer: 'send to a friend',
  donate: 'donate',
  purchase: 'pay another shop',
  adjust: 'correct',
  repay: 'repay a holder',
  card_refund: 'send to a card',
  card_return: 'take back from a card',
  fee: 'take fee',
  settle: 'settle',
  payout: 'pay out',
  payout_return: 'take payout back',
}

/** The other steps, by the row that only they write. The first that fits names the list. */
const byRow: readonly (readonly [row: string, step: string])[] = [
  ['insert holds', 'hold'],
  ['insert disputes', 'freeze disputed top-up'],
  ['insert dispute_closings', 'let disputed top-up go'],
  ['insert account_changes', 'close or open account'],
  ['insert shown_codes', 'show a code'],
  ['insert sale_code_ends', 'take the code of a sale back'],
  ['insert wallet_freezes', 'stop or let go a wallet'],
  ['insert seals', 'seal'],
  ['insert statements', 'close day'],
  ['insert base_date_reports', 'freeze base date'],
  ['insert audit_keys', 'make record key'],
  ['insert marks', 'name record'],
  ['insert settlements', 'approve settlement'],
  ['insert proxies', 'become a proxy'],
  ['insert proxy_invitations', 'invite a proxy'],
  ['insert proxy_endings', 'take a proxy away'],
  ['insert wallets', 'open wallet'],
  ['insert wallet_devices', 'renew wallet'],
  ['update wallet_devices', 'renew wallet'],
  ['insert wallet_addresses', 'make address'],
  ['insert card_refund_ends', 'write down that a card took it'],
  ['insert repayments', 'ask for money back'],
  ['update repayments', 'decline repayment'],
  ['insert causes', 'register cause'],
  ['update causes', 'end cause'],
  ['insert topups', 'begin top-up'],
  ['insert processor_events', 'take event'],
  ['update topups', 'move top-up'],
  ['insert staff_acts', 'ask for money'],
  ['insert merchant_bank_accounts', 'say bank account'],
  ['insert office_acts', 'write an act down'],
  ['insert office_act_ends', 'write down how it ended'],
  ['insert job_leases', 'take lease'],
  ['insert rate_counters', 'count attempt'],
  ['insert accounts', 'open books'],
  ['delete rate_counters', 'forget attempts'],
  ['update wallets', 'say a code of recovery anew'],
]

const ofResolution: Readonly<Record<string, string>> = { voided: 'void hold', expired: 'expire hold' }

const refused = 'keep refusal'
const captured = 'capture'
const toCard = 'repay a holder to a card'

/** Every step at which the simulated hub stores something, in no order. */
const steps: readonly string[] = [
  ...Object.values(ofJournal),
  ...new Set(byRow.map(([, step]) => step)),
  ...Object.values(ofResolution),
  refused,
  captured,
  toCard,
]

export const positions = ['before', 'during', 'after'] as const
/** Where in a step the process dies: before the commit, with the log half written, or after it and before any answer. */
export type Position = (typeof positions)[number]

export const pointOf = (step: string, position: Position): string => `${position} ${step}`

export const restarts = ['before', 'after'] as const
/** The database is restarted under a hub that lives on: the list is lost, or it is stored and the hub does not hear of it. */
export type Restart = (typeof restarts)[number]

export const restartOf = (step: string, restart: Restart): string => `database restarted ${restart} ${step}`

/** The hub asks the card company: nothing is stored, and yet it may die before the question or before the answer. */
export const questionToCompany = 'ask the card company'

/** Every point at which the simulator kills the hub. */
export const points: readonly string[] = [
  ...steps.flatMap((step) => positions.map((position) => pointOf(step, position))),
  pointOf(questionToCompany, 'before'),
  pointOf(questionToCompany, 'after'),
]

/** Every point at which it restarts the database. */
export const restartPoints: readonly string[] = steps.flatMap((step) =>
  restarts.map((restart) => restartOf(step, restart)),
)

const head = /^(insert|update|delete)(?: into| from)? "(\w+)"/

/** The values a list gives to the first row of each table: 'insert journals' → its values. */
export function rowsOf(writes: readonly Write[]): Map<string, Record<string, unknown>> {
  const rows = new Map<string, Record<string, unknown>>()
  for (const { statement, values } of writes) {
    const [, verb, table] = head.exec(statement.sql) ?? []
    const row = `${verb} ${table}`
    if (!rows.has(row)) rows.set(row, values)
  }
  return rows
}

/** The journals of a list: most have one, a refund to a card two. */
export const journalsOf = (writes: readonly Write[]): string[] =>
  writes.flatMap(({ statement, values }) =>
    head.exec(statement.sql)?.[2] === 'journals' ? [String(values['id'])] : [],
  )

/** Begins the name of a list that nobody named. A run that meets one fails: a new kind of operation needs a name here. */
export const unnamed = 'unnamed'

/** The name of the step that writes this list. */
export function stepOf(writes: readonly Write[]): string {
  const rows = rowsOf(writes)
  const journal = rows.get('insert journals')
  const ended = rows.get('insert hold_resolutions')
  if (rows.has('insert card_refunds')) return rows.has('update repayments') ? toCard : ofJournal.card_refund
  if (journal !== undefined) return ended ? captured : ofJournal[journal['kind'] as JournalKind]
  if (ended !== undefined) return ofResolution[String(ended['how'])]!
  const named = byRow.find(([row]) => rows.has(row))
  if (named !== undefined) return named[1]
  if (rows.get('insert keys')?.['refused'] === true) return refused
  return `${unnamed}: ${[...rows.keys()].join(', ')}`
}
