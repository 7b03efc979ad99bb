import { startOfJapanDay, type Clock } from '../platform/clock.ts'
import type { PayoutProfile } from '../merchants/index.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import {
  checkPayoutProfile,
  payoutProfileValidMs,
  type PayoutProfileAsked,
} from './payout-profile-request.ts'
import type { ProfileShops, RequestStore, Write } from './ports.ts'
import { requestService } from './request-service.ts'

export type PayoutProfileParts = {
  readonly store: RequestStore<PayoutProfileAsked>
  readonly shops: ProfileShops
  readonly clock: Clock
}

/** How often a decision that another one of the same shop was ahead of is looked at anew. */
const triesMax = 3

/** The days on which shops are paid, with four eyes. Proposing refuses what `checkPayoutProfile` names, deciding that too. */
export function payoutProfileService(parts: PayoutProfileParts) {
  const { store, shops, clock } = parts
  return requestService<PayoutProfileAsked>({
    store,
    clock,
    kind: {
      name: 'payout_profile',
      fields: [
        'merchantCode',
        'kind',
        'weekday',
        'closingDay',
        'payingDay',
        'monthsAfter',
        'fromDay',
        'reason',
      ],
      validMs: payoutProfileValidMs,
      check: async (asked) => {
        const { shop, history } = await factsOf(shops, asked.merchantCode)
        return checkPayoutProfile(asked, { shop, history, now: clock.now() })
      },
      carryOut: async ({ id, ...asked }, alongside) => {
        for (let tried = 0; tried < triesMax; tried++) {
          const done = await decide(parts, { id, asked, alongside })
          if (!done.ok || done.value === 'stored') return done
        }
        return refuse({ code: 'busy_try_again' })
      },
    },
  })
}

export type PayoutProfiles = ReturnType<typeof payoutProfileService>

async function factsOf(shops: ProfileShops, merchantCode: string) {
  const shop = await shops.findByCode(merchantCode)
  const known = shop === undefined || shop.accountId === null ? undefined : shop
  return { shop: known, history: known === undefined ? [] : await shops.payoutProfiles(known.id) }
}

type Deciding = {
  readonly id: string
  readonly asked: PayoutProfileAsked
  readonly alongside: () => readonly Write[]
}

async function decide(
  { shops, clock }: PayoutProfileParts,
  { id, asked, alongside }: Deciding,
): Promise<Result<'stored' | 'lost', OfficeRefusal>> {
  const { shop, history } = await factsOf(shops, asked.merchantCode)
  const at = clock.now()
  const checked = checkPayoutProfile(asked, { shop, history, now: at })
  if (!checked.ok || shop === undefined) return checked.ok ? ok('lost') : checked
  const profile = {
    ...daysOf(asked),
    merchantId: shop.id,
    number: history.length + 1,
    fromAt: startOfJapanDay(asked.fromDay),
    requestId: id,
    at,
  }
  return ok(await shops.addPayoutProfile(profile, alongside()))
}

const daysOf = ({
  kind,
  weekday,
  closingDay,
  payingDay,
  monthsAfter,
}: PayoutProfileAsked): PayoutProfile => ({
  kind,
  weekday,
  closingDay,
  payingDay,
  monthsAfter,
})
