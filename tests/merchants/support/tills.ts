import type { Store } from '../../../db/store.ts'
import { clerkService, tillStaff } from '../../../api/merchants/index.ts'
import { pinHashBetterAuth } from '../../../api/merchants/pin-hash-better-auth.ts'
import { clerkStore } from '../../../api/merchants/repository-clerks.ts'
import { randomIds, newId } from '../../../api/platform/ids.ts'
import type { TillAct } from '../../../api/currency/till-act.ts'
import type { Region } from './region.ts'

/** What every clerk of the tests may do, where nothing else is said. */
export const rights = { mayTake: true, maySeeTakings: false, refundYenMax: 300, refundDayYenMax: 500 }

/** A shop of the small region with its tills: whoever owns it, clerks with their PIN, and what they do there. */
export async function tillsOf(store: Store, region: Region, shop: { id: string; accountId: string }) {
  const kept = clerkStore(store)
  const staff = tillStaff(kept)
  const slow = pinHashBetterAuth('a secret of the tests, long enough')
  /** How many PINs were looked at. */
  const looks = { count: 0 }
  const matches: typeof slow.matches = (clerkId, pin, hash) => {
    looks.count += 1
    return slow.matches(clerkId, pin, hash)
  }
  const pins = { ...slow, matches }
  const clerks = clerkService({ store: kept, pins, clock: region.clock, ids: randomIds })
  const rows = await store.raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
  const owner = { merchantId: shop.id, userId: String(rows[0]!['user_id']) }
  const valueOf = <T>(result: { ok: true; value: T } | { ok: false; error: unknown }): T => {
    if (!result.ok) throw new Error(JSON.stringify(result.error))
    return result.value
  }
  const addClerk = async (pin: string, change: Partial<typeof rights> & { name?: string } = {}) =>
    valueOf(await clerks.add({ name: '店員', ...rights, ...change, pin }, owner, newId())).clerkId
  /** A till, and its cookie. */
  const addTill = async (name = 'レジ') => valueOf(await clerks.addTill(name, owner, newId()))
  /** A clerk at a till: who acts there. */
  const stand = async (till: { credential: string }, clerkId: string, pin: string) => {
    const here = await clerks.recognise(till.credential)
    valueOf(await clerks.enter(here!, clerkId, pin))
    return { scopes: [], till: (await clerks.recognise(till.credential))! }
  }
  const actOf = (actor: Parameters<typeof staff.actOf>[0], what: 'charge' | 'refund' = 'refund'): TillAct =>
    staff.actOf(actor, shop.id, what)
  const refund = (act: TillAct, paymentId: string, amountYen: number | null) =>
    region.ledger.refund({ paymentId, amountYen, merchantAccountId: shop.accountId, key: newId(), act })
  return { looks, clerks, owner, addClerk, addTill, stand, actOf, refund }
}
