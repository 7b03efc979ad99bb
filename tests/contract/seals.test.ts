import { beforeEach, describe, expect, test } from 'vitest'
import type { Store } from '../../db/store.ts'
import { Violation } from '../../db/violation.ts'
import { canonical } from '../../api/audit/canonical-text.ts'
import { sealEntry } from '../../api/audit/canonical.ts'
import { openCheckpoint } from '../../api/audit/checkpoint.ts'
import { hashOf, toBase64, utf8 } from '../../api/audit/hash.ts'
import { readVerifier } from '../../api/audit/note.ts'
import { auditStore } from '../../api/audit/repository.ts'
import { isRight, openStatement } from '../../api/audit/statement.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { moveMoney, openSealing } from '../audit/record.ts'
import { naiveTree } from '../audit/naive-tree.ts'
import { noon, openTestBooks } from '../currency/books.ts'
import { engineNames, openEngine } from '../support/engines.ts'
import type { EngineName, OpenEngine } from '../support/engines.ts'

type Row = { sequence: number; journal_id: string; salt: string; previous: string | null; hash: string }

const rowsOf = async <R>(store: Store, sql: string): Promise<R[]> => (await store.raw(sql)) as R[]

/** Reads the whole record again, from the rows alone, and compares it with the definition of its tree. */
async function readRecord(store: Store) {
  const kept = auditStore(store)
  const rows = await rowsOf<Row>(store, 'select * from seals order by sequence')
  const journals = await kept.journals(rows.map((row) => row.journal_id))
  expect(journals).toHaveLength(rows.length)
  const leaves: Uint8Array[] = []
  for (const [index, row] of rows.entries()) {
    expect(row.sequence).toBe(index)
    expect(row.previous).toBe(rows[index - 1]?.hash ?? null)
    const entry = sealEntry(journals[index]!, {
      sequence: index,
      previous: row.previous === null ? null : hashOf(row.previous),
      salt: row.salt,
    })
    leaves.push(utf8(canonical(entry)))
  }
  const tree = naiveTree(leaves)
  for (const [index, row] of rows.entries()) expect(row.hash).toBe(toBase64(tree.leaf(index)))
  const [key] = await kept.keys()
  const verifier = key && (await readVerifier(key.verifier))
  const checkpoints = await rowsOf<{ size: number; note: string }>(
    store,
    'select * from checkpoints order by size',
  )
  for (const { size, note } of checkpoints) {
    const opened = await openCheckpoint(note, verifier!)
    expect(opened).toMatchObject({ size })
    expect(toBase64(opened!.root)).toBe(toBase64(tree.root(size)))
  }
  expect(checkpoints.at(-1)?.size ?? 0).toBe(rows.length)
  const ids = await rowsOf<{ id: string }>(store, 'select id from journals')
  return { sealed: rows.length, journals: ids.length, checkpoints: checkpoints.length, verifier: verifier! }
}

let engine: OpenEngine
const freshOn = (name: EngineName) =>
  beforeEach(async () => {
    engine = await openEngine(name)
    return () => engine.dispose()
  }, 60_000)

