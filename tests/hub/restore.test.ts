import { spawnSync } from 'node:child_process'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { getTableName } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { migrate } from '../../db/migrate.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import type { Store } from '../../db/store.ts'
import { builtApi } from '../support/built-api.ts'
import { newPlace, prepareMoney, type Place, type PreparedMoney } from '../support/prepared-hub.ts'

const root = join(import.meta.dirname, '..', '..')

/** The operator's command in a process of its own. */
function restore(from: string, to: Place): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [builtApi('hub'), 'restore', '--from', from],
    { cwd: root, env: { ...process.env, ...to.environment }, encoding: 'utf8' },
  )
  return { status, said: stdout + stderr }
}

const newPostgresql = (): Promise<Place> => newPlace('postgresql', inject('postgresqlUrl'))

async function withStore<T>(place: Place, use: (store: Store) => Promise<T>): Promise<T> {
  const store = openPostgresql(place.environment['DATABASE_URL']!)
  try {
    return await use(store)
  } finally {
    await store.close()
  }
}

const shopAccount = async (store: Store): Promise<string> =>
  ((await store.raw('select merchant_account_id as id from holds')) as { id: string }[])[0]!.id

/** Every row of every table as values, whatever the engine keeps them as. */
async function everything(store: Store): Promise<Record<string, string[]>> {
  const tables = Object.values(store.tables)
  const rows = await Promise.all(
    tables.map(async (table) => (await store.query.select().from(table)) as object[]),
  )
  return Object.fromEntries(
    tables.map((table, i) => [getTableName(table), rows[i]!.map((row) => JSON.stringify(row)).toSorted()]),
  )
}

describe('a hub that moves from SQLite to PostgreSQL', () => {
  let place: Place
  let file: string
  let money: PreparedMoney

  /** Money in every state that a later write asks for: lots, a hold that stands and one that was captured, seals. */
  beforeAll(async () => {
    place = await newPlace('sqlite', '')
    file = join(place.environment['DATA_DIR']!, 'hub.sqlite')
    const { hub, store } = await openHub(place.environment, 'demonstration')
    money = await prepareMoney(hub, 3, 2_000)
    const { merchantId, purses } = money
    const [payer, holder] = purses
    await hub.ledger.pay({
      key: 'pay',
      walletId: payer!.walletId,
      merchantId,
      amountYen: 700,
    })
    for (const key of ['captured', 'standing']) {
      const held = await hub.ledger.hold({
        key,
        walletId: holder!.walletId,
        merchantId,
        amountYen: 500,
        endsAt: Date.now() + 86_400_000,
      })
      if (!held.ok) throw new Error(held.error.code)
      if (key === 'standing') continue
      const { holdId } = held.value.answer
      await hub.ledger.capture({
        key: 'capture',
        holdId,
        amountYen: 300,
        merchantId,
        merchantAccountId: await shopAccount(store),
      })
    }
    for (const job of hub.jobs) if (job.name === 'seal') await job.run()
    await store.close()
  }, 60_000)
  afterAll(() => place.remove())

  test('has every row as before, the same root hash, and goes on', { timeout: 120_000 }, async () => {
    const target = await newPostgresql()
    const { status, said } = restore(file, target)
    expect(said).toContain('Restored')
    expect(status).toBe(0)
    const [before, after] = /Root hash in the file: (\S+)\nRoot hash now: +(\S+)/.exec(said)!.slice(1)
    expect(before).toMatch(/^[\w+/]{43}=$/)
    expect(after).toBe(before)
    const original = openSqlite(file)
    expect(await withStore(target, everything)).toEqual(await everything(original))
    await original.close()
    // It goes on where it was: the same key is the same payment, the standing hold is captured, the guards are awake.
    const { hub, store } = await openHub({
      ...place.environment,
      ...target.environment,
      DATA_DIR: place.environment['DATA_DIR']!,
    })
    const again = {
      key: 'pay',
      walletId: money.purses[0]!.walletId,
      merchantId: money.merchantId,
    }
    expect(await hub.ledger.pay({ ...again, amountYen: 700 })).toMatchObject({
      ok: true,
      value: { replayed: true },
    })
    const [standing] = (await store.raw(
      'select id from holds where id not in (select hold_id from hold_resolutions)',
    )) as { id: string }[]
    const { merchantId } = money
    const merchantAccountId = await shopAccount(store)
    expect(
      await hub.ledger.capture({
        key: 'later',
        holdId: standing!.id,
        amountYen: 500,
        merchantId,
        merchantAccountId,
      }),
    ).toMatchObject({
      ok: true,
    })
    await expect(store.raw(`update journals set kind = 'x'`)).rejects.toThrow('append_only')
    await store.close()
    await target.remove()
  })

  test('goes into an empty database only, and changes nothing in another', { timeout: 120_000 }, async () => {
    const target = await newPostgresql()
    await (await openHub(target.environment, 'live')).store.close()
    const before = await withStore(target, everything)
    const { status, said } = restore(file, target)
    expect({ status, said }).toMatchObject({
      status: 1,
      said: expect.stringContaining('not empty') as string,
    })
    expect(await withStore(target, everything)).toEqual(before)
    await target.remove()
  })

  test(
    'that broke off in the middle is opened by nobody and filled by nobody',
    { timeout: 120_000 },
    async () => {
      const target = await newPostgresql()
      await withStore(target, async (store) => {
        await migrate(store)
        await store.raw(
          `insert into journals (id, kind, scope, key, body, created_at) values ('a', 'issue', 's', 'k', '{}', 1)`,
        )
      })
      await expect(openHub(target.environment)).rejects.toThrow('half restored')
      expect(restore(file, target).status).toBe(1)
      await target.remove()
    },
  )

  test('whose books are wrong stays shut', { timeout: 120_000 }, async () => {
    const target = await newPostgresql()
    const spoilt = join(place.environment['DATA_DIR']!, 'spoilt.sqlite')
    const original = openSqlite(file)
    await original.raw(`vacuum into '${spoilt}'`)
    await original.close()
    const store = openSqlite(spoilt)
    await store.raw('drop trigger journals_no_update')
    await store.raw(`update journals set created_at = created_at + 1 where kind = 'pay'`)
    await store.close()
    const { status, said } = restore(spoilt, target)
    expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining('WRONG') as string })
    await expect(openHub(target.environment)).rejects.toThrow('half restored')
    rmSync(spoilt)
    await target.remove()
  })

  test.each([
    ['a file that is not there', 'nowhere.sqlite', 2],
    ['a file that is no database', 'text.sqlite', 1],
  ])('says what is wrong with %s', (_, name, expected) => {
    const from = join(place.environment['DATA_DIR']!, name)
    if (expected === 1)
      writeFileSync(
        from,
        'not a database, but a text that is long enough to be read as a header. '.repeat(20),
      )
    const { status, said } = restore(from, {
      ...place,
      environment: { ...place.environment, DATABASE_URL: `${inject('postgresqlUrl')}/postgres` },
    })
    expect({ status, said }).toMatchObject({ status: expected })
  })
})
