import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { recordPages } from '../../api/audit/repository-verify-page.ts'
import { recordAudit } from '../../api/audit/repository-verify.ts'
import { verifyRecord } from '../../api/audit/record-verify.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { verifyThreads } from '../../api/hub/verify-threads.ts'
import type { VerifyThreads } from '../../api/hub/verify-threads.ts'
import { openStore } from '../../api/open-store.ts'
import { migrate } from '../../db/migrate.ts'
import type { Store } from '../../db/store.ts'
import { removeGuards, smallRecord } from '../audit/small-record.ts'
import { newPlace } from '../support/prepared-hub.ts'
import type { Place } from '../support/prepared-hub.ts'

/** So that the fourteen seals of the record are five pages. */
const atOnce = 3

/** What a look through the record reads. */
const columns = {
  seals: ['sequence', 'journal_id', 'salt', 'previous', 'hash'],
  seal_nodes: ['position', 'hash'],
  journals: ['kind', 'created_at', 'parent_id', 'scope', 'key', 'body'],
  keys: ['content', 'answer'],
  entries: ['line', 'account_id', 'fund_id', 'lot_id', 'amount_yen', 'balance_after_yen', 'account_version'],
  lots: ['instrument', 'issued_yen', 'valid_until', 'rule'],
  payment_lots: ['position', 'lot_id', 'amount_yen'],
  accounts: ['kind'],
  funds: ['instrument', 'municipality'],
  checkpoints: ['size', 'note'],
  statements: ['day', 'size', 'note'],
  audit_keys: ['verifier'],
} as const

const numbers = /^(sequence|position|line|size|created_at|valid_until|account_version|\w+_yen)$/

type Change = {
  readonly table: keyof typeof columns
  readonly row: number
  /** None: the row is removed. */
  readonly column: string | undefined
  readonly by: number
}

const change: fc.Arbitrary<Change> = fc
  .constantFrom(...(Object.keys(columns) as (keyof typeof columns)[]))
  .chain((table) =>
    fc.record({
      table: fc.constant(table),
      row: fc.nat({ max: 40 }),
      column: fc.constantFrom(undefined, ...columns[table]),
      by: fc.constantFrom(-1, 1, 100),
    }),
  )

/** Changes one row from outside. False where even then the database does not take it. */
async function applied(store: Store, { table, row, column, by }: Change): Promise<boolean> {
  const place = store.dialect === 'postgresql' ? 'ctid' : 'rowid'
  const [{ count }] = (await store.raw(`select count(*) as count from ${table}`)) as [{ count: number }]
  const one = `where ${place} = (select ${place} from ${table} order by ${place} limit 1 offset ${row % count})`
  const value =
    column !== undefined && numbers.test(column)
      ? `coalesce(${column}, 0) + ${by}`
      : `coalesce(${column}, '') || 'x'`
  try {
    await store.raw(
      column === undefined
        ? `delete from ${table} ${one}`
        : `update ${table} set ${column} = ${value} ${one}`,
    )
    return true
  } catch {
    return false
  }
}

/** The table is as it was before, whatever is found meanwhile. */
async function changedMeanwhile(
  store: Store,
  change: Change,
  look: (isChanged: boolean) => Promise<void>,
): Promise<void> {
  const { table } = change
  await store.raw(`create table before_change as select * from ${table}`)
  try {
    await look(await applied(store, change))
  } finally {
    await store.raw(`delete from ${table}`)
    await store.raw(`insert into ${table} select * from before_change`)
    await store.raw('drop table before_change')
  }
}

const tables = Object.keys(columns)

async function disableGuards(store: Store): Promise<void> {
  if (store.dialect === 'sqlite') return removeGuards(store)
  for (const table of tables) await store.raw(`alter table ${table} disable trigger all`)
}