describe.each(engineNames)('sealing on %s', (name) => {
  freshOn(name)

  test('seals every journal once, whatever the lists', async () => {
    const books = await openTestBooks(engine.store)
    await moveMoney(books)
    const first = openSealing(books, { sealedAtOnce: 3, readAtOnce: 2 })
    expect(await first.turn()).toBe(7)
    expect(await first.turn()).toBe(0)
    expect(await readRecord(engine.store)).toMatchObject({ sealed: 7, journals: 7 })
    books.clock.at += 1_000
    await moveMoney(books)
    // Another process goes on where the first one stopped, under the same name and key.
    expect(await openSealing(books).turn()).toBe(7)
    const { sealed, checkpoints } = await readRecord(engine.store)
    expect({ sealed, checkpoints }).toEqual({ sealed: 14, checkpoints: 5 })
    expect(await rowsOf(engine.store, 'select * from audit_keys')).toHaveLength(1)
  }, 60_000)

  test('lets others have a turn between the pages it reads', async () => {
    const books = await openTestBooks(engine.store)
    await moveMoney(books)
    const sealing = openSealing(books, { readAtOnce: 1 })
    await sealing.turn()
    let turnsOfOthers = 0
    let over = false
    const other = (): void => void (over || (turnsOfOthers++, setImmediate(other)))
    setImmediate(other)
    // Nothing is left to seal: seven pages of one journal are read, and no more.
    expect(await sealing.turn()).toBe(0)
    over = true
    expect(turnsOfOthers).toBeGreaterThanOrEqual(6)
  }, 60_000)

  test('by four processes at once makes one sequence', async () => {
    const books = await openTestBooks(engine.store)
    for (let round = 0; round < 3; round++) await moveMoney(books)
    const sealers = Array.from({ length: 4 }, () => openSealing(books, { sealedAtOnce: 2 }))
    let sealed = 0
    for (let turn = 0; turn < 20 && sealed < 21; turn++)
      sealed += (await Promise.all(sealers.map((one) => one.turn()))).reduce((sum, one) => sum + one, 0)
    expect(sealed).toBe(21)
    expect(await readRecord(engine.store)).toMatchObject({ sealed: 21, journals: 21 })
  }, 60_000)

  test('that breaks off in the middle leaves a whole record, and the next one goes on', async () => {
    const books = await openTestBooks(engine.store)
    await moveMoney(books)
    const { signer } = openSealing(books)
    let signatures = 0
    const tired = async () => {
      const real = await signer()
      return {
        ...real,
        sign: async (bytes: Uint8Array<ArrayBuffer>) => {
          if (++signatures > 2) throw new Error('the key is out of reach')
          return real.sign(bytes)
        },
      }
    }
    await expect(openSealing(books, { sealedAtOnce: 2 }, tired).turn()).rejects.toThrow('out of reach')
    expect(await readRecord(engine.store)).toMatchObject({ sealed: 4, checkpoints: 2 })
    expect(await openSealing(books).turn()).toBe(3)
    expect(await readRecord(engine.store)).toMatchObject({ sealed: 7, journals: 7 })
  }, 60_000)

  test('finds a journal that was written late, at once within the overlap and by the sweep beyond it', async () => {
    const books = await openTestBooks(engine.store)
    await moveMoney(books)
    const sealer = openSealing(books, { overlapMs: 10_000, sweepEveryMs: 60_000 })
    expect(await sealer.turn()).toBe(7)
    books.clock.at = noon - 5_000
    await books.openWallet(1)
    books.clock.at = noon - 20_000
    await books.openWallet(1)
    books.clock.at = noon + 1_000
    expect(await sealer.turn()).toBe(1)
    books.clock.at = noon + 61_000
    expect(await sealer.turn()).toBe(1)
    expect(await readRecord(engine.store)).toMatchObject({ sealed: 9, journals: 9 })
  }, 60_000)

  test('looks through everything at a start only where nobody closed the day before', async () => {
    const books = await openTestBooks(engine.store)
    const dayMs = 86_400_000
    const writtenLate = async (minutes: number, now: number) => {
      books.clock.at = noon - minutes * 60_000
      await books.openWallet(1)
      books.clock.at = now
    }
    await moveMoney(books)
    expect(await openSealing(books).turn()).toBe(7)
    books.clock.at = noon + dayMs
    expect(await openSealing(books).turn()).toBe(0)
    await writtenLate(20, noon + dayMs)
    const started = openSealing(books)
    expect(await started.turn(), 'the day before is closed').toBe(0)
    books.clock.at = noon + 2 * dayMs
    expect(await started.turn(), 'a midnight has passed').toBe(1)
    await writtenLate(40, noon + 4 * dayMs)
    expect(await openSealing(books).turn(), 'the day before is open').toBe(1)
    expect(await readRecord(engine.store)).toMatchObject({ sealed: 9, journals: 9 })
  }, 60_000)

  test('closes each day with a signed statement that adds up', async () => {
    const books = await openTestBooks(engine.store)
    const dayMs = 86_400_000
    const { pot } = await moveMoney(books)
    const sealer = openSealing(books, { statementLeast: 5 })
    await sealer.turn()
    expect(await sealer.kept.statements(9)).toEqual([])
    // The next day one person pays; the day after many do, and a day later nobody.
    books.clock.at = noon + dayMs
    const walletId = await books.openWallet(50)
    await sealer.turn()
    books.clock.at = noon + 2 * dayMs
    await moveMoney(books)
    await books.grant(pot, walletId, 25)
    await sealer.turn()
    books.clock.at = noon + 4 * dayMs
    await sealer.turn()
    const { verifier } = await readRecord(engine.store)
    const kept = await sealer.kept.statements(9)
    expect(kept.map(({ day, size }) => [day, size])).toEqual([
      ['2026-11-26', 16],
      ['2026-11-25', 16],
      ['2026-11-24', 7],
      ['2026-11-23', 7],
    ])
    const told = await Promise.all(kept.map(({ note }) => openStatement(note, verifier)))
    for (const statement of told) expect(isRight(statement!)).toBe(true)
    // 1,000 charged and 300 given; 700 paid (300 free), 450 given back (400 paid, 50 free), 250 sent to the bank.
    expect(told.at(-1)).toMatchObject({
      day: '2026-11-23',
      paid: { issuedYen: 1_000, usedYen: 0, outstandingYen: 1_000, owedToShopsYen: 0, reserveYen: 1_000 },
      free: {
        issuedYen: 300,
        usedYen: 250,
        outstandingYen: 50,
        potsYen: 999_700,
        reserveYen: 999_750,
      },
    })
    expect(told[0]).toMatchObject({
      paid: { issuedYen: 2_050, outstandingYen: 2_050, reserveYen: 2_050 },
      free: { issuedYen: 625, usedYen: 500, outstandingYen: 125 },
    })
    const [held] = await rowsOf<{ yen: number }>(engine.store, 'select sum(remaining_yen) as yen from lots')
    expect(told[0]!.paid.outstandingYen + told[0]!.free.outstandingYen).toBe(held!.yen)
  }, 60_000)

  test('tells no wallet below zero where the clock was set back before money was sealed', async () => {
    const books = await openTestBooks(engine.store)
    const shop = await books.openShop()
    books.clock.at = noon + 86_400_000
    const walletId = await books.openWallet(1_000)
    books.clock.at = noon
    await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 700, key: books.key() })
    books.clock.at = noon + 86_400_000
    const sealer = openSealing(books, { statementLeast: 1 })
    await sealer.turn()
    books.clock.at = noon + 2 * 86_400_000
    await sealer.turn()
    const { verifier } = await readRecord(engine.store)
    const kept = await sealer.kept.statements(9)
    const told = await Promise.all(kept.map(({ note }) => openStatement(note, verifier)))
    expect(told.map((one) => [one!.day, one!.size, one!.paid.outstandingYen])).toEqual([
      ['2026-11-24', 2, 300],
      ['2026-11-23', 0, 0],
    ])
  }, 60_000)

  test('counts what ended as expired and a top-up that was undone as paid back', async () => {
    const books = await openTestBooks(engine.store, { ...demonstrationSettings, paidValidDays: 0 })
    const walletId = await books.openWallet(1_000)
    await books.grant(await books.openPot({ validDays: 0, budgetYen: 9_000 }), walletId, 300)
    const wrong = await books.topUp(await books.openWallet(), 500)
    if (!wrong.ok) throw new Error(wrong.error.code)
    const topUpJournalId = wrong.value.answer.journalId
    await books.ledger.voidTopUp({ topUpJournalId, reason: 'charged twice' })
    const sealer = openSealing(books, { statementLeast: 1 })
    await sealer.turn()
    books.clock.at = noon + 86_400_000
    expect(await books.ledger.expireLots()).toBe(2)
    await sealer.turn()
    books.clock.at = noon + 2 * 86_400_000
    await sealer.turn()
    const { verifier, sealed, journals } = await readRecord(engine.store)
    expect(sealed).toBe(journals)
    const [kept] = await sealer.kept.statements(1)
    const statement = (await openStatement(kept!.note, verifier))!
    expect(statement.paid).toMatchObject({
      issuedYen: 1_500,
      expiredYen: 1_000,
      refundedYen: 500,
      outstandingYen: 0,
      reserveYen: 1_000,
    })
    expect(statement.free).toMatchObject({
      issuedYen: 300,
      expiredYen: 300,
      outstandingYen: 0,
      potsYen: 9_000,
    })
    expect(isRight(statement)).toBe(true)
  }, 60_000)

  test('under a new secret goes on under the same name, with both keys listed and the same totals', async () => {
    const books = await openTestBooks(engine.store)
    await moveMoney(books)
    const before = openSealing(books, { statementLeast: 1 })
    await before.turn()
    books.clock.at += 86_400_000
    await before.turn()
    const after = openSealing(books, { statementLeast: 1 }, undefined, 'another secret of thirty-two chars')
    await moveMoney(books)
    await after.turn()
    books.clock.at += 86_400_000
    await after.turn()
    const keys = await after.kept.keys()
    expect(keys).toHaveLength(2)
    const [older, newer] = await Promise.all(keys.map(async (key) => (await readVerifier(key.verifier))!))
    expect(older!.name).toBe(newer!.name)
    const [last, first] = await after.kept.statements(2)
    expect(await openStatement(first!.note, older!)).toMatchObject({ paid: { issuedYen: 1_000 } })
    expect(await openStatement(last!.note, newer!)).toMatchObject({ paid: { issuedYen: 2_000 } })
  }, 60_000)
})

