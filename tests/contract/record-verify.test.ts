import { describe, expect, test } from 'vitest'
import { signCheckpoint } from '../../api/audit/checkpoint.ts'
import { signNote } from '../../api/audit/note.ts'
import { verifyRecord } from '../../api/audit/record-verify.ts'
import { recordAudit } from '../../api/audit/repository-verify.ts'
import { signerOf } from '../../api/audit/signer.ts'
import { signStatement } from '../../api/audit/statement.ts'
import type { Statement } from '../../api/audit/statement.ts'
import { moveMoney, openSealing } from '../audit/record.ts'
import { removeGuards, smallRecord } from '../audit/small-record.ts'
import type { Facts } from '../audit/small-record.ts'
import { openTestBooks } from '../currency/books.ts'
import { engineNames, openEngine } from '../support/engines.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** Signs with the real key what is not true: what somebody with the whole hub in hand may do. */
const falseCheckpoint = async ({ signer }: Facts) => {
  const note = await signCheckpoint(
    { origin: signer.verifier.name, size: 14, root: new Uint8Array(32) },
    signer,
  )
  return `update checkpoints set note = ${quoted(note)} where size = 14`
}
const falseStatement = async ({ signer, statements }: Facts) => {
  const statement = JSON.parse(statements[0]!.note.split('\n')[1]!) as Statement
  const richer = {
    ...statement.paid,
    issuedYen: statement.paid.issuedYen - 5,
    outstandingYen: statement.paid.outstandingYen - 5,
  }
  const note = await signStatement({ ...statement, paid: richer }, signer)
  return `update statements set note = ${quoted(note)} where day = '2026-11-24'`
}
const strangerSigns = async ({ signer }: Facts) => {
  const stranger = await signerOf(signer.verifier.name, new Uint8Array(32).fill(1))
  const note = await signNote('text\n', stranger)
  return `update checkpoints set note = ${quoted(note)} where size = 3`
}

