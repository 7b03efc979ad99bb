import { ok, refuse, type Result } from '../platform/result.ts'
import type { IdentityRefusal } from './errors.ts'
import type { PasskeyOwner, People, ReopenedWallet, WalletPeople, WalletReopening } from './ports.ts'

export type WalletPasskeyParts = {
  readonly people: People
  readonly walletPeople: WalletPeople
  readonly wallets: WalletReopening
}

type Refused<T> = Promise<Result<T, IdentityRefusal>>

/** A wallet gets a passkey, which needs no name and no address, and is brought to another device with it. */
export function walletPasskeyService({ people, walletPeople, wallets }: WalletPasskeyParts) {
  const ownerOf = async (walletId: string, label: string): Promise<PasskeyOwner> => ({
    kind: 'wallet',
    walletId,
    userId: await walletPeople.personOf(walletId),
    label,
  })

  return {
    begin: async (walletId: string, label: string, headers: Headers) =>
      people.beginPasskey(await ownerOf(walletId, label), headers),

    finish: async (walletId: string, answer: unknown, headers: Headers): Refused<{ passkeyId: string }> => {
      const made = await people.finishPasskey(await ownerOf(walletId, ''), answer, headers)
      if (made === undefined) return refuse({ code: 'passkey_refused' })
      await walletPeople.link(walletId, made.userId)
      return ok({ passkeyId: made.passkeyId })
    },

    /**
     * Opens the wallet of this passkey in this browser. The session that the passkey opened is ended at once: a
     * wallet needs none. A passkey's answer is good once, so a lost one is asked for anew; under the same `key` that opens no second device.
     */
    recover: async (answer: unknown, headers: Headers, key: string): Refused<ReopenedWallet> => {
      const entered = await people.finishPasskeySignIn(answer, withoutSession(headers))
      if (entered === undefined) return refuse({ code: 'passkey_refused' })
      const { userId, sessionId } = entered.person
      await people.revoke(userId, sessionId)
      const walletId = await walletPeople.walletOf(userId)
      const reopened = walletId === undefined ? undefined : await wallets.reopen(walletId, key)
      return reopened === undefined ? refuse({ code: 'passkey_has_no_wallet' }) : ok(reopened)
    },
  }
}

export type WalletPasskeys = ReturnType<typeof walletPasskeyService>

/** The request without the session of whoever is signed in beside the wallet: that session goes on. */
function withoutSession(headers: Headers): Headers {
  const kept = new Headers(headers)
  const cookies = (headers.get('cookie') ?? '').split(';').filter((part) => !part.includes('session_token'))
  kept.set('cookie', cookies.join(';'))
  return kept
}
