import { japanDay } from '../platform/clock.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import type { LedgerRefusal } from './errors.ts'
import { periodsOf } from './limits.ts'
import type { CodeKind } from './limits.ts'
import type { Seen } from './pay.ts'
import type { Answered, FreezeReads, WalletStore } from './ports.ts'
import type { ProxyRefusal } from './proxy-errors.ts'
import { hashOfInvitation, invitingOf } from './service-proxy-inviting.ts'
import { openingOf } from './service-proxy-opening.ts'
import type { ActPage, EndedBy, ProxyActLine, ProxyStore } from './proxy-ports.ts'
import { decideProxyPay, decideProxyPayable, isInForce, refuseAnother, stoppedBy } from './proxy.ts'
import type { ActingProxy, Proxy } from './proxy.ts'
import type { Receipt } from './receipt.ts'
import { readRecoveryCode } from './recovery-code.ts'
import { namedNow } from './service-sale-codes.ts'
import { answerOnce, untilStored } from './service-once.ts'
import type { CodeParts } from './service-offline-codes.ts'
import type { TopupActor } from './topup-service.ts'

export type ProxyParts = CodeParts & {
  readonly proxies: ProxyStore
  readonly wallets: Pick<
    WalletStore,
    'walletOfRecovery' | 'unclaimedHash' | 'openWithoutDeviceWrites' | 'renewCodeWrite'
  >
  readonly payerOf: FreezeReads['payerOf']
}

/** The phone that asks, with the wallet that is its own. */
export type Phone = { readonly walletId: string; readonly deviceId: string }