describe.each([
  ['sqlite', 60],
  ['postgresql', 20],
] as const)('the record read in two threads on %s', (engine, runs) => {
  let place: Place
  let store: Store
  let threads: VerifyThreads
  const alone = () => verifyRecord({ ...recordAudit(store), pages: recordPages(store, atOnce) })
  const inThreads = () => verifyRecord({ ...recordAudit(store), pages: threads.pages })

  beforeAll(async () => {
    place = await newPlace(engine, inject('postgresqlUrl'))
    const { DATA_DIR, DATABASE_URL } = place.environment
    const where = { DATA_DIR: DATA_DIR!, DATABASE_URL }
    store = openStore(where)
    await migrate(store)
    await smallRecord(store)
    threads = verifyThreads(where, 2, atOnce)
  }, 60_000)
  afterAll(async () => {
    await threads.stop()
    await store.close()
    await place.remove()
  })

  test('is right where it is right', async () => {
    expect(await inThreads()).toEqual({ seals: 14, waiting: 1, wrong: [] })
  })

  const sealsChanged = async (changes: readonly string[], look: () => Promise<void>) => {
    await disableGuards(store)
    await store.raw('create table seals_before as select * from seals')
    for (const one of changes) await store.raw(one)
    await look()
    await store.raw('delete from seals')
    await store.raw('insert into seals select * from seals_before')
    await store.raw('drop table seals_before')
  }

  test('names a seal that does not follow the last one of the page before', async () => {
    await sealsChanged([`update seals set previous = salt where sequence = ${atOnce}`], async () => {
      for (const verdict of [await alone(), await inThreads()])
        expect(verdict.wrong.map(({ row }) => row.slice(0, 6))).toEqual(['seal 3', 'seal 3'])
    })
  })

  test('is read anew, also what was read ahead when a gap ended the reading', async () => {
    const changes = [
      'update seals set hash = salt where sequence = 10',
      'delete from seals where sequence = 4',
    ]
    await sealsChanged(changes, async () => {
      expect((await inThreads()).seals).toBe(6)
    })
    expect((await inThreads()).wrong).toEqual([])
  })

  test('tells of each question what is there when it is asked, however soon after a change', async () => {
    await sealsChanged([], async () => {
      for (let turn = 0; turn < 200; turn++) {
        const hash = `of turn ${turn}`
        await store.raw(`update seals set hash = '${hash}' where sequence = ${atOnce - 1}`)
        const page = await threads.pages(0)
        expect(page?.last.hash).toBe(hash)
      }
    })
  })

  test('has its books checked there too, each check by itself', async () => {
    const { checks } = booksAudit(store)
    const found = () => Promise.all(checks.map((_, check) => threads.firstWrong(check)))
    expect(await found()).toEqual(checks.map(() => undefined))
    await disableGuards(store)
    const wrong = { table: 'entries', row: 5, column: 'amount_yen', by: 100 } as const
    await changedMeanwhile(store, wrong, async () => {
      const rows = await Promise.all(checks.map(({ firstWrong }) => firstWrong()))
      expect(rows.filter((row) => row !== undefined).length).toBeGreaterThan(2)
      expect(await found()).toEqual(rows)
    })
  })

  test('has the same rows wrong as in one, whatever was changed', async () => {
    await disableGuards(store)
    let wrong = 0
    await fc.assert(
      fc.asyncProperty(change, async (one) => {
        await changedMeanwhile(store, one, async (isChanged) => {
          const found = await alone()
          expect(await inThreads()).toEqual(found)
          if (isChanged && found.wrong.length > 0) wrong += 1
        })
      }),
      { numRuns: runs },
    )
    expect(wrong).toBeGreaterThan(runs / 3)
    expect((await inThreads()).wrong).toEqual([])
  }, 120_000)
})

test('a thread that cannot read says why, and the reading ends', async () => {
  const threads = verifyThreads({ DATA_DIR: '/nowhere', DATABASE_URL: undefined }, 2)
  await expect(threads.pages(0)).rejects.toThrow('directory does not exist')
  await expect(threads.pages(1_000)).rejects.toThrow('directory does not exist')
  await threads.stop()
})
