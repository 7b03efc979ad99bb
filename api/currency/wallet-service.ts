import { sha256Hex } from '../platform/sha256.ts'
import type { Ids } from '../platform/ids.ts'
import type { Clock } from '../platform/clock.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { newSecret, printCredential, readCredential } from './credential.ts'
import type { LedgerRefusal } from './errors.ts'
import { judgeKey } from './key.ts'
import type { Content, WriteKey } from './key.ts'
import type { LedgerStore, NewWallet, WalletStore } from './ports.ts'
import { untilStored } from './service-once.ts'
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts'

/** A wallet just opened or recovered. Cookie and code exist nowhere else: the database keeps their hashes. */
export type OpenedWallet = {
  readonly walletId: string
  /** Value of the cookie `walletCookie`. */
  readonly credential: string
  /** Shown once. */
  readonly recoveryCode: string
}

export type WalletParts = {
  readonly store: Pick<LedgerStore, 'commit' | 'findKey'> & WalletStore
  readonly clock: Clock
  readonly ids: Ids
}

/** How long the key of an opening may hand out the credentials again, when the first answer was lost. */
const reopenWithinMs = 10 * 60 * 1000

/** Who holds which wallet: opening, recognising and recovering. No person is needed. */
export function walletService({ store, clock, ids }: WalletParts) {
  const open = (key: string): Promise<Result<OpenedWallet, LedgerRefusal>> => untilStored(() => openOnce(key))

  const openOnce = async (key: string): Promise<Result<OpenedWallet, LedgerRefusal> | 'lost_race'> => {
    const writeKey: WriteKey = { scope: 'wallets', key }
    const content: Content = { operation: 'open_wallet' }
    const known = await store.findKey(writeKey)
    if (known !== undefined) {
      const verdict = judgeKey(known, content)
      if (verdict.kind !== 'replay')
        return refuse({ code: 'key_reused_with_other_content', field: 'operation' })
      return openAgain(verdict.answer as OpeningAnswer)
    }
    const made = newCredentials(ids.next())
    const answer: OpeningAnswer = { walletId: made.row.walletId, openedAt: made.row.at }
    const stored = await store.commit([
      ...store.openWrites(made.row),
      store.answerWrite({ key: writeKey, content }, answer, made.row.at),
    ])
    return stored === 'stored' ? ok(made.opened) : stored
  }

  /**
   * The same key again: a double tap, or an answer that got lost. The secrets of the first answer were never
   * kept, so the same wallet gets new ones and the first ones end; only while it is new and without money.
   */
  const openAgain = async ({ walletId, openedAt }: OpeningAnswer) => {
    const fresh = clock.now() - openedAt <= reopenWithinMs && (await store.isUntouched(walletId))
    if (!fresh) return refuse<LedgerRefusal>({ code: 'wallet_opened_before' })
    const made = newCredentials(walletId)
    const stored = await store.commit(store.rotateWrites({ ...made.row, usedHash: null, revokeOthers: true }))
    return stored === 'stored' ? ok(made.opened) : stored
  }

  /** The wallet and device behind a cookie; undefined when it opens nothing. */
  const recognise = async (cookie: string | undefined) => {
    const credential = readCredential(cookie)
    if (credential === null) return undefined
    const { walletId, secret } = credential
    const device = await store.findDevice(walletId, hash(secret))
    return device && { walletId, deviceId: device.deviceId, deviceAddedAt: device.addedAt }
  }

  /** A new device with the printed code. The code is used up; devices known before stay. */
  const recover = async (key: string, typed: string): Promise<Result<OpenedWallet, LedgerRefusal>> => {
    const code = readRecoveryCode(typed)
    return code === null ? unknownCode : untilStored(() => recoverOnce(key, code))
  }

  const recoverOnce = async (
    key: string,
    code: string,
  ): Promise<Result<OpenedWallet, LedgerRefusal> | 'lost_race'> => {
    const usedHash = hash(code)
    const keyed = {
      key: { scope: 'recoveries', key },
      content: { operation: 'recover_wallet', code: usedHash },
    }
    const known = await store.findKey(keyed.key)
    if (known !== undefined) {
      const verdict = judgeKey(known, keyed.content)
      if (verdict.kind === 'replay') return recoverAgain(verdict.answer as RecoveryAnswer)
      return refuse({ code: 'key_reused_with_other_content', field: 'code' })
    }
    const walletId = await store.walletOfRecovery(usedHash)
    if (walletId === undefined) return unknownCode
    const made = newCredentials(walletId)
    const { deviceId, at: openedAt } = made.row
    const answer: RecoveryAnswer = { walletId, deviceId, openedAt }
    const stored = await store.commit([
      ...store.rotateWrites({ ...made.row, usedHash, revokeOthers: false }),
      store.answerWrite(keyed, answer, made.row.at),
    ])
    // Lost to a double tap of the same person (same key), or to somebody else with the code.
    return stored === 'stored' ? ok(made.opened) : stored
  }

  /**
   * The same code under the same key: the answer got lost. For a while it brings the wallet once more, to the device that
   * it was brought to: one that nobody holds would stand among the holder's, and look like a stranger's.
   */
  const recoverAgain = async ({ walletId, deviceId, openedAt }: RecoveryAnswer) => {
    if (clock.now() - openedAt > reopenWithinMs) return unknownCode
    return renewDevice(walletId, deviceId)
  }

  /** The device that a wallet was brought to gets other secrets than those that nobody received. */
  const renewDevice = async (walletId: string, deviceId: string) => {
    const { opened, row } = newCredentials(walletId)
    const stored = await store.commit(store.renewDeviceWrites({ ...row, deviceId }))
    if (stored !== 'stored') return stored
    if ((await store.findDevice(walletId, row.secretHash)) !== undefined) return ok(opened)
    // A device that was ended meanwhile opens nothing, whoever has its key. One that another sending of the same gave
    // a newer secret was brought all the same: sent once more, this one is answered, too.
    return (await store.isInUse(walletId, deviceId))
      ? refuse<LedgerRefusal>({ code: 'busy_try_again' })
      : unknownCode
  }

  /**
   * A new device for a holder who has proved who they are in another way (a passkey). The printed code is replaced;
   * devices known before stay. Under the same key it is brought to the same device, at any age: the holder has proved it
   * once more, and where the first answer got lost a second device would look like a stranger's. Undefined when there is
   * no such wallet, or when that device was ended since.
   */
  const reopen = async (walletId: string, key: string): Promise<OpenedWallet | undefined> => {
    const reopened = await untilStored(() => reopenOnce(walletId, key))
    return reopened.ok ? reopened.value : undefined
  }

  const reopenOnce = async (walletId: string, key: string) => {
    const keyed = { key: { scope: `reopen:${walletId}`, key }, content: { operation: 'reopen_wallet' } }
    const known = await store.findKey(keyed.key)
    if (known !== undefined) return renewDevice(walletId, (known.answer as RecoveryAnswer).deviceId)
    const made = newCredentials(walletId)
    const { deviceId, at: openedAt } = made.row
    const answer: RecoveryAnswer = { walletId, deviceId, openedAt }
    const stored = await store.commit([
      ...store.rotateWrites({ ...made.row, usedHash: null, revokeOthers: false }),
      store.answerWrite(keyed, answer, openedAt),
    ])
    return stored === 'stored' ? ok(made.opened) : stored
  }

  const newCredentials = (walletId: string): { opened: OpenedWallet; row: NewWallet } => {
    const [secret, recoveryCode] = [newSecret(), newRecoveryCode()]
    const [secretHash, recoveryHash] = [hash(secret), hash(readRecoveryCode(recoveryCode)!)]
    const row = { walletId, deviceId: ids.next(), secretHash, recoveryHash, at: clock.now() }
    return { opened: { walletId, credential: printCredential({ walletId, secret }), recoveryCode }, row }
  }

  return { open, recognise, recover, reopen }
}

export type Wallets = ReturnType<typeof walletService>

const unknownCode = refuse<LedgerRefusal>({ code: 'recovery_code_unknown', field: 'code' })

type OpeningAnswer = { readonly walletId: string; readonly openedAt: number }

type RecoveryAnswer = OpeningAnswer & { readonly deviceId: string }

/** Enough for secrets of 120 bits and more: nothing short enough to guess is hashed here. */
const hash = sha256Hex
