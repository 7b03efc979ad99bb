import { addDays, japanDay, startOfJapanDay } from '../platform/clock.ts'
import { liveThrough } from './live.ts'
import { openPots, openShops } from './open.ts'
import { must } from './parts.ts'
import type { Running, SeedInput, Seeded } from './parts.ts'
import { planRegion } from './plan.ts'
import type { PlanSpot } from './plan.ts'
import { inventedPots, inventedShops } from './shops.ts'
import type { InventedShop } from './shops.ts'

export type { RegionPeople, RegionServices, SeedInput, Seeded } from './parts.ts'

/** Wallets of the ordinary region. */
const walletsPerScale = 300

/**
 * Makes the demonstration region through the services that everybody uses: shops that applied and were approved, pots
 * with money, and days of wallets, top-ups, payments, visits, refunds and settlements. The same seed and instant make
 * the same region.
 */
export function seedRegion(input: SeedInput): Promise<Seeded> {
  return input.services.inBulk(() => seed(input))
}

async function seed(input: SeedInput): Promise<Seeded> {
  const { services, invented, now, signal } = input
  const days = daysUntil(now, input.days ?? 90)
  const shopList = scaled(inventedShops, input.scale ?? 1)
  const start = startOfJapanDay(days[0]!)
  const people = await services.people()
  await invented.during(start, 'books', () => services.ledger.openBooks())
  const shops = await openShops(input, shopList, people, start)
  const potIds = await openPots(input, people, start)
  const plan = planRegion({
    seed: input.seed,
    days,
    now,
    wallets: walletsPerScale * (input.scale ?? 1),
    shops: shopList,
    pots: inventedPots,
    spots: [...services.spots, ...shops.map(({ merchantId }, i) => spotOfShop(merchantId, shopList[i]!))],
  })
  const running: Running = {
    ...input,
    shops,
    potIds,
    wallets: new Map(),
    payments: new Map(),
    approver: people.approver,
  }
  let [done, acts] = [0, 0]
  for (const [day, planned] of plan) {
    if (signal?.aborted) return { days: done, acts, stopped: true }
    await settleOn(running, day)
    await liveThrough(running, planned)
    acts += planned.length
    done++
    input.progress?.(done, days.length, day)
  }
  return { days: done, acts, stopped: false }
}

const daysUntil = (now: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => addDays(japanDay(now), i + 1 - count))

/** A larger region repeats its shops with a number behind each name. */
const scaled = (shops: readonly InventedShop[], scale: number): InventedShop[] =>
  Array.from({ length: scale }, (_, n) =>
    n === 0
      ? shops
      : shops.map((shop) => ({
          ...shop,
          nameJa: `${shop.nameJa} ${n + 1}`,
          nameEn: `${shop.nameEn.slice(0, 20)} ${n + 1}`,
        })),
  ).flat()

const spotOfShop = (id: string, { town }: InventedShop): PlanSpot => ({ kind: 'merchant', id, town })

/**
 * Every second Wednesday up to the last one, if it is a bank day: in the morning, what was taken until the evening
 * before is paid out. What came after the last run waits for the office.
 */
async function settleOn({ services, invented, now, approver }: Running, day: string): Promise<void> {
  const at = startOfJapanDay(day) + 10 * 3_600_000
  const daysAgo = Math.floor((now - at) / 86_400_000)
  const isWednesday = new Date(`${day}T00:00:00Z`).getUTCDay() === 3
  if (!isWednesday || daysAgo < 0 || daysAgo % 14 >= 7 || !services.isBankDay(day)) return
  await invented.during(at, `settlement/${day}`, async () => {
    const preview = must(await services.office.previewSettlement(), 'preview')
    if (preview.plan.payouts.length === 0) return
    const { plan, planHash } = preview
    must(
      await services.office.approveSettlement({ cutOffAt: plan.cutOffAt, planHash, approvedBy: approver }),
      'settlement',
    )
  })
}
