import { describe, expect, test } from 'vitest'
import { hashOf } from '../../api/audit/hash.ts'
import { openNote, signNote } from '../../api/audit/note.ts'
import { signerOf } from '../../api/audit/signer.ts'
import {
  isRight,
  noTotals,
  openStatement,
  signStatement,
  statementOf,
  totalsAfter,
} from '../../api/audit/statement.ts'
import type { Movement } from '../../api/audit/statement.ts'
import { openCheckpoint, signCheckpoint } from '../../api/audit/checkpoint.ts'

const moved = (
  accountKind: string,
  yen: number,
  { withWallet = true, instrument = 'paid' }: { withWallet?: boolean; instrument?: string } = {},
): Movement => ({
  instrument,
  accountKind,
  withWallet,
  gainedYen: Math.max(yen, 0),
  lostYen: Math.max(-yen, 0),
})

const free = { instrument: 'free' }
const apart = { withWallet: false }

/** What each kind of journal moves, and what of the equation it changes. */
const journals: readonly [string, readonly Movement[], object][] = [
  [
    'a top-up',
    [moved('card_clearing', -1_000), moved('wallet', 1_000)],
    { issuedYen: 1_000, outstandingYen: 1_000, reserveYen: 1_000 },
  ],
  [
    'a payment',
    [moved('wallet', -400), moved('merchant', 400)],
    { usedYen: 400, outstandingYen: 600, owedToShopsYen: 400 },
  ],
  [
    'what a shop gives back',
    [moved('merchant', -50), moved('wallet', 50)],
    { usedYen: 350, outstandingYen: 650, owedToShopsYen: 350 },
  ],
  [
    'a settlement',
    [moved('merchant', -350, apart), moved('settlement', 350, apart)],
    { usedYen: 350, owedToShopsYen: 350 },
  ],
  [
    'a payout',
    [moved('settlement', -350, apart), moved('bank', 350, apart)],
    { owedToShopsYen: 0, reserveYen: 650, usedYen: 350 },
  ],
  [
    'money given back to a card',
    [moved('wallet', -100), moved('card_clearing', 100)],
    { refundedYen: 100, outstandingYen: 550, reserveYen: 550 },
  ],
  [
    'money that ended',
    [moved('wallet', -20), moved('breakage', 20)],
    { expiredYen: 20, outstandingYen: 530, reserveYen: 550 },
  ],
  [
    'a payout that the bank sent back',
    [moved('bank', -30, apart), moved('merchant', 30, apart)],
    { usedYen: 350, owedToShopsYen: 30, reserveYen: 580 },
  ],
  [
    'a charge-back of what was spent in part',
    [moved('wallet', -30), moved('receivable', -10), moved('card_clearing', 40)],
    { refundedYen: 130, outstandingYen: 500, reserveYen: 550 },
  ],
  [
    'a charge-back of what was spent whole',
    [moved('receivable', -40, apart), moved('card_clearing', 40, apart)],
    { refundedYen: 130, outstandingYen: 500, reserveYen: 550 },
  ],
]

describe('the daily statement', () => {
  test('follows every kind of journal, and is right after each', () => {
    let totals = noTotals
    for (const [what, movements, changes] of journals) {
      totals = totalsAfter(totals, movements)
      expect(totals.paid, what).toMatchObject(changes)
      expect(isRight(totals), what).toBe(true)
    }
    expect(totals.free).toEqual(noTotals.free)
  })

  test('knows free money: paid in by a town, given away, ended back into its pot', () => {
    let totals = totalsAfter(noTotals, [
      moved('bank', -10_000, { ...free, ...apart }),
      moved('pot', 10_000, { ...free, ...apart }),
    ])
    expect(totals.free).toMatchObject({ potsYen: 10_000, issuedYen: 0, reserveYen: 10_000 })
    totals = totalsAfter(totals, [moved('pot', -300, free), moved('wallet', 300, free)])
    expect(totals.free).toMatchObject({ potsYen: 9_700, issuedYen: 300, outstandingYen: 300 })
    totals = totalsAfter(totals, [moved('wallet', -120, free), moved('pot', 120, free)])
    expect(totals.free).toMatchObject({
      potsYen: 9_820,
      issuedYen: 300,
      expiredYen: 120,
      outstandingYen: 180,
    })
    expect(isRight(totals)).toBe(true)
    expect(totals.paid).toEqual(noTotals.paid)
  })

  test('is wrong where money is missing, and where more is owed than there is', () => {
    const right = totalsAfter(noTotals, [moved('card_clearing', -1_000), moved('wallet', 1_000)])
    expect(isRight(right)).toBe(true)
    for (const change of [
      { issuedYen: 1_001 },
      { usedYen: 1 },
      { outstandingYen: 999 },
      { reserveYen: 999 },
      { owedToShopsYen: 1 },
    ])
      expect(isRight({ ...right, paid: { ...right.paid, ...change } }), JSON.stringify(change)).toBe(false)
  })

  test('refuses to count an account or an instrument that it does not know', () => {
    expect(() => totalsAfter(noTotals, [moved('treasure', 1)])).toThrow('treasure')
    expect(() => totalsAfter(noTotals, [moved('wallet', 1, { instrument: 'gold' })])).toThrow('paid or free')
  })
})

describe('a signed statement', async () => {
  const signer = await signerOf('meguri.example/ledger', new Uint8Array(32).fill(7))
  const root = hashOf('47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')!
  const totals = totalsAfter(noTotals, [moved('card_clearing', -1_000), moved('wallet', 1_000)])
  const statement = statementOf({ origin: signer.verifier.name, day: '2026-11-22', size: 5, root }, totals)

  test('comes back as it was signed, and not with a letter changed', async () => {
    const note = await signStatement(statement, signer)
    expect(await openStatement(note, signer.verifier)).toEqual(statement)
    expect(await openStatement(note.replace('1000', '1001'), signer.verifier)).toBeNull()
    expect(await openStatement(note.replace('2026-11-22', '2026-11-23'), signer.verifier)).toBeNull()
  })

  test('is none where what was signed is something else, in another order, or of another log', async () => {
    const text = (await openNote(await signStatement(statement, signer), signer.verifier))!
    const [head, body] = text.split('\n')
    for (const other of [
      `${head}\n{"form":"x"}\n`,
      `${head}\nnull\n`,
      `${head}\nno JSON\n`,
      `${head}\n${JSON.stringify(statement)}\n`,
      `${head}x\n${body}\n`,
      `${head}\n${body}\n${body}\n`,
      `${head}\n${body!.replace('"usedYen":0', '"usedYen":0.5')}\n`,
    ])
      expect(await openStatement(await signNote(other, signer), signer.verifier), other).toBeNull()
  })

  test('is no checkpoint, and a checkpoint is no statement', async () => {
    const checkpoint = await signCheckpoint({ origin: signer.verifier.name, size: 5, root }, signer)
    expect(await openStatement(checkpoint, signer.verifier)).toBeNull()
    expect(await openCheckpoint(await signStatement(statement, signer), signer.verifier)).toBeNull()
  })
})
