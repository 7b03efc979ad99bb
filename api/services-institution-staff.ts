import {
  type Identity,
  type InstitutionStaff,
  institutionStaffService,
  type People,
} from './identity/index.ts'
import { institutionStaffStore } from './identity/repository-institution-staff.ts'
import { linkTokens, messageOf } from './messages/index.ts'
import { messageStore } from './messages/repository.ts'
import { contentHolders } from './museum/holders-content.ts'
import { textFor } from './museum/language-map.ts'
import { japanDay } from './platform/clock.ts'
import type { HubParts } from './services.ts'

type Parts = Pick<HubParts, 'store' | 'clock' | 'ids' | 'secret'>
type Asked = {
  readonly people: Pick<People, 'findByEmail'>
  readonly identity: Pick<Identity, 'newPerson' | 'signIn'>
  readonly messages: { readonly tells: boolean }
  readonly address: { readonly get: () => string }
}

/** Who works for the institutions of the published content, and the letters by which they are invited. */
export function composeInstitutionStaff(
  { store, clock, ids, secret }: Parts,
  { people, identity, messages, address }: Asked,
): { staff: InstitutionStaff; identity: Pick<Identity, 'signIn'>; origin: () => string } {
  const institutions = contentHolders.map(({ id, body }) => ({
    id,
    nameJa: textFor(body.label, 'ja'),
    nameEn: textFor(body.label, 'en'),
  }))
  const { addWrites } = messageStore(store)
  const { tokenOf, addressOfToken } = linkTokens(secret)
  const staff = institutionStaffService({
    store: institutionStaffStore(store),
    people,
    identity,
    institutions,
    letters: {
      tells: messages.tells,
      writesOf: ({ id, institution, role, language, validUntil, createdAt }) => {
        const named = institutions.find((one) => one.id === institution)
        const facts = {
          institutionJa: named?.nameJa ?? institution,
          institutionEn: named?.nameEn ?? institution,
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
