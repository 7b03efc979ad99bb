import { addDays, startOfJapanDay } from '../platform/clock.ts'
import type { SpotKind } from '../visitors/index.ts'
import { randomFrom } from './random.ts'
import type { Random } from './random.ts'
import { pricesOf } from './shops.ts'
import type { InventedPot, InventedShop } from './shops.ts'

/** Where somebody can check in, as the plan needs it. */
export type PlanSpot = { readonly kind: SpotKind; readonly id: string; readonly town: string }

export type PlanInput = {
  readonly seed: string
  /** Japanese days of the demonstration, oldest first. */
  readonly days: readonly string[]
  /** Nothing is planned after this instant. */
  readonly now: number
  readonly wallets: number
  readonly shops: readonly InventedShop[]
  readonly pots: readonly InventedPot[]
  readonly spots: readonly PlanSpot[]
}

type Base = { readonly at: number; readonly wallet: number; readonly name: string }

/** What an invented person does. Shops, pots and spots are places in the input's lists. */
export type Act = Base &
  (
    | { readonly kind: 'open' }
    | { readonly kind: 'agree' }
    | { readonly kind: 'top_up'; readonly amountYen: number }
    | { readonly kind: 'grant'; readonly pot: number }
    | { readonly kind: 'pay'; readonly shop: number; readonly amountYen: number }
    | { readonly kind: 'check_in'; readonly spot: number }
    | { readonly kind: 'see' }
    | {
        readonly kind: 'refund'
        readonly payment: string
        readonly shop: number
        readonly amountYen: number | null
      }
  )

export type ActKind = Act['kind']

/** Towns that a day out can touch together, and how often each way is taken. */
const routes: readonly { readonly weight: number; readonly towns: readonly string[] }[] = [
  { weight: 26, towns: ['072028', '074233', '074446', '074454'] },
  { weight: 12, towns: ['072028', '074217', '074471'] },
  { weight: 22, towns: ['072028', '072087'] },
  { weight: 9, towns: ['072028', '074080'] },
  { weight: 1.2, towns: ['072087', '074055'] },
  { weight: 0.8, towns: ['074080', '074071'] },
  { weight: 0.5, towns: ['072087', '074021'] },
  { weight: 0.5, towns: ['074217', '074225'] },
  { weight: 3, towns: ['072028', '073628'] },
  { weight: 0.8, towns: ['073628', '073687'] },
  { weight: 0.5, towns: ['074454', '074462'] },
  { weight: 1, towns: ['074454', '073679'] },
]

/** Everything that the invented people do, day by day, in no order within a day but that of `order`. */
export function planRegion(input: PlanInput): ReadonlyMap<string, readonly Act[]> {
  const byDay = new Map<string, Act[]>(input.days.map((day) => [day, []]))
  for (let wallet = 0; wallet < input.wallets; wallet++) {
    const random = randomFrom(`${input.seed}/wallet/${wallet}`)
    const person = personOf(input, wallet, random)
    for (const [day, acts] of person) byDay.get(day)!.push(...acts.filter((act) => act.at <= input.now))
  }
  return byDay
}

type Outing = { readonly day: string; readonly towns: readonly string[] }

/** One invented person's acts by day. One in five lives here and pays often; the others come on trips. */
function personOf(input: PlanInput, wallet: number, random: Random): ReadonlyMap<string, Act[]> {
  const livesHere = wallet % 5 === 0
  const outings = livesHere ? everyday(input, random) : trips(input, random)
  const agrees = !livesHere && random.chance(0.75)
  const purse = { yen: 0 }
  return new Map(
    outings.map((outing, i) => [
      outing.day,
      actsOf(input, { wallet, outing, isFirst: i === 0, livesHere, agrees, purse, random }),
    ]),
  )
}

function everyday({ days }: PlanInput, random: Random): Outing[] {
  const home = random.pick(random.weighted(routes).towns)
  return days.filter(() => random.chance(0.6)).map((day) => ({ day, towns: [home] }))
}

function trips({ days }: PlanInput, random: Random): Outing[] {
  const count = random.chance(0.22) ? (random.chance(0.25) ? 3 : 2) : 1
  const outings = new Map<string, Outing>()
  for (let trip = 0; trip < count; trip++) {
    const first = random.whole(0, days.length - 1)
    const length = random.weighted([
      { weight: 5, n: 1 },
      { weight: 4, n: 2 },
      { weight: 1, n: 3 },
    ]).n
    const { towns } = random.weighted(routes)
    for (let i = first; i < Math.min(first + length, days.length); i++) {
      const from = random.whole(0, towns.length - 1)
      const day = days[i]!
      outings.set(day, { day, towns: towns.slice(from, from + random.whole(1, 3)) })
    }
  }
  return [...outings.values()].toSorted((a, b) => (a.day < b.day ? -1 : 1))
}

