import { openHub } from '../../api/open-hub.ts'
import type { Hub } from '../../api/services.ts'
import { openPostgresql } from '../../db/open-postgresql.ts'
import { newPlace, openShop } from '../support/prepared-hub.ts'
import { insertedPairs, openTransfers, sqlitePeers } from './ledger-peers.ts'
import { inLanes, measured, type Row } from './row.ts'

/** Each payment is worth one lot, and each purse begins in the middle of one: every payment takes from two lots. */
const lotYen = 100
const paymentsEach = 8
/** SQLite: as many wait for each other as share a commit. 1,024 is where a bare engine has nothing left to gain. */
const groups = [1, 16, 64, 1_024] as const
const clients = [8, 20] as const
const paymentsMax = 16_000
/** Payments, or a peer's transfers, before the clock of a shot starts: plans are made and pages read by then. */
const uncounted = 2_000
const peerMs = 4_000
/** Purses that are filled side by side before the clock starts. */
const filledAtOnce = 50

type Numbers = Awaited<ReturnType<typeof payAll>>
type Books = { readonly hub: Hub; readonly wallets: readonly string[]; readonly shops: readonly string[] }
type Shot = { readonly lanes: number; readonly payments: number; readonly shops: number }

/** The core beside what its engines can do at most: bare inserts on SQLite, a plain transfer function on PostgreSQL. */
export async function ledgerCore(server: string, pgledger: string | undefined): Promise<Row[]> {
  return [...(await onSqlite()), ...(await onPostgresql(server, pgledger))]
}

async function onSqlite(): Promise<Row[]> {
  const rows: Row[] = []
  for (const lanes of groups) {
    const bare = insertedPairs(sqlitePeers.bare, lanes, peerMs)
    const keyed = insertedPairs(sqlitePeers.keyed, lanes, peerMs)
    const payments = lanes === 1 ? 4_000 : paymentsMax
    const [numbers] = await paid('sqlite', '', [{ lanes, payments, shops: 1 }])
    const share = numbers!.perSecond / bare
    const met = share >= 0.4 && (lanes > 1 || numbers!.p99Ms < 5) ? 'yes' : 'no'
    rows.push(
      { what: `two bare entries, sqlite, groups of ${lanes}`, perSecond: bare },
      {
        what: `two entries and their journal with their keys and indexes, unchecked, sqlite, groups of ${lanes}`,
        perSecond: keyed,
      },
      {
        what: `payment from two lots in process, sqlite, ${lanes} at a time, after ${uncounted} uncounted`,
        ...numbers,
        value: `${share.toFixed(2)} of bare, ${(numbers!.perSecond / keyed).toFixed(2)} of keyed`,
        target: lanes > 1 ? '>= 0.4 of bare' : '>= 0.4 of bare, p99 < 5 ms',
        met,
      },
    )
  }
  return rows
}

/** Peer and ledger in turns on one server, so that both meet the same machine, each after as many that are not counted. */
async function onPostgresql(server: string, pgledger: string | undefined): Promise<Row[]> {
  const name = pgledger === undefined ? 'transfer function of pgledger’s shape' : 'pgledger'
  const shots = clients.flatMap((lanes) => [64, 1].map((shops) => ({ lanes, payments: paymentsMax, shops })))
  const peers: Numbers[] = []
  const ours = await withTransfers(server, pgledger, (transfers) =>
    paid('postgresql', server, shots, async ({ lanes, shops }) => {
      peers.push(await transfers.run({ clients: lanes, payees: shops, uncounted, forMs: peerMs }))
    }),
  )
  return shots.flatMap(({ lanes, shops }, index): Row[] => {
    const merchants = shops === 1 ? 'one hot merchant' : `${shops} merchants`
    const where = `${lanes} clients, ${merchants}, after ${uncounted} uncounted`
    const [own, peer] = [ours[index]!, peers[index]!]
    const times = own.perSecond / peer.perSecond
    const spread = own.perSecond / ours[index - (shops === 1 ? 1 : 0)]!.perSecond
    const isBound = shops > 1
    return [
      { what: `${name}, postgresql, ${where}`, ...peer },
      {
        what: `payment from two lots in process, postgresql, ${where}`,
        ...own,
        value: `${times.toFixed(2)} × the peer${isBound ? '' : `, ${spread.toFixed(2)} of spread`}`,
        target: isBound ? '>= 1.3 × the peer' : '>= 0.8 of spread',
        met: (isBound ? times >= 1.3 : spread >= 0.8) ? 'yes' : 'no',
      },
    ]
  })
}

