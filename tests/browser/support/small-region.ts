import { join } from 'node:path'
import { inventedShops, waitingShop } from '../../../api/demonstration/shops.ts'
import { takeInDrawings } from '../../../api/museum/index.ts'
import { openHub } from '../../../api/open-hub.ts'
import { japanDay, startOfJapanDay, systemClock } from '../../../api/platform/clock.ts'
import { fillRegion } from '../../../api/seed.ts'
import { drawingsIn } from '../../../api/services-museum.ts'
import type { Hub } from '../../../api/services.ts'
import type { Place } from '../../support/prepared-hub.ts'

/** A purse with money in it, as its browser carries it. */
export type Purse = { readonly walletId: string; readonly credential: string }

export type SmallRegion = {
  /** Each story spends its own, counted from the last back. */
  readonly purses: readonly Purse[]
  /** The days that go wrong have theirs apart: all that was ever paid from them is counted. */
  readonly pursesOfBadDays: readonly Purse[]
  /** The shop whose owner can sign in, and another one: what their printed codes hold. */
  readonly ownShop: PrintedShop
  readonly otherShop: PrintedShop
}

export type PrintedShop = {
  readonly merchantId: string
  readonly nameJa: string
  readonly nameEn: string
  readonly payload: string
  /** The eight letters under the code. */
  readonly code: string
}

const drawings = join(import.meta.dirname, '..', '..', '..', '.build', 'drawings')

/** Purses that pay before any story is told, of the days that go wrong, and of all other stories. */
const [firstPurses, badDayPurses, storyPurses] = [12, 11, 112]

/** Yen in each purse. */
export const purseYen = 5_000

const must = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value
}

/**
 * The demonstration's people, shops and pots without its ninety days, and as many payments at different shops as the
 * public numbers need to show anything. Everything that shops hold is settled. A server makes the site's drawings into
 * images after its start; where several are to serve the same, it is done here once.
 */
export async function makeSmallRegion(place: Place, withDrawings: boolean): Promise<SmallRegion> {
  const { hub, store, images } = await openHub(place.environment, 'demonstration')
  if (withDrawings) await takeInDrawings({ images, fileOf: drawingsIn(drawings) })
  // Only the first instant of today: the shops open, and nobody has done anything yet.
  const dawn = startOfJapanDay(japanDay(systemClock.now()))
  await fillRegion({ store, hub, clock: { now: () => dawn }, days: 1 })
  const shops = await hub.merchants.inStatus('approved')
  const length = firstPurses + badDayPurses + storyPurses
  const purses = await Promise.all(Array.from({ length }, (_, n) => openPurse(hub, n)))
  for (const [n, purse] of purses.splice(0, firstPurses).entries()) await payAt(hub, purse, shops[n % 4]!.id)
  const preview = must(await hub.office.previewSettlement(systemClock.now()))
  must(
    await hub.office.approveSettlement({
      cutOffAt: preview.plan.cutOffAt,
      planHash: preview.planHash,
      approvedBy: 'preparation',
    }),
  )
  // The owner who can sign in keeps the first shop of the waiting one's town.
  const ownName = inventedShops.find(({ town }) => town === waitingShop.town)!.nameJa
  const own = shops.find(({ nameJa }) => nameJa === ownName)!
  const other = shops.find(({ id }) => id !== own.id)!
  const printed = async ({ id, nameJa, nameEn }: typeof own): Promise<PrintedShop> => {
    const { payload, merchantCode } = must(await hub.merchants.code(id))
    return { merchantId: id, nameJa, nameEn, payload, code: merchantCode }
  }
  const pursesOfBadDays = purses.splice(0, badDayPurses)
  const region = { purses, pursesOfBadDays, ownShop: await printed(own), otherShop: await printed(other) }
  await store.close()
  return region
}

async function openPurse(hub: Hub, n: number): Promise<Purse> {
  const { walletId, credential } = must(
    await hub.wallets.open(`purse-of-a-story-${n}-${crypto.randomUUID()}`),
  )
  must(
    await hub.ledger.topUp({
      key: { scope: 'browser-stories', key: walletId },
      walletId,
      amountYen: purseYen,
    }),
  )
  return { walletId, credential }
}

async function payAt(hub: Hub, { walletId }: Purse, merchantId: string): Promise<void> {
  must(await hub.ledger.pay({ walletId, merchantId, amountYen: 1_000, key: `first-${walletId}` }))
}