type OutingInput = {
  readonly wallet: number
  readonly outing: Outing
  readonly isFirst: boolean
  readonly livesHere: boolean
  readonly agrees: boolean
  /** Paid money that is left, free money left aside: so that no payment is ever short. */
  readonly purse: { yen: number }
  readonly random: Random
}

function actsOf(input: PlanInput, person: OutingInput): Act[] {
  const { wallet, outing, random, purse } = person
  const minute = clockOf(outing.day, random)
  let counted = 0
  const base = (at: number): Base => ({ at, wallet, name: `${wallet}/${outing.day}/${counted++}` })
  const acts: Act[] = []
  if (person.isFirst) acts.push({ ...base(minute()), kind: 'open' })
  if (person.isFirst && person.agrees) acts.push({ ...base(minute()), kind: 'agree' })
  const payments = outing.towns.flatMap((town) => paymentsIn(input, town, person))
  const neededYen = payments.reduce((sum, { amountYen }) => sum + amountYen, 0)
  if (purse.yen < neededYen) {
    const amountYen =
      [3_000, 5_000, 10_000, 20_000, 50_000].find((yen) => yen + purse.yen >= neededYen) ?? 50_000
    acts.push({ ...base(minute()), kind: 'top_up', amountYen })
    purse.yen += amountYen
  }
  const pot = input.pots.findIndex(({ town }) => outing.towns.includes(town))
  if (pot >= 0 && !person.livesHere && random.chance(0.5))
    acts.push({ ...base(minute()), kind: 'grant', pot })
  if (person.agrees && random.chance(0.6)) acts.push({ ...base(minute()), kind: 'see' })
  for (const payment of payments) {
    if (payment.amountYen > purse.yen) continue
    purse.yen -= payment.amountYen
    const made: Act = { ...base(minute()), kind: 'pay', ...payment }
    acts.push(made)
    if (random.chance(0.012)) acts.push(refundOf(made, { ...base(minute()), random }))
  }
  // Who lives here is no visitor: a visit is outside one's daily life.
  if (person.agrees)
    for (const town of outing.towns)
      for (const spot of spotsIn(input, town, random))
        acts.push({ ...base(minute()), kind: 'check_in', spot })
  return acts
}

/** Later and later on the day, between half past eight and eight in the evening. */
function clockOf(day: string, random: Random): () => number {
  let at = startOfJapanDay(day) + 8.5 * 3_600_000 + random.whole(0, 90 * 60_000)
  const evening = startOfJapanDay(addDays(day, 1)) - 4 * 3_600_000
  return () =>
    (at = Math.min(at + random.whole(4 * 60_000, 50 * 60_000), evening + random.whole(0, 3_000_000)))
}

function paymentsIn(input: PlanInput, town: string, { livesHere, random }: OutingInput) {
  const here = input.shops.flatMap((shop, index) =>
    shop.town === town ? [{ index, shop, weight: shop.weight }] : [],
  )
  if (here.length === 0) return []
  return Array.from({ length: livesHere ? 1 : random.whole(1, 3) }, () => {
    const { index, shop } = random.weighted(here)
    const [least, most] = pricesOf[shop.kind]
    // Small amounts are more common than large ones.
    const amountYen = Math.round((least + (most - least) * random.next() ** 2) / 10) * 10
    return { shop: index, amountYen }
  })
}

function spotsIn(input: PlanInput, town: string, random: Random): number[] {
  const here = input.spots.flatMap((spot, index) => (spot.town === town ? [index] : []))
  if (here.length === 0) return []
  return [...new Set(Array.from({ length: random.whole(1, 3) }, () => random.pick(here)))]
}

function refundOf(payment: Act, { random, ...base }: Base & { random: Random }): Act {
  const { amountYen, shop } = payment as Act & { kind: 'pay' }
  const part = random.chance(0.5) ? null : Math.max(10, Math.round(amountYen / 20) * 10)
  return { ...base, kind: 'refund', payment: payment.name, shop, amountYen: part }
}
