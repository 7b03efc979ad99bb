import { createHash } from 'node:crypto'
import { auditStore } from '../../api/audit/repository.ts'
import { baseDateStore } from '../../api/audit/repository-base-dates.ts'
import { recordAudit } from '../../api/audit/repository-verify.ts'
import { verifyBaseDates, verifyRecord } from '../../api/audit/index.ts'
import { verifyBooks } from '../../api/currency/index.ts'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import { booksAsText } from '../currency/books.ts'
import { actsOf } from './acts.ts'
import type { Acts } from './acts.ts'
import { openClients } from './clients.ts'
import type { Clients } from './clients.ts'
import { replay } from './replay.ts'
import { pointOf, points, positions, restartOf, restartPoints, restarts, unnamed } from './steps.ts'
import type { Town } from './template.ts'
import { openWorld } from './world.ts'
import type { Fate, World } from './world.ts'

/**
 * `every`: dies once at every point, the first time it comes by; every act is done in turn until no point is left, for
 * at most `acts` rounds.
 * `restarts`: the same, but it lives on and its database is restarted there.
 * `drawn`: the seed draws `acts` acts and what goes wrong with each.
 */
export type Plan = {
  readonly seed: number
  readonly how: 'every' | 'restarts' | 'drawn'
  readonly acts: number
}

export type Ended = {
  readonly trace: readonly string[]
  readonly wrong: readonly string[]
  readonly hits: ReadonlySet<string>
  readonly operations: number
}

/** The one command that does exactly this again. */
export const commandOf = ({ seed, how, acts }: Plan): string =>
  `npm run bench -- simulator --seed=${seed} --how=${how} --acts=${acts}`

const hourMs = 3_600_000

/** A drawn life begins with wallets and money in them: without, whatever is drawn is refused. */
const beginning = [
  'open a wallet',
  'open a wallet',
  'begin a top-up',
  'pay with a card',
  'events that are due',
  'ask for money',
  'let money go',
  'grant',
] as const satisfies Acts['round']

/** What a run comes to, each once. */
const pointsOf: Record<Plan['how'], readonly string[]> = { every: points, restarts: restartPoints, drawn: [] }

/** Runs one seed to its end: acts and faults, then a calm in which everything is answered, then the checks. */
export async function simulate(plan: Plan, town: Town): Promise<Ended> {
  const faults = faultsOf(plan)
  const world = await openWorld(plan.seed, town, faults.fateOf)
  const clients = openClients(world)
  const acts = actsOf(world, clients)
  faults.begin(world, acts)
  try {
    const { round } = acts
    const inTurn = plan.how !== 'drawn'
    const most = inTurn ? plan.acts * round.length : plan.acts
    const isOver = (): boolean => inTurn && world.hits.size === pointsOf[plan.how].length
    let done = 0
    for (; done < most && !isOver(); done++) {
      if (world.dice.chance(0.5)) await clients.retry()
      const drawn = () => beginning[done] ?? world.dice.pick(round)!
      await faults.around(inTurn ? round[done % round.length]! : drawn())
      world.clock.at += world.dice.below(20) * 60_000
      // A round ends the day after tomorrow: days close, lots and holds end.
      if (inTurn && done % round.length === round.length - 1) world.clock.at += 40 * hourMs
    }
    faults.end()
    await calm(world, clients)
    const wrong = [...clients.wrong, ...(await judge(world, clients))]
    return { trace: world.trace, wrong, hits: world.hits, operations: done }
  } finally {
    await world.close()
  }
}

/** What goes wrong, drawn from the world's dice. */
function faultsOf({ how }: Plan) {
  let begun: { world: World; acts: Acts } | undefined
  let next: Fate | undefined
  const isNew = (point: string): boolean => pointsOf[how].includes(point) && !begun!.world.hits.has(point)
  const fateOf = (step: string): Fate => {
    if (begun === undefined) return {}
    if (how === 'every') {
      const dies = positions.find((position) => isNew(pointOf(step, position)))
      return dies === undefined ? {} : { dies }
    }
    if (how === 'restarts') {
      const restart = restarts.find((one) => isNew(restartOf(step, one)))
      return restart === undefined ? {} : { restarts: restart }
    }
    const fate = next ?? {}
    next = undefined
    return fate
  }
  const killed = (): void => void (next = { dies: begun!.world.dice.pick(positions)! })
  const restarted = (): void => void (next = { restarts: begun!.world.dice.pick(restarts)! })
  const overtaken = (): void => {
    const { acts, world } = begun!
    next = { overtakenBy: () => acts.act(world.dice.pick(acts.round)!) }
  }
  const fullDisk = async (act: () => Promise<void>): Promise<void> => {
    const { world } = begun!
    const { store } = await world.disk()
    const pages = Number((await store.raw('pragma page_count'))[0]!['page_count'])
    await store.raw(`pragma max_page_count = ${pages}`)
    world.tell('the disk is full')
    await act()
    await ignoreClosed(() => store.raw('pragma max_page_count = 1000000'))
  }
  const lockedFile = async (act: () => Promise<void>): Promise<void> => {
    const { world } = begun!
    const { store, file } = await world.disk()
    await store.raw('pragma busy_timeout = 2')
    const other = openSqlite(file)
    await other.raw('begin immediate')
    world.tell('another process holds the lock')
    await act()
    await ignoreClosed(() => other.raw('rollback'))
    await other.close()
    await ignoreClosed(() => store.raw('pragma busy_timeout = 5000'))
  }
  return {
    fateOf,
    begin: (world: World, acts: Acts): void => {
      begun = { world, acts }
    },
    end: (): void => {
      begun = undefined
    },
    /** Does an act with at most one thing wrong about it. */
    around: async (which: Acts['round'][number]): Promise<void> => {
      const { world, acts } = begun!
      const plain = () => acts.act(which)
      // Some steps are made only by who asks again, having heard nothing.
      if (how !== 'drawn') return acts.act(which, world.dice.chance(0.1))
      const thrown = world.dice.below(100)
      if (thrown < 12) killed()
      else if (thrown < 20) overtaken()
      else if (thrown >= 40 && thrown < 50) restarted()
      if (thrown >= 20 && thrown < 30) await acts.act(which, true)
      else if (thrown >= 30 && thrown < 35) await fullDisk(plain)
      else if (thrown >= 35 && thrown < 40) await lockedFile(plain)
      else await plain()
      next = undefined
    },
  }
}