/** What somebody with the database in hand may change, and the row that is named. */
const tampering: readonly [string, (facts: Facts) => string | Promise<string>, string, string][] = [
  [
    'a journal’s kind',
    (f) => `update journals set kind = 'grant' where id = '${f.paymentId}'`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'a journal’s time',
    (f) => `update journals set created_at = created_at + 1 where id = '${f.paymentId}'`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'a journal’s body',
    (f) => `update journals set body = '{}' where id = '${f.paymentId}'`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'a journal’s body, no JSON any more',
    (f) => `update journals set body = '{' where id = '${f.paymentId}'`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'a journal’s key',
    (f) => `update journals set key = 'other' where id = '${f.paymentId}'`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'a journal’s parent',
    (f) => `update journals set parent_id = null where parent_id = '${f.paymentId}'`,
    'hash of its journal',
    'journal',
  ],
  [
    'a journal removed',
    (f) => `delete from journals where id = '${f.paymentId}'`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'an entry’s amount',
    (f) =>
      `update entries set amount_yen = amount_yen - 1 where journal_id = '${f.paymentId}' and amount_yen < 0`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'an entry’s account',
    (f) => `update entries set account_id = 'fee' where journal_id = '${f.paymentId}' and amount_yen > 0`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'an entry’s recorded balance',
    (f) => `update entries set balance_after_yen = 1 where journal_id = '${f.paymentId}' and amount_yen < 0`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'an entry removed',
    (f) => `delete from entries where journal_id = '${f.paymentId}' and line = 1`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'what a key stands for',
    () => `update keys set content = '{}' where journal_id is not null`,
    'hash of its journal',
    'seal 0',
  ],
  [
    'a key’s answer',
    () => `update keys set answer = '{}' where journal_id is not null`,
    'hash of its journal',
    'seal 0',
  ],
  [
    'how long a lot is valid',
    () => 'update lots set valid_until = valid_until + 1',
    'hash of its journal',
    'seal',
  ],
  ['a lot’s rule', () => `update lots set rule = '{"a":1}'`, 'hash of its journal', 'seal'],
  [
    'what a payment was made from',
    (f) => `update payment_lots set lot_id = 'x' where payment_id = '${f.paymentId}' and position = 0`,
    'hash of its journal',
    'paymentId',
  ],
  [
    'what an account is',
    (f) => `update accounts set kind = 'merchant' where id = '${f.walletId}'`,
    'hash of its journal',
    'seal',
  ],
  [
    'what an account is, to what no statement knows',
    () => `update accounts set kind = 'pocket' where kind = 'card_clearing'`,
    'hash of its journal',
    'seal',
  ],
  [
    'whose money a fund is, to what no statement knows',
    () => `update funds set instrument = 'borrowed' where instrument = 'paid'`,
    'adds up',
    'statement of 2026-11-23',
  ],
  [
    'whose a fund is',
    (f) => `update funds set municipality = '073679' where id = '${f.pot}'`,
    'hash of its journal',
    'seal',
  ],
  [
    'a seal’s salt',
    () => `update seals set salt = 'AAAA' where sequence = 2`,
    'hash of its journal',
    'seal 2',
  ],
  [
    'a seal’s hash',
    () => `update seals set hash = previous where sequence = 2`,
    'hash of its journal',
    'seal 2',
  ],
  [
    'a seal’s hash, and the next one’s memory of it',
    () =>
      `update seals set hash = case sequence when 2 then previous else hash end, previous = case sequence when 3 then (select previous from seals where sequence = 2) else previous end where sequence in (2, 3)`,
    'root of its length',
    'checkpoint of 3',
  ],
  [
    'which journal a seal is of',
    () => `update seals set journal_id = 'x' where sequence = 5`,
    'hash of its journal',
    'seal 5 (journal x)',
  ],
  [
    'what a seal follows',
    () => `update seals set previous = hash where sequence = 4`,
    'follows the one before',
    'seal 4',
  ],
  ['a seal removed', () => 'delete from seals where sequence = 4', 'follows the one before', 'seal 5'],
  [
    'the last seals removed',
    () => 'delete from seals where sequence > 10',
    'root of its length',
    'checkpoint of 13',
  ],
  [
    'two seals exchanged',
    () => 'update seals set sequence = case sequence when 4 then -4 else 4 end where sequence in (4, 5)',
    'follows the one before',
    'seal',
  ],
  [
    'a subtree changed',
    () =>
      `update seal_nodes set hash = (select hash from seals where sequence = 0) where level = 2 and position = 1`,
    'subtree',
    'subtree 2/1',
  ],
  [
    'a subtree removed',
    () => 'delete from seal_nodes where level = 1 and position = 3',
    'subtree',
    'subtree 1/3',
  ],
  [
    'a subtree added',
    () => `insert into seal_nodes (level, position, hash) values (5, 0, 'x')`,
    'subtree',
    'subtree 5/0',
  ],
  [
    'a checkpoint’s text',
    () => `update checkpoints set note = replace(note, '/ledger/', '/other/') where size = 6`,
    'signed by a listed key',
    'checkpoint of 6',
  ],
  [
    'a checkpoint’s size',
    () => 'update checkpoints set size = 5 where size = 6',
    'signed by a listed key',
    'checkpoint of 5',
  ],
  [
    'a checkpoint of a longer record',
    () => `insert into checkpoints select 99, note, created_at from checkpoints where size = 6`,
    'signed by a listed key',
    'checkpoint of 99',
  ],
  ['a checkpoint signed by a stranger', strangerSigns, 'signed by a listed key', 'checkpoint of 3'],
  [
    'a checkpoint that we signed and that is not true',
    falseCheckpoint,
    'root of its length',
    'checkpoint of 14',
  ],
  [
    'a statement’s sum',
    () => `update statements set note = replace(note, '"issuedYen":2000', '"issuedYen":2001')`,
    'adds up',
    'statement of 2026-11-24',
  ],
  [
    'a statement’s day',
    () => `update statements set day = '2026-11-01' where day = '2026-11-23'`,
    'adds up',
    'statement of 2026-11-01',
  ],
  ['a statement that we signed and that is not true', falseStatement, 'adds up', 'statement of 2026-11-24'],
  [
    'a statement of a longer record',
    () => `update statements set size = 99 where day = '2026-11-24'`,
    'adds up',
    'statement of 2026-11-24',
  ],
  ['a key removed', () => 'delete from audit_keys', 'signed by a listed key', 'checkpoint of 3'],
  ['a key that is none', () => `update audit_keys set verifier = 'x'`, 'record’s name', 'key x'],
  [
    'the record’s name',
    () => `update marks set value = 'x' where name = 'audit_origin'`,
    'record’s name',
    'key',
  ],
]

describe.each(engineNames)('verify of the record on %s', (name) => {
  test('finds a right record right, of no seals and of many', async () => {
    const { store, dispose } = await openEngine(name)
    expect(await verifyRecord(recordAudit(store))).toEqual({ seals: 0, waiting: 0, wrong: [] })
    await smallRecord(store)
    const told: string[] = []
    expect(await verifyRecord(recordAudit(store), (check) => told.push(check))).toEqual({
      seals: 14,
      waiting: 1,
      wrong: [],
    })
    expect(told).toHaveLength(7)
    await dispose()
  }, 60_000)
})

describe('verify of the record finds and names', () => {
  test.each(tampering)('%s', async (_, sql, check, row) => {
    const { store, dispose } = await openEngine('sqlite')
    const facts = await smallRecord(store)
    await removeGuards(store)
    await store.raw(await sql(facts))
    const { wrong } = await verifyRecord(recordAudit(store))
    const found = wrong.find((one) => one.check.includes(check))
    expect(found?.row, JSON.stringify(wrong)).toContain(row === 'paymentId' ? facts.paymentId : row)
    await dispose()
  })

  test('a journal that sealing forgot', async () => {
    const { store, dispose } = await openEngine('sqlite')
    const books = await openTestBooks(store)
    await moveMoney(books)
    const sealer = openSealing(books)
    await sealer.turn()
    books.clock.at -= 10 * 86_400_000
    await books.openWallet(1)
    books.clock.at += 11 * 86_400_000
    await removeGuards(store)
    await store.raw(`update seals set sealed_at = ${books.clock.at}`)
    const { waiting, wrong } = await verifyRecord(recordAudit(store))
    expect(waiting).toBe(1)
    expect(wrong.map((one) => one.check)).toEqual(['no journal was forgotten by the sealing'])
    await dispose()
  })
})