type Attempt = { readonly what: string; readonly sql: string; readonly only?: readonly EngineName[] }

const sqlites: readonly EngineName[] = ['sqlite', 'd1']
const tables = ['seals', 'seal_nodes', 'checkpoints', 'statements', 'audit_keys']
const late = `(select id from journals where id <> 'open' and id not in (select journal_id from seals))`
const newSeal = (journal: string, { sequence = '7', previous = lastHash } = {}) =>
  `insert into seals (sequence, journal_id, salt, previous, hash, sealed_at) values (${sequence}, ${journal}, 's', ${previous}, 'h', 1)`
const lastHash = '(select hash from seals where sequence = 6)'

/** What somebody with the database open may try. The database itself refuses each. */
const attempts: readonly Attempt[] = [
  ...tables.flatMap((table): Attempt[] => [
    { what: `removing rows of ${table}`, sql: `delete from ${table}` },
    {
      what: `writing over rows of ${table}`,
      sql: `insert or replace into ${table} select * from ${table}`,
      only: sqlites,
    },
    { what: `emptying ${table}`, sql: `truncate ${table}`, only: ['postgresql'] },
  ]),
  { what: 'changing a hash', sql: `update seals set hash = 'x'` },
  { what: 'changing a salt', sql: `update seals set salt = salt where sequence = 0` },
  { what: 'changing a subtree', sql: `update seal_nodes set hash = 'x'` },
  { what: 'changing a checkpoint', sql: `update checkpoints set note = 'x'` },
  { what: 'changing a statement', sql: `update statements set note = 'x'` },
  { what: 'changing a key', sql: `update audit_keys set verifier = 'x'` },
  { what: 'giving the record another name', sql: `update marks set value = 'x' where name = 'audit_origin'` },
  { what: 'leaving a gap', sql: newSeal(late, { sequence: '8', previous: 'null' }) },
  { what: 'beginning again', sql: newSeal(late, { sequence: '0', previous: 'null' }) },
  { what: 'a seal before the first', sql: newSeal(late, { sequence: '-1', previous: 'null' }) },
  { what: 'a seal that follows nothing', sql: newSeal(late, { previous: 'null' }) },
  { what: 'a seal that follows another than the last', sql: newSeal(late, { previous: `'x'` }) },
  { what: 'sealing a journal twice', sql: newSeal('(select journal_id from seals where sequence = 2)') },
  { what: 'sealing a journal that is not there', sql: newSeal(`'none'`) },
  { what: 'sealing a journal that is not closed', sql: newSeal(`'open'`) },
  {
    what: 'a subtree among the leaves',
    sql: `insert into seal_nodes (level, position, hash) values (0, 9, 'x')`,
  },
  {
    what: 'a checkpoint of more than there is',
    sql: `insert into checkpoints (size, note, created_at) values (9, 'x', 1)`,
  },
  {
    what: 'a checkpoint of less than there is',
    sql: `insert into checkpoints (size, note, created_at) values (3, 'x', 1)`,
  },
  {
    what: 'a statement of a day before',
    sql: `insert into statements (day, size, note, created_at) values ('2026-11-01', 7, 'x', 1)`,
  },
  {
    what: 'a statement of less than before',
    sql: `insert into statements (day, size, note, created_at) values ('2026-11-24', 6, 'x', 1)`,
  },
  {
    what: 'a statement of more than there is',
    sql: `insert into statements (day, size, note, created_at) values ('2026-11-24', 99, 'x', 1)`,
  },
]

const asText = async (store: Store): Promise<string> =>
  JSON.stringify(await Promise.all([...tables, 'marks'].map((table) => store.raw(`select * from ${table}`))))

describe.each(engineNames)('the record on %s', (name) => {
  test('refuses by itself whatever would change it, and stays as it was', async () => {
    engine = await openEngine(name)
    const { store } = engine
    const books = await openTestBooks(store)
    await moveMoney(books)
    const sealer = openSealing(books, { statementLeast: 1 })
    await sealer.turn()
    books.clock.at = noon + 86_400_000
    await sealer.turn()
    await store.raw(
      `insert into journals (id, kind, scope, key, body, created_at, parent_id) values ('open', 'pay', 'raw', 'open', '{}', 1, null)`,
    )
    await books.openWallet(1)
    const before = await asText(store)
    for (const { what, sql, only } of attempts) {
      if (only?.includes(name) === false) continue
      await expect(store.raw(sql), what).rejects.toBeInstanceOf(Violation)
      expect(await asText(store), what).toBe(before)
    }
    // And what it should take it takes: the same statement with a journal that is closed and next.
    await store.raw(newSeal(late))
    await engine.dispose()
  }, 60_000)
})
