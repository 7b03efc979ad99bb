import type { Ledger, Wallets } from '../currency/index.ts'
import type { Application, Merchants } from '../merchants/index.ts'
import type { Office } from '../office/index.ts'
import { assert } from '../platform/assert.ts'
import { addDays, japanDay, startOfJapanDay } from '../platform/clock.ts'
import type { Result } from '../platform/result.ts'
import { experiments, wordingInForce } from '../visitors/index.ts'
import type { Visitors } from '../visitors/index.ts'
import type { Invented } from './moment.ts'
import { planRegion } from './plan.ts'
import type { Act, ActKind, PlanSpot } from './plan.ts'
import { inventedPots, inventedShops, waitingShop } from './shops.ts'
import type { InventedShop } from './shops.ts'

/** The services that everybody uses; here they live through invented days. */
export type RegionServices = {
  readonly ledger: Ledger
  readonly wallets: Pick<Wallets, 'open'>
  readonly merchants: Pick<Merchants, 'apply' | 'approve'>
  readonly office: Pick<Office, 'previewSettlement' | 'approveSettlement'>
  readonly visitors: Pick<Visitors, 'changeConsent' | 'checkIn' | 'show'>
  /** Makes the people who can sign in; answers their ids. */
  readonly people: () => Promise<{ owner: string; clerk: string; approver: string }>
  /** Lets a person work at a shop. */
  readonly addClerk: (merchantId: string, userId: string, at: number) => Promise<void>
  /** A station's id by its Japanese name, and every spot where one can check in. */
  readonly stationNamed: (nameJa: string) => string | undefined
  readonly spots: readonly PlanSpot[]
  readonly isBankDay: (day: string) => boolean
}

export type SeedInput = {
  readonly services: RegionServices
  readonly invented: Invented
  readonly seed: string
  /** The days end with the day of this instant; nothing happens after it. */
  readonly now: number
  /** How many times larger than the ordinary region. */
  readonly scale?: number
  readonly days?: number
  /** Told after each whole day. */
  readonly progress?: (done: number, of: number, day: string) => void
  /** Stops after the day under way: what is there is whole and right. */
  readonly signal?: AbortSignal
}

export type Seeded = { readonly days: number; readonly acts: number; readonly stopped: boolean }

type OpenShop = { readonly merchantId: string; readonly accountId: string }

type Running = SeedInput & {
  readonly shops: readonly OpenShop[]
  readonly potIds: readonly string[]
  readonly wallets: Map<number, string>
  readonly payments: Map<string, string>
  readonly approver: string
}

/** Wallets of the ordinary region. */
const walletsPerScale = 300

/** What must be over before the next begins; what is in one wave happens side by side. */
const waves: readonly (readonly ActKind[])[] = [
  ['open'],
  ['agree'],
  ['top_up', 'grant'],
  ['pay', 'check_in', 'see'],
]

/** How many acts wait together: enough to share commits, few enough for a pool of connections. */
const sideBySide = 500

/**
 * Makes the demonstration region through the services that everybody uses: shops that applied and were approved, pots
 * with money, and days of wallets, top-ups, payments, visits, refunds and settlements. The same seed and instant make
 * the same region.
 */
