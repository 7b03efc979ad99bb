import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { judgeKey } from './key.ts'
import type { Content } from './key.ts'
import { printedCodeOf, readPrintedCode } from './printed-code.ts'
import type { ProxyRefusal } from './proxy-errors.ts'
import type { InvitedBy } from './proxy-ports.ts'
import type { ProxyParts } from './proxy-service.ts'
import { decideTerms } from './proxy.ts'
import type { AskedTerms } from './proxy.ts'
import { untilStored } from './service-once.ts'

/** An invitation just made. Its code is kept nowhere: the database has its hash, and only its key has it told again. */
export type Invited = { readonly code: string; readonly validUntil: number }

type InvitingAnswer = { readonly invitationId: string; readonly validUntil: number }

/** A letter holds five bits: 60 for half an hour, behind a limit of attempts. */
const invitationLetters = 12

/** What is kept of an invitation as typed; null when it cannot be one. */
export function hashOfInvitation(typed: string): string | null {
  const plain = readPrintedCode(typed, invitationLetters)
  return plain === null ? null : sha256Hex(plain)
}

/** Inviting one more phone to act for a wallet. */
export function invitingOf({ store, proxies, clock, ids, settings, offlineSecrets }: ProxyParts) {
  /** Made of the hub's own secret, so that an answer that was lost can be given again. No handle of a device has a space. */
  const codeOf = async (invitationId: string): Promise<string> =>
    printedCodeOf((await offlineSecrets(`invitation ${invitationId}`)).subarray(0, invitationLetters))

  const again = async ({ invitationId, validUntil }: InvitingAnswer): Promise<Invited> => ({
    code: await codeOf(invitationId),
    validUntil,
  })

  const invite = async (
    { walletId, by, key }: { readonly walletId: string; readonly by: InvitedBy; readonly key: string },
    asked: AskedTerms,
  ): Promise<Result<Invited, ProxyRefusal> | 'lost_race'> => {
    const at = clock.now()
    const { endsOn = null, ...rest } = asked
    const content: Content = { operation: 'invite_proxy', ...rest, endsOn }
    const writeKey = { scope: `invitations:${walletId}`, key }
    const known = await store.findKey(writeKey)
    if (known !== undefined) {
      const verdict = judgeKey(known, content)
      if (verdict.kind === 'replay') return ok(await again(verdict.answer as InvitingAnswer))
      const field = verdict.kind === 'other_content' ? verdict.field : 'operation'
      return refuse({ code: 'key_reused_with_other_content', field })
    }
    const terms = decideTerms(asked, { at, settings })
    if (!terms.ok) return terms
    const wallet = await store.findWallet(walletId)
    if (wallet === undefined) return refuse({ code: 'wallet_not_found' })
    if (wallet.closed) return refuse({ code: 'account_closed' })
    const [id, validUntil] = [ids.next(), at + settings.proxy.invitationMinutes * 60_000]
    const code = await codeOf(id)
    const codeHash = hashOfInvitation(code)!
    const stored = await store.commit([
      proxies.invitationWrite({ ...terms.value, id, codeHash, walletId, by, validUntil, at }),
      store.answerWrite({ key: writeKey, content }, { invitationId: id, validUntil }, at),
    ])
    return stored === 'stored' ? ok({ code, validUntil }) : stored
  }

  return {
    /**
     * A code that lets one phone in; asked again under its key, the same code. Refuses, in order:
     * key_reused_with_other_content, as `decideTerms`, wallet_not_found, account_closed.
     */
    invite: (
      by: { readonly walletId: string; readonly by: InvitedBy; readonly key: string },
      asked: AskedTerms,
    ): Promise<Result<Invited, ProxyRefusal>> => untilStored(() => invite(by, asked)),
  }
}