/** A database that died meanwhile needs nothing put right. */
async function ignoreClosed(put: () => Promise<unknown>): Promise<void> {
  try {
    await put()
  } catch (error) {
    if (!/not open/.test(String(error))) throw error
  }
}

/** Nothing goes wrong any more: every client is answered, every event arrives, every job has its turns. */
async function calm(world: World, clients: Clients): Promise<void> {
  for (let round = 0; round < 60 && (clients.isWaiting() || (await world.company.waiting()) > 0); round++) {
    await clients.retry()
    world.clock.at += 13 * hourMs
    await world.company.turn()
  }
  // What was asked at some time is answered alike at any other.
  for (let place = 0; place < clients.acknowledged.length; place++) await clients.again(place)
  // Leases that were taken before the clock was set back end too.
  world.clock.at += 40 * 24 * hourMs
  // What a card did not take comes back into its wallet: that is sealed, too.
  for (const job of ['holds', 'lots', 'card-refunds', 'seal', 'base_dates', 'forget-attempts'])
    await world.turn(job)
}

async function judge(world: World, clients: Clients): Promise<string[]> {
  const { store } = await world.disk()
  const wrong: string[] = []
  for (const { step } of world.commits)
    if (step.startsWith(unnamed)) wrong.push(`no step is named for ${step}`)
  if (clients.isWaiting()) wrong.push('somebody was never answered')
  const books = await verifyBooks(booksAudit(store))
  const record = await verifyRecord(recordAudit(store))
  const dates = await verifyBaseDates({ ...auditStore(store), ...baseDateStore(store) })
  for (const { check, row } of [...books.wrong, ...record.wrong, ...dates]) wrong.push(`${check}: ${row}`)
  if (record.waiting > 0) wrong.push(`${record.waiting} journals were never sealed`)
  wrong.push(...(await replay(store, world.town, world.commits)))
  wrong.push(...(await chargedAndCredited(world)), ...(await sentToCards(world)))
  const hash = createHash('sha256')
    .update(sameInEveryTown(await booksAsText(store)))
    .digest('hex')
  world.tell(`${books.journals} journals, ${record.seals} seals, books ${hash}`)
  return wrong
}

/** Every card that was charged filled its wallet once, and no other did. */
async function chargedAndCredited({ company, disk }: World): Promise<string[]> {
  const { store } = await disk()
  const rows = await store.raw(
    `select t.id as id, t.amount_yen as yen from topups t join journals j on j.id = t.journal_id`,
  )
  const credited = new Map(rows.map((row) => [String(row['id']), Number(row['yen'])]))
  const charged = await company.charged()
  return [
    ...[...charged]
      .filter(([id, yen]) => credited.get(id) !== yen)
      .map(([id]) => `card for ${id} was charged, not credited`),
    ...[...credited.keys()]
      .filter((id) => !charged.has(id))
      .map((id) => `${id} was credited, no card was charged`),
  ]
}

/** What left wallets for cards arrived there once, or stands in the wallet again and reached no card. */
async function sentToCards({ company, disk }: World): Promise<string[]> {
  const { store } = await disk()
  const rows = await store.raw(
    `select c.id as id, c.amount_yen as yen, (select max(e.how) from card_refund_ends e where e.card_refund_id = c.id) as how from card_refunds c`,
  )
  const back = await company.backToCards()
  return rows.flatMap(({ id, yen, how }) => {
    const [name, wanted] = [String(id), how === 'arrived' ? [Number(yen)] : []]
    const seen = back.filter(([of]) => of === name).map(([, amount]) => amount)
    if (how === null) return [`${name} is on its way to a card for ever`]
    return JSON.stringify(seen) === JSON.stringify(wanted)
      ? []
      : [`${name} ${String(how)}: the card got ${seen.join()}`]
  })
}

/** Of a request for money and of the hash of what it asks; of codes; of people, who are not counted as other ids are. */
const drawnIds = /\b(?:[0-9a-f]{64}|[0-9a-f]{32}|[0-9a-f]{8}-(?!0000-7000-8000-)[0-9a-f-]{27})\b/g

/** What is drawn anew in each town, and the order that rows have by it, is told of none. */
const sameInEveryTown = (books: string): string =>
  books
    .replaceAll(drawnIds, 'drawn')
    .replaceAll(/^\w+: /gm, '$&\n')
    .split('\n')
    .toSorted()
    .join('\n')