type Transfers = Awaited<ReturnType<typeof openTransfers>>

async function withTransfers<T>(
  server: string,
  pgledger: string | undefined,
  measure: (transfers: Transfers) => Promise<T>,
): Promise<T> {
  const admin = openPostgresql(`${server}/postgres`, 1)
  await admin.raw('create database ledger_peer')
  try {
    const transfers = await openTransfers(`${server}/ledger_peer`, pgledger, Math.max(...clients))
    try {
      return await measure(transfers)
    } finally {
      await transfers.close()
    }
  } finally {
    await admin.raw('drop database ledger_peer with (force)')
    await admin.close()
  }
}

/** Runs the shots in fresh books, one after the other, each with purses of its own and after whatever is to be run `before` it. */
async function paid(
  engine: 'sqlite' | 'postgresql',
  server: string,
  shots: readonly Shot[],
  before: (shot: Shot) => Promise<void> = async () => undefined,
): Promise<readonly Numbers[]> {
  const place = await newPlace(engine, server)
  const { hub, store } = await openHub(place.environment, 'demonstration')
  try {
    const all: Numbers[] = []
    for (const [turn, shot] of shots.entries()) {
      const books = await store.inBulk(() => prepare(hub, turn, shot))
      await before(shot)
      all.push(await payAll(books, shot.lanes, shot.payments))
    }
    return all
  } finally {
    await store.close()
    await place.remove()
  }
}

async function prepare(hub: Hub, turn: number, { payments, shops: count }: Shot): Promise<Books> {
  const shops: string[] = []
  for (let n = 0; n < count; n++) shops.push(await openShop(hub, `${turn}-${n}`))
  const wallets: string[] = []
  for (let from = 0; from < (uncounted + payments) / paymentsEach; from += filledAtOnce) {
    const names = Array.from({ length: filledAtOnce }, (_, n) => `${turn}-${from + n}`)
    wallets.push(...(await Promise.all(names.map((name) => filledWallet(hub, name)))))
  }
  return { hub, wallets, shops }
}

/** Half a lot, then whole ones: the first payment takes the half and half of the next, and so on. */
async function filledWallet(hub: Hub, name: string): Promise<string> {
  const opened = await hub.wallets.open(`bench-open-${name}`)
  if (!opened.ok) throw new Error(opened.error.code)
  const { walletId } = opened.value
  for (let n = 0; n <= paymentsEach; n++) {
    const key = { scope: 'bench', key: `${name}-${n}` }
    const filled = await hub.ledger.topUp({ key, walletId, amountYen: n === 0 ? lotYen / 2 : lotYen })
    if (!filled.ok) throw new Error(filled.error.code)
  }
  return walletId
}

/** Every purse pays `paymentsEach` times; `lanes` purses pay at any time, no purse twice at once. The first are not counted. */
async function payAll({ hub, wallets, shops }: Books, lanes: number, payments: number) {
  const payOne = async (turn: number): Promise<void> => {
    const paidOne = await hub.ledger.pay({
      walletId: wallets[turn % wallets.length]!,
      merchantId: shops[turn % shops.length]!,
      amountYen: lotYen,
      key: `bench-pay-${wallets[0]}-${turn}`,
    })
    if (!paidOne.ok) throw new Error(paidOne.error.code)
    if (paidOne.value.answer.lots.length !== 2) throw new Error('a payment took from one lot')
  }
  await inLanes(lanes, uncounted, payOne)
  const durations: number[] = []
  const started = performance.now()
  await inLanes(lanes, payments, async (turn) => {
    const before = performance.now()
    await payOne(uncounted + turn)
    durations.push(performance.now() - before)
  })
  return measured(durations, performance.now() - started)
}
