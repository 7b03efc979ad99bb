import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import type { Signer } from './note.ts'
import type { IdentityStore } from './ports.ts'
import { seedFrom, signerOf } from './signer.ts'

export type IdentityParts = {
  readonly store: IdentityStore
  /** The hub's secret: the signing key is made from it. */
  readonly secret: string
  /** Where people reach the hub, for the name of a record that has none yet. */
  readonly address: () => string
  readonly clock: Clock
  readonly ids: Ids
}

/**
 * The record's name, given once and kept in the database whatever address the hub moves to, and the key that signs for
 * it now. The key is listed before it signs anything.
 */
export function recordIdentity({ store, secret, address, clock, ids }: IdentityParts) {
  const open = async (): Promise<Signer> => {
    const at = clock.now()
    const origin =
      (await store.origin()) ?? (await store.fixOrigin(`${hostOf(address())}/ledger/${ids.next()}`, at))
    const signer = await signerOf(origin, await seedFrom(secret))
    await store.keepKey(signer.verifier.text, at)
    return signer
  }
  let opened: Promise<Signer> | undefined
  return {
    signer: (): Promise<Signer> => {
      // A database that did not answer once is asked again.
      opened ??= open().catch((error: unknown) => {
        opened = undefined
        throw error
      })
      return opened
    },
  }
}

const hostOf = (address: string): string => new URL(address).hostname
