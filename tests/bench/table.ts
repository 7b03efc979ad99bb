import { setTimeout as wait } from 'node:timers/promises'
import { addDemonstrationPerson, demonstrationStaff } from '../../api/identity/index.ts'
import { openHub } from '../../api/open-hub.ts'
import { cookiesOf } from '../museum/upload-world.ts'
import { type HubProcess, startHubProcess } from '../support/hub-process.ts'
import { startServer } from '../support/postgresql.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { measured, optionsOf, type Options, type Row } from './row.ts'

const institution = 'karamushi-museum'
const targetSeconds = 30
const lookEveryMs = 200

/**
 * A table of an institution's items by the shipped hub, `--rows=10000 --engine=sqlite|postgresql`: brought, mapped, looked at
 * and done row by row over HTTP, while somebody looks at its page. After it the whole table is brought again with another
 * text in every row, which the hub compares with what stands there.
 */
export async function tableBench(options: Options): Promise<readonly Row[]> {
  const { number, text } = optionsOf(options)
  const [only, rowCount] = [text('engine', 'both'), number('rows', 10_000)]
  const rows: Row[] = []
  if (only !== 'postgresql') rows.push(...(await at('sqlite', '', rowCount)))
  if (only === 'sqlite') return rows
  const server = await startServer()
  try {
    return [...rows, ...(await at('postgresql', server.url, rowCount))]
  } finally {
    await server.stop()
  }
}

async function at(engine: 'sqlite' | 'postgresql', server: string, rowCount: number): Promise<Row[]> {
  const place = await newPlace(engine, server)
  await prepare(place)
  const hub = await startHubProcess(place.environment)
  try {
    const reach = (path: string, init: RequestInit) => fetch(`${hub.origin}${path}`, init)
    const desk: Desk = { hub, cookie: await cookiesOf(reach, hub.origin, 'karamushi') }
    const first = await imported(desk, tableOf(rowCount, 'はじめの記述'), false)
    const again = await imported(desk, tableOf(rowCount, 'あとの記述'), true)
    return [
      row(engine, `${rowCount.toLocaleString('en')} rows of a table are new items`, first),
      row(engine, 'each of them with another text, brought again', again),
    ]
  } finally {
    await hub.stop()
    await place.remove()
  }
}

async function prepare(place: Place): Promise<void> {
  const { hub, store } = await openHub(place.environment, 'demonstration')
  for (const person of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, person)
  await hub.ledger.openBooks()
  await store.close()
}

/** Ten columns, as a small museum's list has them; some 250 characters a row. */
function tableOf(rowCount: number, note: string): string {
  const lines = Array.from(
    { length: rowCount },
    (_, n) =>
      `K-${n},からむし織の道具 ${n},Ramie weaving tool ${n},${note}。苧引きのときに使われたもので、柄に持ち主の印がある（${n}）。,物,昭和${(n % 60) + 1}年,CC BY,木・鉄,昭和村,道具`,
  )
  return `資料番号,名称,title en,説明,種別,年代,権利,材質,産地,分類\n${lines.join('\n')}\n`
}

type Desk = { readonly hub: HubProcess; readonly cookie: string }
type Told = {
  readonly id: string
  readonly state: string
  readonly doneCount: number
  readonly columns: string[]
}
type Turn = { readonly seconds: number; readonly looks: readonly number[]; readonly counts: string }

/** From the file to the last row, with how long each look at the import's page took on the way. */
async function imported(desk: Desk, table: string, overwrites: boolean): Promise<Turn> {
  const started = performance.now()
  const brought = await sent<Told>(desk, `?institution=${institution}&name=table.csv`, table, 'text/csv')
  await sent(desk, `/${brought.id}/mapping`, JSON.stringify({ columns: brought.columns }))
  await asked(desk, `/${brought.id}/rows`)
  await sent(desk, `/${brought.id}/run`, JSON.stringify({ overwrites }))
  const looks: number[] = []
  for (;;) {
    const before = performance.now()
    const { state } = await asked<Told>(desk, `/${brought.id}`)
    looks.push(performance.now() - before)
    if (state === 'done') break
    await wait(lookEveryMs)
  }
  const seconds = (performance.now() - started) / 1_000
  const { counts } = await asked<{ counts: Record<string, number> }>(desk, `/${brought.id}/rows`)
  const told = Object.entries(counts).filter(([, n]) => n > 0)
  return { seconds, looks, counts: told.map(([what, n]) => `${n} ${what}`).join(', ') }
}

async function sent<T>({ hub, cookie }: Desk, path: string, body: string, type = 'application/json') {
  const answer = await fetch(`${hub.origin}/api/museum/imports${path}`, {
    method: 'POST',
    headers: { origin: hub.origin, cookie, 'content-type': type },
    body,
  })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as T
}

async function asked<T>({ hub, cookie }: Desk, path: string): Promise<T> {
  const answer = await fetch(`${hub.origin}/api/museum/imports${path}`, { headers: { cookie } })
  if (!answer.ok) throw new Error(await answer.text())
  return (await answer.json()) as T
}

function row(engine: string, what: string, { seconds, looks, counts }: Turn): Row {
  const { p50Ms, p99Ms } = measured(looks, seconds * 1_000)
  return {
    what: `table on ${engine}: ${what}; its page meanwhile`,
    p50Ms,
    p99Ms,
    value: `${seconds.toFixed(1)} s (${counts})`,
    target: `${targetSeconds} s`,
    met: seconds < targetSeconds ? 'yes' : 'no',
  }
}
