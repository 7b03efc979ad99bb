import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { judgeKey } from './key.ts'
import type { Content } from './key.ts'
import type { ProxyRefusal } from './proxy-errors.ts'
import type { Phone, ProxyParts } from './proxy-service.ts'
import { decideTerms } from './proxy.ts'
import type { AskedTerms } from './proxy.ts'
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts'
import { untilStored } from './service-once.ts'

/** A wallet just opened for somebody without a phone. The code is the owner's, and exists nowhere else. */
export type OpenedForOwner = { readonly proxyId: string; readonly recoveryCode: string }

type OpeningAnswer = { readonly proxyId: string; readonly walletId: string; readonly openedAt: number }

/** How long the key of an opening may hand out a new code, when the first answer was lost. */
const reopenWithinMs = 10 * 60 * 1000

/** Opening a wallet for somebody without a phone: theirs from the first yen, with the opener as its first proxy. */
export function openingOf({ store, proxies, wallets, clock, ids, settings }: ProxyParts) {
  const newCode = () => {
    const recoveryCode = newRecoveryCode()
    return { recoveryCode, recoveryHash: sha256Hex(readRecoveryCode(recoveryCode)!) }
  }

  const open = async (
    { deviceId }: Phone,
    key: string,
    asked: AskedTerms,
  ): Promise<Result<OpenedForOwner, ProxyRefusal> | 'lost_race'> => {
    const at = clock.now()
    const { endsOn = null, ...rest } = asked
    const content: Content = { operation: 'open_for_owner', ...rest, endsOn }
    const writeKey = { scope: `proxies:${deviceId}`, key }
    const known = await store.findKey(writeKey)
    if (known !== undefined) {
      const verdict = judgeKey(known, content)
      if (verdict.kind === 'replay') return openAgain(verdict.answer as OpeningAnswer)
      const field = verdict.kind === 'other_content' ? verdict.field : 'operation'
      return refuse({ code: 'key_reused_with_other_content', field })
    }
    const terms = decideTerms(asked, { at, settings })
    if (!terms.ok) return terms
    const { recoveryCode, recoveryHash } = newCode()
    const [walletId, proxyId] = [ids.next(), ids.next()]
    const stored = await store.commit([
      ...wallets.openWithoutDeviceWrites({ walletId, recoveryHash, at }),
      proxies.proxyWrite({
        ...terms.value,
        id: proxyId,
        walletId,
        number: 1,
        deviceId,
        invitationId: null,
        at,
      }),
      store.answerWrite({ key: writeKey, content }, { proxyId, walletId, openedAt: at }, at),
    ])
    return stored === 'stored' ? ok({ proxyId, recoveryCode }) : stored
  }

  /**
   * The same key again: the first code was never kept, so the same wallet gets a new one, only while it is new and empty and
   * nobody used the first: who has the paper has let a phone in, taken one away or brought the wallet to a phone of theirs.
   */
  const openAgain = async ({ proxyId, walletId, openedAt }: OpeningAnswer) => {
    const [usedHash, known, isCodeUsed] = await Promise.all([
      wallets.unclaimedHash(walletId),
      proxies.proxiesOfWallet(walletId),
      proxies.isInvitedTo(walletId),
    ])
    const isFresh = clock.now() - openedAt <= reopenWithinMs && known.every(({ endedAt }) => endedAt === null)
    if (usedHash === undefined || isCodeUsed || !isFresh)
      return refuse({ code: 'wallet_opened_before' } as const)
    const { recoveryCode, recoveryHash } = newCode()
    const stored = await store.commit([wallets.renewCodeWrite({ usedHash, recoveryHash })])
    // Changed only where it was still the code that was read: whoever was first with it keeps the wallet.
    const isRenewed = stored === 'stored' && (await wallets.walletOfRecovery(recoveryHash)) === walletId
    return isRenewed ? ok({ proxyId, recoveryCode }) : 'lost_race'
  }

  return {
    /** Refuses, in order: key_reused_with_other_content, wallet_opened_before, as `decideTerms`. */
    openForOwner: (
      phone: Phone,
      key: string,
      asked: AskedTerms,
    ): Promise<Result<OpenedForOwner, ProxyRefusal>> => untilStored(() => open(phone, key, asked)),
  }
}
