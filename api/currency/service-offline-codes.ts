import { sha256 } from '../platform/sha256.ts'
import type { ShownCode } from './charge.ts'
import { minuteMs, newOfflineHandle, offlineCodeAt, offlineKeyOf, readOfflineCode } from './offline-code.ts'
import { refuseWallet } from './pay.ts'
import type { OfflineSecrets } from './ports.ts'
import { ok } from '../platform/result.ts'
import { untilStored } from './service-once.ts'
import type { ServiceParts } from './service-once.ts'
import { hashOfShownCode } from './shown-code.ts'

/** What a device needs to make codes without signal. The secret is told this once and kept nowhere else. */
export type OfflineKeyGiven = {
  readonly handle: string
  readonly secret: Uint8Array<ArrayBuffer>
  readonly endsAt: number
  /** The hub's clock: what the device's differs by stays known to it. */
  readonly at: number
  readonly paymentYenMax: number
}

/** What the uses of codes need beside the others. */
export type CodeParts = ServiceParts & { readonly offlineSecrets: OfflineSecrets }

const dayMs = 86_400_000

/** Secrets of keys out of the hub's own, as HMACs of their handles. */
export function offlineSecretsOf(secret: string): OfflineSecrets {
  const bytes = sha256(new TextEncoder().encode(`offline codes\n${secret}`))
  const key = crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return async (handle) =>
    new Uint8Array(await crypto.subtle.sign('HMAC', await key, new TextEncoder().encode(handle)))
}

/** Keys for paying without signal. */
export function offlineKeyUses({ store, clock, settings, offlineSecrets }: CodeParts) {
  return {
    /** A new key for a device; those before stay good to their end. Refuses: wallet_not_found, account_closed, wallet_frozen. */
    giveOfflineKey: (by: { readonly walletId: string; readonly deviceId: string }) =>
      untilStored<OfflineKeyGiven>(async () => {
        const refused = refuseWallet(await store.findWallet(by.walletId))
        if (refused) return refused
        const [handle, at] = [newOfflineHandle(), clock.now()]
        const endsAt = at + settings.offlineKeyDays * dayMs
        const secret = await offlineSecrets(handle)
        const stored = await store.commit([store.offlineKeyWrite({ ...by, handle, endsAt, at })])
        if (stored !== 'stored') return stored
        return ok({ handle, secret, endsAt, at, paymentYenMax: settings.offlineCodeYenMax })
      }),
  }
}

/**
 * A code as scanned or typed at an instant: one that the hub made, one that a device made without signal, or none. Of the
 * latter two tries may know: the first stores it, with what comes of it.
 */
export async function findScannedCode(
  { store, settings, offlineSecrets }: CodeParts,
  scanned: string,
  at: number,
): Promise<ShownCode | undefined> {
  const [codeHash, read] = [hashOfShownCode(scanned), readOfflineCode(scanned, at)]
  if (codeHash === null || read === null) return undefined
  const [known, key] = await Promise.all([store.findShownCode(codeHash), store.findOfflineKey(read.handle)])
  if (key === undefined) return known
  const code = await offlineCodeAt(
    await offlineKeyOf(await offlineSecrets(key.handle)),
    key.handle,
    read.madeAt,
  )
  if (hashOfShownCode(code) !== codeHash) return known
  if (known !== undefined) return { ...known, offline: true }
  const slackMs = settings.offlineCodeSlackSeconds * 1_000
  const { walletId, deviceId, deviceAddedAt, deviceRevoked } = key
  return {
    codeHash,
    walletId,
    deviceId,
    deviceAddedAt,
    deviceRevoked,
    beginsAt: read.madeAt - slackMs,
    endsAt: Math.min(key.endsAt, read.madeAt + minuteMs + slackMs),
    used: false,
    declines: 0,
    offline: true,
    stored: false,
  }
}
