import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { decideDonate } from './donate.ts'
import type { Cause, CauseStanding, DonateCommand, DonationReceipt, DonationView } from './donate.ts'
import type { LedgerRefusal } from './errors.ts'
import { judgeKey } from './key.ts'
import { periodsOf } from './limits.ts'
import type { MerchantName, RegisteredCause } from './ports.ts'
import { answerOnce, untilStored } from './service-once.ts'
import type { Alongside, ServiceParts } from './service-once.ts'

/** A cause that a town registers for an organisation. */
export type RegisterCause = {
  readonly merchantId: string
  readonly name: MerchantName
  readonly purpose: MerchantName
  readonly registeredBy: string
  readonly key: string
}

/** Giving to causes, and the causes. */
export function donationUses(parts: ServiceParts) {
  const { store, merchants, clock, ids } = parts

  const standingOf = async (found: RegisteredCause | undefined): Promise<CauseStanding | undefined> => {
    if (found === undefined) return undefined
    const { cause, merchantId, merchantAccountId } = found
    const organisation = await merchants.find(merchantId)
    return {
      id: cause.causeId,
      merchantAccountId,
      open: cause.endedAt === undefined && organisation?.open === true,
    }
  }

  const registered = async (command: RegisterCause): Promise<Result<Cause, LedgerRefusal> | 'lost_race'> => {
    const { merchantId, name, purpose, registeredBy, key } = command
    const keyed = {
      key: { scope: `causes:${registeredBy}`, key },
      content: {
        operation: 'register_cause',
        merchantId,
        nameJa: name.ja,
        nameEn: name.en,
        purposeJa: purpose.ja,
        purposeEn: purpose.en,
      },
    }
    const known = await store.findKey(keyed.key)
    if (known !== undefined) {
      const verdict = judgeKey(known, keyed.content)
      return verdict.kind === 'other_content'
        ? refuse({ code: 'key_reused_with_other_content', field: verdict.field })
        : ok(known.answer as Cause)
    }
    const organisation = await merchants.find(merchantId)
    if (organisation === undefined) return refuse({ code: 'merchant_not_found', field: 'merchantId' })
    if (!organisation.open) return refuse({ code: 'merchant_not_open', field: 'merchantId' })
    const [at, cause] = [clock.now(), { causeId: ids.next(), name, purpose }]
    const made = { ...cause, merchantId, merchantAccountId: organisation.accountId, registeredBy, at }
    const stored = await store.commit([store.answerWrite(keyed, cause, at), store.causeWrite(made)])
    // Lost to a double tap: the same key answers it.
    return stored === 'stored' ? ok(cause) : stored
  }

  return {
    /** A new cause; the same key is the same cause. Refuses, in order: merchant_not_found, merchant_not_open. */
    registerCause: (command: RegisterCause) => untilStored(() => registered(command)),

    /** Ends a cause for good; ended before, it stays as it is. Refuses: cause_not_found. */
    endCause: (command: { causeId: string; endedBy: string }): Promise<Result<Cause, LedgerRefusal>> =>
      untilStored(async () => {
        if ((await store.findCause(command.causeId)) === undefined)
          return refuse({ code: 'cause_not_found', field: 'causeId' })
        const stored = await store.commit([store.causeEndWrite({ ...command, at: clock.now() })])
        return stored === 'stored' ? ok((await store.findCause(command.causeId))!.cause) : stored
      }),

    /** The organisation of a cause. */
    organisationOf: async (causeId: string): Promise<string | undefined> =>
      (await store.findCause(causeId))?.merchantId,

    /** The causes that take donations now, the oldest first. */
    openCauses: async (): Promise<readonly Cause[]> => {
      const all = await store.causesInUse()
      const standing = await Promise.all(all.map(standingOf))
      return all.filter((_, place) => standing[place]!.open).map(({ cause }) => cause)
    },

    /** Refuses, in order: amount, wallet, cause_not_found, cause_not_open, day and month, insufficient_funds. */
    donate: (command: DonateCommand & { key: string; alongside?: Alongside<DonationReceipt> }) =>
      answerOnce<DonationReceipt>(parts, {
        alongside: command.alongside,
        key: { scope: `wallet:${command.walletId}`, key: command.key },
        content: { operation: 'donate', causeId: command.causeId, amountYen: command.amountYen },
        decide: async (context) => {
          const [payer, found] = await Promise.all([
            store.findPayer(command.walletId, periodsOf(context.at)),
            store.findCause(command.causeId),
          ])
          return decideDonate({ ...payer, cause: await standingOf(found) }, command, context)
        },
      }),

    /** A donation, for the wallet that gave it. Refuses: donation_not_found. */
    donationOf: async (asked: {
      walletId: string
      donationId: string
    }): Promise<Result<DonationView, LedgerRefusal>> => {
      const stored = await store.findDonation(asked.donationId)
      if (stored === undefined || stored.walletId !== asked.walletId)
        return refuse({ code: 'donation_not_found', field: 'donationId' })
      const { walletId: _wallet, causeId: _cause, ...view } = stored
      return ok(view)
    },
  }
}
