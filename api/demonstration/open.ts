import type { Application } from '../merchants/index.ts'
import { assert } from '../platform/assert.ts'
import { must } from './parts.ts'
import type { OpenShop, RegionPeople, RegionServices, SeedInput } from './parts.ts'
import { inventedPots, waitingShop } from './shops.ts'
import type { InventedShop } from './shops.ts'

/** Every shop applies and is approved; one more only applies. Answers in the order of the list. */
export async function openShops(
  { services, invented, seed }: SeedInput,
  list: readonly InventedShop[],
  people: RegionPeople,
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
    const accountId = await invented.during(start, `shop/${i}/approve`, () =>
      accept(services, { merchantId, officer: people.officerOf(shop.town), approver: people.approver }),
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

type Deciding = { readonly merchantId: string; readonly officer: string; readonly approver: string }

/** Its town's officer looks into it, the union's approver lets it go. */
async function accept({ merchants }: RegionServices, { merchantId, officer, approver }: Deciding) {
  const seen = { result: 'agrees', note: '見本のお店のため、確かめたことにしました' } as const
  const checks = {
    shop_exists: seen,
    person_known: seen,
    holder_agrees: seen,
    goods_allowed: seen,
    no_gang_ties: seen,
  }
  const reason = '見本のお店として登録'
  const key = `${merchantId}/accept`
  const proposed = { merchantId, doneBy: officer, verdict: 'accept', checks, reason, key } as const
  const last = must(await merchants.propose(proposed), merchantId).steps.at(-1)
  assert(last?.what === 'proposed', 'it was proposed')
  const { payloadHash } = last
  const answer = { merchantId, what: 'approved', doneBy: approver, reason: '', payloadHash, key } as const
  return must(await merchants.answer(answer), merchantId).shop.accountId
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

/** The towns' pots, each asked for by its town's officer and let go by the union's approver, with its budget. */
export async function openPots(
  { services, invented, seed }: SeedInput,
  people: RegionPeople,
  start: number,
): Promise<string[]> {
  const { ledger, potOpenings } = services
  const potIds: string[] = []
  for (const [i, pot] of inventedPots.entries()) {
    const id = `pot:sample-${i + 1}`
    const { town: municipality, alsoIn = [], nameJa, nameEn, validDays } = pot
    const rule = { municipalities: [municipality, ...alsoIn] }
    await invented.during(start, `pot/${i}`, async () => {
      const asked = { potId: id, municipality, nameJa, nameEn, validDays, lastDay: null, endOf: null, rule }
      const by = { requestedBy: people.officerOf(municipality), key: `${seed}/pot/${i}` }
      const waiting = must(await potOpenings.ask({ ...asked, reason: '見本の財布' }, by), nameJa)
      const { id: requestId, payloadHash } = waiting
      const decided = { id: requestId, payloadHash, decidedBy: people.approver, reason: '' }
      must(await potOpenings.approve(decided), nameJa)
      const key = { scope: 'demonstration', key: `issue/${i}` }
      must(await ledger.issue({ key, potId: id, amountYen: pot.budgetYen }), nameJa)
    })
    potIds.push(id)
  }
  return potIds
}
