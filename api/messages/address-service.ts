import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MessageRefusal } from './errors.ts'
import { messageOf } from './message.ts'
import type { AddressStore, MailAddress, MessageStore } from './ports.ts'

export type AddressParts = {
  readonly addresses: AddressStore
  readonly messages: Pick<MessageStore, 'addWrites'>
  /** Whether anything would ever be sent. */
  readonly tells: boolean
  readonly clock: Clock
  readonly ids: Ids
  /** The number of the address that a link is for; nothing where it was altered. */
  readonly addressOfToken: (token: string) => string | undefined
}

export type Given = { readonly walletId: string; readonly address: string; readonly language: string }

type Refused<T> = Promise<Result<T, MessageRefusal>>

/** How soon the same address is not written to again: a form that is sent twice asks once. */
const askedAgainMs = 10 * 60_000

/** Where the holder of a wallet wants receipts: given, confirmed at the address itself, removed. */
export function addressService(parts: AddressParts) {
  const { addresses, clock } = parts
  const remove = async (address: MailAddress | undefined): Promise<void> => {
    if (address !== undefined) await addresses.remove(address.id)
  }
  return {
    ofWallet: addresses.ofWallet,

    /**
     * Notes an address, in the place of the one before, and asks whoever reads mail there. The same again asks once.
     * Refuses mail_not_sent_here, busy_try_again.
     */
    give: (given: Given) => give(parts, given),

    /** Forgets the wallet's address; what still waits for it is not sent. */
    remove: async (walletId: string): Promise<void> => remove(await addresses.ofWallet(walletId)),

    /** Whoever reads mail there says yes, from any browser. Refuses link_not_good. */
    confirm: async (token: string): Refused<MailAddress> => {
      const address = await ofToken(parts, token)
      if (!address.ok) return address
      await addresses.confirm(address.value.id, clock.now())
      return ofToken(parts, token)
    },

    /** Whoever reads mail there wants no more of it, from any browser; said again it is the same. Refuses link_not_good. */
    stop: async (token: string): Refused<null> => {
      const id = parts.addressOfToken(token)
      if (id === undefined) return refuse({ code: 'link_not_good', field: 'token' })
      await remove(await addresses.find(id))
      return ok(null)
    },
  }
}

export type MailAddresses = ReturnType<typeof addressService>

async function ofToken({ addresses, addressOfToken }: AddressParts, token: string): Refused<MailAddress> {
  const id = addressOfToken(token)
  const address = id === undefined ? undefined : await addresses.find(id)
  return address === undefined ? refuse({ code: 'link_not_good', field: 'token' }) : ok(address)
}

async function give(parts: AddressParts, { walletId, address, language }: Given): Refused<MailAddress> {
  const { addresses, messages, tells, clock, ids } = parts
  if (!tells) return refuse({ code: 'mail_not_sent_here' })
  const now = clock.now()
  const before = await addresses.ofWallet(walletId)
  const isSame = before?.address === address && before.language === language
  if (isSame && (before.confirmedAt !== null || now - before.createdAt < askedAgainMs)) return ok(before)
  const given = { id: ids.next(), walletId, address, language, createdAt: now, confirmedAt: null }
  const question = messageOf(
    {
      kind: 'address_confirmation',
      of: given.id,
      recipient: { kind: 'address', id: given.id },
      language,
      facts: {},
    },
    now,
  )
  const stored = await addresses.put(given, messages.addWrites(question))
  return stored === 'stored' ? ok(given) : refuse({ code: 'busy_try_again' })
}