export async function seedRegion(input: SeedInput): Promise<Seeded> {
  const { services, invented, now, seed, signal } = input
  const days = daysUntil(now, input.days ?? 90)
  const shopList = scaled(inventedShops, input.scale ?? 1)
  const start = startOfJapanDay(days[0]!)
  const people = await services.people()
  await invented.during(start, 'books', () => services.ledger.openBooks())
  const shops = await openShops(input, shopList, people, start)
  const potIds = await openPots(input, start)
  const plan = planRegion({
    seed,
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

const must = <T>(answer: Result<T, { readonly code: string }>, what: string): T => {
  assert(answer.ok, `${what}: ${answer.ok ? '' : answer.error.code}`)
  return answer.value
}

async function openShops(
  { services, invented, seed }: SeedInput,
  list: readonly InventedShop[],
  people: { owner: string; clerk: string; approver: string },
  start: number,
): Promise<OpenShop[]> {
  const { merchants } = services
  // The first shop of the officer's town is the one whose owner and clerk can sign in.
  const shown = list.findIndex(({ town }) => town === waitingShop.town)
  const open = async (shop: InventedShop, i: number): Promise<OpenShop> => {
    const userId = i === shown ? people.owner : `invented-owner-${i}`
    const { merchantId } = await invented.during(start, `shop/${i}`, async () =>
      must(
        await merchants.apply(applicationOf(services, shop, i), { userId }, `${seed}/shop/${i}`),
        shop.nameJa,
      ),
    )
    const decision = { merchantId, decidedBy: people.approver, reason: '見本のお店として登録' }
    const { accountId } = await invented.during(start, `shop/${i}/approve`, async () =>
      must(await merchants.approve(decision), shop.nameJa),
    )
    assert(accountId !== null, 'an approved shop has an account')
    if (i === shown) await services.addClerk(merchantId, people.clerk, start)
    return { merchantId, accountId }
  }
  const shops = await Promise.all(list.map(open))
  const waiting = applicationOf(services, waitingShop, list.length)
  await invented.during(start, 'shop/waiting', async () =>
    must(
      await merchants.apply(waiting, { userId: 'invented-owner-waiting' }, `${seed}/shop/waiting`),
      waitingShop.nameJa,
    ),
  )
  return shops
}

/** Invented accounts at a real bank's branch: the bank file needs a branch that exists. */
const branches = ['401', '402', '403', '404', '406', '407', '408', '411', '413', '414']

function applicationOf(services: RegionServices, shop: InventedShop, index: number): Application {
  return {
    nameJa: shop.nameJa,
    nameKana: shop.nameKana,
    nameEn: shop.nameEn,
    municipality: shop.town,
    merchantClass: shop.kind,
    stationId: shop.station === '' ? null : (services.stationNamed(shop.station) ?? null),
    contactName: '見本 店主',
    // 0120-000 and .example are never given to anybody.
    contactPhone: '0242-00-0000',
    contactEmail: `shop-${index + 1}@demonstration.example`,
    bankCode: '0126',
    branchCode: branches[index % branches.length]!,
    depositType: 1,
    accountNumber: String(9_000_001 + index),
    holderKana: shop.nameKana.slice(0, 30),
  }
}

async function openPots({ services, invented }: SeedInput, start: number): Promise<string[]> {
  const { ledger } = services
  const potIds: string[] = []
  for (const [i, pot] of inventedPots.entries()) {
    const id = `pot:sample-${i + 1}`
    const { town: municipality, nameJa, nameEn, validDays } = pot
    const rule = { municipalities: [municipality] }
    await invented.during(start, `pot/${i}`, async () => {
      await ledger.openPot({ id, municipality, nameJa, nameEn, rule, validDays })
      const key = { scope: 'demonstration', key: `issue/${i}` }
      must(await ledger.issue({ key, potId: id, amountYen: pot.budgetYen }), nameJa)
    })
    potIds.push(id)
  }
  return potIds
}

async function liveThrough(running: Running, planned: readonly Act[]): Promise<void> {
  for (const kinds of waves) {
    const wave = planned.filter((act) => kinds.includes(act.kind))
    // One wallet's payments follow each other, so that none waits for another's lots; the rest needs no turn.
    const turns = [...Map.groupBy(wave, (act) => (act.kind === 'pay' ? act.wallet : act.name)).values()]
    for (let i = 0; i < turns.length; i += sideBySide)
      await Promise.all(turns.slice(i, i + sideBySide).map((acts) => actInTurn(running, acts)))
  }
  // Refunds fold a shop's takings: two of one shop would only wait for each other.
  await actInTurn(
    running,
    planned.filter((act) => act.kind === 'refund'),
  )
  running.payments.clear()
}

async function actInTurn(running: Running, acts: readonly Act[]): Promise<void> {
  for (const one of acts) await running.invented.during(one.at, one.name, () => act(running, one))
}

async function act(running: Running, one: Act): Promise<void> {
  const { services, wallets, payments, shops } = running
  const key = `demonstration/${one.name}`
  if (one.kind === 'open') {
    wallets.set(one.wallet, must(await services.wallets.open(key), one.name).walletId)
    return
  }
  const walletId = wallets.get(one.wallet)
  assert(walletId !== undefined, 'a wallet is opened before it is used')
  switch (one.kind) {
    case 'agree': {
      const wordingVersion = wordingInForce.statistics
      const yes = { walletId, key, purpose: 'statistics', given: true, wordingVersion, locale: 'ja' } as const
      must(await services.visitors.changeConsent(yes), one.name)
      return
    }
    case 'top_up':
      // Stands for a card payment that arrived: the demonstration has no card.
      must(
        await services.ledger.topUp({
          key: { scope: 'demonstration', key },
          walletId,
          amountYen: one.amountYen,
        }),
        one.name,
      )
      return
    case 'grant': {
      const { grantYen } = inventedPots[one.pot]!
      const grant = {
        key: { scope: 'demonstration', key },
        potId: running.potIds[one.pot]!,
        walletId,
        amountYen: grantYen,
      }
      const given = await services.ledger.grant(grant)
      // A pot that is empty gives no more: that is what a budget is for.
      if (!given.ok) assert(given.error.code === 'pot_exhausted', given.error.code)
      return
    }
    case 'pay': {
      const { merchantId } = shops[one.shop]!
      const paid = must(
        await services.ledger.pay({ walletId, merchantId, amountYen: one.amountYen, key }),
        one.name,
      )
      payments.set(one.name, paid.answer.paymentId)
      return
    }
    case 'refund': {
      const { accountId } = shops[one.shop]!
      const paymentId = payments.get(one.payment)
      assert(paymentId !== undefined, 'a payment is given back on its day')
      must(
        await services.ledger.refund({
          paymentId,
          merchantAccountId: accountId,
          amountYen: one.amountYen,
          key,
        }),
        one.name,
      )
      return
    }
    case 'check_in': {
      const { kind: spotKind, id: spotId } = spotAt(running, one.spot)
      must(await services.visitors.checkIn({ walletId, spotKind, spotId }), one.name)
      return
    }
    case 'see': {
      const experiment = experiments[0]!
      if (japanDay(one.at) < experiment.from) return
      const shown = await services.visitors.show({
        walletId,
        key,
        subjectKind: 'experiment',
        subjectId: experiment.id,
      })
      // Who did not agree yet is shown nothing that is recorded.
      if (!shown.ok) assert(shown.error.code === 'consent_needed', shown.error.code)
    }
  }
}

function spotAt({ services, shops }: Running, index: number) {
  const { spots } = services
  return index < spots.length
    ? spots[index]!
    : { kind: 'merchant' as const, id: shops[index - spots.length]!.merchantId }
}

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
