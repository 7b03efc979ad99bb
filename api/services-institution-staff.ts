import {
  type Identity,
  type InstitutionStaff,
  institutionStaffService,
  type People,
} from './identity/index.ts'
import type { NamedInstitution } from './identity/institution-staff-ports.ts'
import { institutionStaffStore } from './identity/repository-institution-staff.ts'
import { linkTokens, messageOf } from './messages/index.ts'
import { messageStore } from './messages/repository.ts'
import { textFor } from './museum/language-map.ts'
import { type Holder, holderOf, type Holders } from './museum/studio-ports.ts'
import { japanDay } from './platform/clock.ts'
import type { HubParts } from './services.ts'

type Parts = Pick<HubParts, 'store' | 'clock' | 'ids' | 'secret'>
type Asked = {
  readonly people: Pick<People, 'findByEmail'>
  readonly identity: Pick<Identity, 'newPerson' | 'signIn'>
  readonly messages: { readonly tells: boolean }
  readonly address: { readonly get: () => string }
  readonly museum: { readonly holders: Holders }
}

/** Who works for the institutions, and the letters by which they are invited. */
export function composeInstitutionStaff(
  { store, clock, ids, secret }: Parts,
  { people, identity, messages, address, museum }: Asked,
): { staff: InstitutionStaff; identity: Pick<Identity, 'signIn'>; origin: () => string } {
  const { addWrites } = messageStore(store)
  const { tokenOf, addressOfToken } = linkTokens(secret)
  const staff = institutionStaffService({
    store: institutionStaffStore(store),
    people,
    identity,
    institutionOf: async (id) => {
      const found = await holderOf(museum.holders, id)
      return found && namedOf(found)
    },
    letters: {
      tells: messages.tells,
      writesOf: ({ id, role, language, validUntil, createdAt }, named) => {
        const facts = {
          institutionJa: named.nameJa,
          institutionEn: named.nameEn,
          role,
          untilDay: japanDay(validUntil),
        }
        const recipient = { kind: 'address', id } as const
        return addWrites(
          messageOf({ kind: 'institution_invitation', of: id, recipient, language, facts }, createdAt),
        )
      },
    },
    tokenOf,
    invitationOfToken: addressOfToken,
    clock,
    ids,
  })
  return { staff, identity, origin: address.get }
}

const namedOf = ({ id, body: { label, facts } }: Holder): NamedInstitution => ({
  id,
  nameJa: textFor(label, 'ja'),
  nameEn: textFor(label, 'en'),
  ...(facts === undefined ? {} : { town: facts.municipality }),
})