/** Who acts for whom: becoming a proxy, acting as one, and taking one away. */
export function proxyService(parts: ProxyParts) {
  const { store, proxies, wallets, clock, ids, settings } = parts

  /** The proxy that this phone is; somebody else's is not there. */
  const find = async (
    proxyId: string,
    deviceId: string,
  ): Promise<Result<ActingProxy, Extract<LedgerRefusal, { code: 'proxy_not_found' }>>> => {
    const found = await proxies.findActing(proxyId, japanDay(clock.now()))
    return found?.deviceId === deviceId ? ok(found) : notFound
  }

  const accept = async (
    phone: Phone,
    codeHash: string,
  ): Promise<Result<Proxy, ProxyRefusal> | 'lost_race'> => {
    const at = clock.now()
    const invitation = await proxies.findInvitation(codeHash)
    if (invitation === undefined || invitation.validUntil < at) return unknownInvitation
    const { id: invitationId, walletId, validUntil: _, usedByDeviceId, ...terms } = invitation
    const known = await proxies.proxiesOfWallet(walletId)
    if (usedByDeviceId !== null) {
      // A double tap, or an answer that was lost: what this phone became by the code.
      const own = known.find(
        (one) => usedByDeviceId === phone.deviceId && one.deviceId === phone.deviceId && isInForce(one, at),
      )
      return own === undefined ? unknownInvitation : ok(own)
    }
    const asked = { walletId, deviceId: phone.deviceId, ownWalletId: phone.walletId }
    const refused = refuseAnother(known, asked, { at, settings })
    if (refused) return refused
    const made = { ...terms, walletId, deviceId: phone.deviceId, number: known.length + 1 }
    const proxyId = ids.next()
    const stored = await store.commit([proxies.proxyWrite({ ...made, id: proxyId, invitationId, at })])
    return stored === 'stored' ? ok({ ...made, proxyId, createdAt: at, endedAt: null }) : stored
  }

  const end = (
    found: () => Promise<Proxy | undefined>,
    by: { readonly by: EndedBy; readonly endedBy: string | null; readonly reason: string },
  ): Promise<Result<null, ProxyRefusal>> =>
    untilStored(async (): Promise<Result<null, ProxyRefusal> | 'lost_race'> => {
      const proxy = await found()
      if (proxy === undefined) return notFound
      if (proxy.endedAt !== null) return ok(null)
      const { proxyId } = proxy
      const stored = await store.commit([proxies.endingWrite({ proxyId, ...by, at: clock.now() })])
      return stored === 'stored' ? ok(null) : stored
    })

  /** What a list shows of acts, with the shops by name. */
  const named = (lines: readonly ProxyActLine[]) =>
    Promise.all(
      lines.map(async ({ merchantAccountId, ...line }) => ({
        ...line,
        merchant:
          merchantAccountId === null ? null : ((await parts.merchants.named(merchantAccountId)) ?? null),
      })),
    )

  return {
    ...openingOf(parts),
    ...invitingOf(parts),
    find,
    limits: settings.proxy,

    /** Those that this phone is now, the first one first. */
    mine: async (deviceId: string): Promise<readonly Proxy[]> => {
      const at = clock.now()
      return (await proxies.proxiesOfDevice(deviceId)).filter((one) => isInForce(one, at))
    },

    /** What this proxy did, the newest first: of others, and of the owner, it sees nothing but what is left. */
    actsOf: async (proxyId: string, page: ActPage) => named(await proxies.actsOfProxy(proxyId, page)),

    /** Who did something in an owner's name; undefined of what was not done so. */
    doneBy: proxies.doneBy,

    /** Refuses, in order: proxy_not_found, then as `decideProxyPay`. */
    pay: async (
      phone: Phone,
      command: {
        readonly proxyId: string
        readonly merchantId: string
        readonly amountYen: number
        readonly codeKind: CodeKind
        readonly seen?: Seen | undefined
        readonly key: string
      },
    ): Promise<Answered<Receipt>> => {
      const { proxyId, merchantId, amountYen, codeKind, seen, key } = command
      // Asked before the key is: nobody is told what another phone did under it.
      const known = await find(proxyId, phone.deviceId)
      if (!known.ok) return known
      const { walletId, number, dayYenMax } = known.value
      const paid = { walletId, number, dayLimitYen: dayYenMax, allDayLimitYen: settings.proxy.allDayYenMax }
      return answerOnce<Receipt>(parts, {
        key: { scope: `proxy:${proxyId}`, key },
        content: { operation: 'pay', merchantId, amountYen },
        decide: async (context) => {
          const periods = periodsOf(context.at)
          const [proxy, payer, named] = await Promise.all([
            proxies.findActing(proxyId, periods.day),
            store.findPayer(walletId, periods),
            namedNow(parts, command, context.at),
          ])
          if (proxy === undefined) return notFound
          const by = { walletId, merchantId, amountYen, codeKind, seen, deviceAddedAt: proxy.createdAt }
          return decideProxyPay({ proxy, ...payer, ...named }, by, context)
        },
        alongside: ({ paymentId, paidAt }) =>
          proxies.actWrites({ id: paymentId, proxyId, what: 'pay', amountYen, at: paidAt }, paid),
      })
    },

    /** What a proxy can pay at once at most now by such a code. Refuses, in order: proxy_not_found, then as `decideProxyPayable`. */
    payable: async (
      phone: Phone,
      { proxyId, codeKind }: { readonly proxyId: string; readonly codeKind: CodeKind },
    ): Promise<Result<number, LedgerRefusal>> => {
      const known = await find(proxyId, phone.deviceId)
      if (!known.ok) return known
      const at = clock.now()
      const periods = periodsOf(at)
      const [proxy, { spent }] = await Promise.all([
        proxies.findActing(proxyId, periods.day),
        store.findPayer(known.value.walletId, periods),
      ])
      if (proxy === undefined) return notFound
      return decideProxyPayable(
        { proxy, spent },
        { codeKind, deviceAddedAt: proxy.createdAt },
        { at, settings },
      )
    },

    /** Who adds money to the owner's wallet. Refuses, in order: proxy_not_found, proxy_ended, proxy_own_wallet_frozen. */
    topUpActor: (proxyId: string): TopupActor => ({
      refuses: async (at) => {
        const proxy = await proxies.findActing(proxyId, japanDay(at))
        if (proxy === undefined) return notFound.error
        return stoppedBy(proxy, at)
      },
      writes: ({ topupId, amountYen, at }) =>
        proxies.actWrites({ id: topupId, proxyId, what: 'top_up', amountYen, at }, null),
    }),

    /** Whose wallet a printed code is of. Refuses: recovery_code_unknown. */
    walletOfCode: async (typed: string): Promise<Result<string, ProxyRefusal>> => {
      const code = readRecoveryCode(typed)
      const walletId = code === null ? undefined : await wallets.walletOfRecovery(sha256Hex(code))
      return walletId === undefined ? refuse({ code: 'recovery_code_unknown', field: 'code' }) : ok(walletId)
    },

    /** Whose wallet made a payment. Refuses: payment_not_found. */
    walletOfPayment: async (paymentId: string): Promise<Result<string, ProxyRefusal>> => {
      const walletId = await parts.payerOf(paymentId)
      return walletId === undefined ? refuse({ code: 'payment_not_found', field: 'paymentId' }) : ok(walletId)
    },

    /** All proxies that a wallet ever had, and what they did: for the owner's side. */
    ofWallet: async (walletId: string, page: ActPage) => {
      const [known, acts] = await Promise.all([
        proxies.proxiesOfWallet(walletId),
        proxies.actsOfWallet(walletId, page),
      ])
      const at = clock.now()
      return {
        proxies: known.map((one) => ({ ...one, inForce: isInForce(one, at) })),
        acts: await named(acts),
      }
    },

    /** Refuses, in order: proxy_invitation_unknown, proxy_held_before, proxies_too_many. */
    accept: async (phone: Phone, typed: string): Promise<Result<Proxy, ProxyRefusal>> => {
      const codeHash = hashOfInvitation(typed)
      return codeHash === null ? unknownInvitation : untilStored(() => accept(phone, codeHash))
    },

    /** A proxy gives up. Asked again it stays so. Refuses: proxy_not_found. */
    giveUp: (proxyId: string, { deviceId }: Phone) =>
      end(
        async () => {
          const found = await find(proxyId, deviceId)
          return found.ok ? found.value : undefined
        },
        { by: 'proxy', endedBy: deviceId, reason: 'given up by the proxy' },
      ),

    /** Takes a proxy of this wallet away. Asked again it stays so. Refuses: proxy_not_found. */
    takeAway: (
      walletId: string,
      proxyId: string,
      by: { readonly by: EndedBy; readonly endedBy: string | null; readonly reason: string },
    ) =>
      end(async () => (await proxies.proxiesOfWallet(walletId)).find((one) => one.proxyId === proxyId), by),
  }
}

export type Proxies = ReturnType<typeof proxyService>

const notFound = refuse({ code: 'proxy_not_found', field: 'proxyId' } as const)

const unknownInvitation = refuse({ code: 'proxy_invitation_unknown', field: 'code' } as const)
