import type { Clock } from '../platform/clock.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import { checkPotOpening, type PotOpeningAsked } from './pot-opening-request.ts'
import type { Pot, PotLedger, PotShops, RequestStore } from './ports.ts'
import { requestService } from './request-service.ts'

export type PotOpeningParts = {
  readonly store: RequestStore<PotOpeningAsked>
  readonly pots: () => Promise<readonly Pot[]>
  readonly ledger: PotLedger
  readonly shops: PotShops
  readonly isTown: (code: string) => boolean
  readonly clock: Clock
  /** How long a request may wait, milliseconds. */
  readonly requestValidMs: number
}

/** How often a decision that another writer was ahead of is looked at anew. */
const triesMax = 3

/** Pots, opened with four eyes. Asking refuses what `checkPotOpening` names, deciding that and what `checkDecision` does. */
export function potOpeningService(parts: PotOpeningParts) {
  const { store, ledger, clock } = parts
  return requestService<PotOpeningAsked>({
    store,
    clock,
    kind: {
      name: 'pot opening',
      fields: [
        'potId',
        'municipality',
        'nameJa',
        'nameEn',
        'validDays',
        'lastDay',
        'endOf',
        'rule',
        'reason',
      ],
      validMs: parts.requestValidMs,
      check: (asked) => check(parts, asked),
      carryOut: async (request, alongside) => {
        for (let tried = 0; tried < triesMax; tried++) {
          // A week may have passed: its last day may be over, a shop closed, the same pot opened.
          const checked = await check(parts, request)
          if (!checked.ok) return checked
          if ((await ledger.openPot(potOf(request), alongside)) === 'stored') return ok(null)
        }
        return refuse({ code: 'busy_try_again' })
      },
    },
  })
}

export type PotOpenings = ReturnType<typeof potOpeningService>

/** The name of a pot in the books: of whoever asks, for the same key the same, so that nobody has to think of one. */
export const potIdOf = ({
  requestedBy,
  key,
}: {
  readonly requestedBy: string
  readonly key: string
}): string => `pot:${sha256Hex(`pot\n${requestedBy}\n${key}`).slice(0, 20)}`

async function check(
  { pots, shops, isTown, clock }: PotOpeningParts,
  asked: PotOpeningAsked,
): Promise<Result<null, OfficeRefusal>> {
  const [all, missingShop] = await Promise.all([pots(), closedShop(shops, asked.rule.merchants ?? [])])
  return checkPotOpening(asked, {
    isTown: isTown(asked.municipality),
    isThere: all.some(({ id }) => id === asked.potId),
    missingShop,
    now: clock.now(),
  })
}

/** Money that may be spent at no shop would only end. */
async function closedShop(shops: PotShops, named: readonly string[]): Promise<string | undefined> {
  const found = await Promise.all(named.map((id) => shops.find(id)))
  const at = found.findIndex((shop) => !takesPayments(shop))
  return at < 0 ? undefined : (found[at]?.code ?? named[at])
}

/** Whether a shop takes payments now. */
export const takesPayments = (shop: Awaited<ReturnType<PotShops['find']>>): boolean =>
  shop !== undefined && shop.status === 'approved' && shop.closedAt === null

const potOf = ({
  potId: id,
  municipality,
  nameJa,
  nameEn,
  validDays,
  lastDay,
  endOf,
  rule,
}: PotOpeningAsked): Parameters<PotLedger['openPot']>[0] => ({
  id,
  municipality,
  nameJa,
  nameEn,
  validDays,
  lastDay,
  endOf,
  rule,
})
