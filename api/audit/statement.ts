import { assert } from '../platform/assert.ts'
import { canonical } from './canonical-text.ts'
import { toBase64 } from './hash.ts'
import type { Hash } from './hash.ts'
import { openNote, signNote } from './note.ts'
import type { Signer, Verifier } from './note.ts'

/**
 * What accounts of one kind gained and lost in a stretch of the sealed record, apart for the journals that also moved
 * a wallet in the same fund.
 */
export type Movement = {
  readonly instrument: string
  readonly accountKind: string
  readonly withWallet: boolean
  readonly gainedYen: number
  readonly lostYen: number
}

/** Where the money of one instrument came from and is, since the first journal. */
export type Totals = {
  /** Reached a wallet from outside: charged by card, given from a pot. */
  readonly issuedYen: number
  /** Paid at shops, less what shops gave back. */
  readonly usedYen: number
  /** Ended unspent. */
  readonly expiredYen: number
  /** Given back to holders as money. */
  readonly refundedYen: number
  /** In wallets. */
  readonly outstandingYen: number
  /** Shops' takings that have not left the bank yet. */
  readonly owedToShopsYen: number
  /** Paid in by towns and not given away yet. */
  readonly potsYen: number
  /** At the bank and the card company, by these books, and owed by payers who took back what was spent. */
  readonly reserveYen: number
}

export const instruments = ['paid', 'free'] as const
export type ByInstrument = Readonly<Record<(typeof instruments)[number], Totals>>

const nothing: Totals = {
  issuedYen: 0,
  usedYen: 0,
  expiredYen: 0,
  refundedYen: 0,
  outstandingYen: 0,
  owedToShopsYen: 0,
  potsYen: 0,
  reserveYen: 0,
}

export const noTotals: ByInstrument = { paid: nothing, free: nothing }

/** How one movement changes the totals: the part that tells how wallets came to what they hold, and where money is. */
const changes: Readonly<Record<string, (moved: Movement) => Partial<Totals>>> = {
  wallet: (moved) => ({ outstandingYen: netOf(moved) }),
  merchant: (moved) => ({ owedToShopsYen: netOf(moved), ...used(moved) }),
  settlement: (moved) => ({ owedToShopsYen: netOf(moved), ...used(moved) }),
  fee: used,
  breakage: (moved) => (moved.withWallet ? { expiredYen: netOf(moved) } : {}),
  pot: (moved) => ({
    potsYen: netOf(moved),
    ...(moved.withWallet ? { issuedYen: moved.lostYen, expiredYen: moved.gainedYen } : {}),
  }),
  // What payers owe who took back a card payment that was spent: it stands for what the card company took.
  receivable: (moved) => ({
    reserveYen: -netOf(moved),
    ...(moved.withWallet ? { refundedYen: netOf(moved) } : {}),
  }),
  card_clearing: outside,
  bank: outside,
}

const netOf = ({ gainedYen, lostYen }: Movement): number => gainedYen - lostYen

function used(moved: Movement): Partial<Totals> {
  return moved.withWallet ? { usedYen: netOf(moved) } : {}
}

/** The issuer's own accounts stand below zero by what lies outside the books: at the bank, at the card company. */
function outside(moved: Movement): Partial<Totals> {
  const wallets = moved.withWallet ? { issuedYen: moved.lostYen, refundedYen: moved.gainedYen } : {}
  return { reserveYen: -netOf(moved), ...wallets }
}

/** The totals after these movements. */
export function totalsAfter(before: ByInstrument, movements: readonly Movement[]): ByInstrument {
  const totals = { paid: { ...before.paid }, free: { ...before.free } }
  for (const moved of movements) {
    const change = changes[moved.accountKind]
    assert(change !== undefined, `the statement knows accounts of kind ${moved.accountKind}`)
    assert(isInstrument(moved.instrument), 'money is paid or free')
    const sum: Record<keyof Totals, number> = totals[moved.instrument]
    for (const [name, yen] of Object.entries(change(moved)) as [keyof Totals, number][]) sum[name] += yen
  }
  return totals
}

const isInstrument = (name: string): name is keyof ByInstrument => name === 'paid' || name === 'free'

/** The same of books that somebody may have changed: null where an account or money is of no kind that there is. */
export const totalsIfKnown = (before: ByInstrument, movements: readonly Movement[]): ByInstrument | null =>
  movements.every((moved) => moved.accountKind in changes && isInstrument(moved.instrument))
    ? totalsAfter(before, movements)
    : null

export const statementForm = 'aizu-meguri/statement/1'

/** The books at the end of a Japanese day (日計), counted over the first `size` sealed journals. */
export type Statement = ByInstrument & {
  readonly form: typeof statementForm
  readonly origin: string
  readonly day: string
  readonly size: number
  /** The root hash of those journals, base64. */
  readonly root: string
}

export const statementOf = (
  facts: { origin: string; day: string; size: number; root: Hash },
  totals: ByInstrument,
): Statement => ({ form: statementForm, ...facts, root: toBase64(facts.root), ...totals })

/** issued − used − expired − refunded = outstanding, and what is owed lies in the reserve. */
export const isRight = (totals: ByInstrument): boolean =>
  instruments.every((instrument) => {
    const t = totals[instrument]
    const follows = t.issuedYen - t.usedYen - t.expiredYen - t.refundedYen
    return follows === t.outstandingYen && t.outstandingYen + t.owedToShopsYen <= t.reserveYen
  })

/** Nobody holds less than nothing. Where it seems so, something that came before was not counted yet. */
export const isPossible = (totals: ByInstrument): boolean =>
  instruments.every((instrument) => {
    const { outstandingYen, owedToShopsYen, potsYen } = totals[instrument]
    return Math.min(outstandingYen, owedToShopsYen, potsYen) >= 0
  })

/** A first line of its own, so that no signature under a statement is one under a checkpoint. */
const headOf = (origin: string): string => `${origin}/statement`

export const signStatement = (statement: Statement, signer: Signer): Promise<string> =>
  signNote(`${headOf(statement.origin)}\n${canonical(statement)}\n`, signer)

/** The statement in a note that this key signed; null where it is none. */
export async function openStatement(note: string, verifier: Verifier): Promise<Statement | null> {
  const signed = await openNote(note, verifier)
  const statement = signed === null ? null : readStatement(note)
  return statement?.origin === verifier.name ? statement : null
}

/** What a note says as a statement, whoever signed it; null where it says something else. */
export function readStatement(note: string): Statement | null {
  const [head, body, ...rest] = note.slice(0, note.lastIndexOf('\n\n')).split('\n')
  const statement = rest.length === 0 && body !== undefined ? parsed(body) : null
  return statement !== null && head === headOf(statement.origin) && canonical(statement) === body
    ? statement
    : null
}

function parsed(text: string): Statement | null {
  try {
    const value = JSON.parse(text) as Partial<Statement> | null
    return value?.form === statementForm && instruments.every((one) => hasTotals(value[one]))
      ? (value as Statement)
      : null
  } catch {
    return null
  }
}

const hasTotals = (totals: Totals | undefined): boolean =>
  totals !== undefined &&
  Object.keys(nothing).every((name) => Number.isSafeInteger(totals[name as keyof Totals]))
