import { rmSync } from 'node:fs'
import { verifyBooks } from '../../api/currency/index.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { openHub } from '../../api/open-hub.ts'
import type { Hub } from '../../api/services.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { acceptShop } from './accept-shop.ts'
import { scratchFolder } from './scratch-folder.ts'

/** A place for a hub's data: settings that name it, and how to be rid of it. */
export type Place = { readonly environment: Record<string, string>; readonly remove: () => Promise<void> }

let places = 0

/** An empty folder, on the disk unless told otherwise, and for PostgreSQL an empty database of the server at `server`. */
export async function newPlace(
  engine: 'sqlite' | 'postgresql',
  server: string,
  where?: string,
): Promise<Place> {
  const folder = scratchFolder('meguri-hub-', where)
  const environment: Record<string, string> = { DATA_DIR: folder, LOG_LEVEL: 'error' }
  if (engine === 'sqlite') return { environment, remove: async () => rmSync(folder, { recursive: true }) }
  const name = `hub_${process.pid}_${++places}`
  const admin = openPostgresql(`${server}/postgres`, 1)
  await admin.raw(`create database ${name}`)
  return {
    environment: { ...environment, DATABASE_URL: `${server}/${name}` },
    remove: async () => {
      await admin.raw(`drop database ${name} with (force)`)
      await admin.close()
      rmSync(folder, { recursive: true })
    },
  }
}

export type Purse = { readonly walletId: string; readonly cookie: string }

export type PreparedMoney = { readonly merchantId: string; readonly purses: readonly Purse[] }

const must = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value
}

/** An open shop with an address of its own, made through the hub's own services; its merchant id. */
export async function openShop(hub: Hub, name: string | number): Promise<string> {
  const applied = must(
    await hub.merchants.apply(
      {
        nameJa: '見本の店',
        nameKana: 'ミホンノミセ',
        nameEn: 'Sample Shop',
        municipality: '074446',
        merchantClass: 'food',
        stationId: null,
        contactName: '見本 花子',
        contactPhone: '0241-00-0000',
        contactEmail: `shop-${name}@shop.example`,
        bankCode: '0126',
        branchCode: '401',
        depositType: 1,
        accountNumber: '7654321',
        holderKana: 'ミホンノミセ',
      },
      { password: 'a-long-password-of-a-shop' },
      `apply-${crypto.randomUUID()}`,
    ),
  )
  await acceptShop(hub.merchants, applied.merchantId)
  return applied.merchantId
}

/** One open shop and purses that hold `yenEach`, made through the hub's own services. */
export async function prepareMoney(hub: Hub, purseCount: number, yenEach: number): Promise<PreparedMoney> {
  const merchantId = await openShop(hub, purseCount)
  const purses: Purse[] = []
  for (let n = 0; n < purseCount; n++) {
    const opened = must(await hub.wallets.open(`open-purse-${n}-${Math.random()}`))
    must(
      await hub.ledger.topUp({
        key: { scope: 'prepared', key: opened.walletId },
        walletId: opened.walletId,
        amountYen: yenEach,
      }),
    )
    purses.push({ walletId: opened.walletId, cookie: `meguri_wallet=${opened.credential}` })
  }
  return { merchantId, purses }
}

/** Prepares a place in this process and closes it again, ready for a server. */
export async function prepareAt(place: Place, purseCount: number, yenEach: number): Promise<PreparedMoney> {
  const { hub, store } = await openHub(place.environment, 'demonstration')
  const money = await prepareMoney(hub, purseCount, yenEach)
  await store.close()
  return money
}

/** The rows of the books that are wrong; none in good books. */
export async function wrongRowsAt(place: Place): Promise<readonly string[]> {
  const { store } = await openHub(place.environment)
  const { wrong } = await verifyBooks(booksAudit(store))
  await store.close()
  return wrong.map(({ check, row }) => `${check}: ${row}`)
}
