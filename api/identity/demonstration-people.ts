import { assert } from '../platform/assert.ts'
import type { Mode } from '../platform/mode.ts'
import type { HeldRole } from './authorisation.ts'
import type { Identity } from './service.ts'

/** The one password of all invented people. It is shown openly, so it opens nothing but a demonstration. */
export const demonstrationPassword = 'meguri-demonstration'

/** An invented person everybody may sign in as. '.example' never exists (RFC 2606). */
export type DemonstrationPerson = {
  readonly email: string
  readonly nameJa: string
  readonly nameZhHant: string
  readonly nameEn: string
  readonly roles: readonly HeldRole[]
}

/** Staff of the invented hub; owners and clerks of the invented shops are made with their shops. */
export const demonstrationStaff: readonly DemonstrationPerson[] = [
  {
    email: 'officer@demonstration.example',
    nameJa: '役場の担当（金山町）',
    nameZhHant: '公所承辦人（金山町）',
    nameEn: 'Town officer (Kaneyama)',
    roles: [{ role: 'municipal_officer', scope: '074454' }],
  },
  {
    email: 'officer-mishima@demonstration.example',
    nameJa: '役場の担当（三島町）',
    nameZhHant: '公所承辦人（三島町）',
    nameEn: 'Town officer (Mishima)',
    roles: [{ role: 'municipal_officer', scope: '074446' }],
  },
  {
    email: 'approver@demonstration.example',
    nameJa: '広域連合の承認者',
    nameZhHant: '廣域聯合的核准人',
    nameEn: 'Approver of the union',
    roles: [{ role: 'approver', scope: '*' }],
  },
  {
    email: 'operator@demonstration.example',
    nameJa: '運営の担当',
    nameZhHant: '營運人員',
    nameEn: 'Operator',
    roles: [{ role: 'operator', scope: '*' }],
  },
  {
    email: 'editor@demonstration.example',
    nameJa: '資料館の担当',
    nameZhHant: '資料館承辦人',
    nameEn: 'Museum editor',
    roles: [{ role: 'institution_editor', scope: '*' }],
  },
  {
    email: 'karamushi-owner@demonstration.example',
    nameJa: 'からむし工芸博物館の責任者',
    nameZhHant: '苧麻工藝博物館負責人',
    nameEn: 'Owner (Karamushi museum)',
    roles: [{ role: 'institution_owner', scope: 'karamushi-museum' }],
  },
  {
    email: 'karamushi@demonstration.example',
    nameJa: 'からむし工芸博物館の担当',
    nameZhHant: '苧麻工藝博物館承辦人',
    nameEn: 'Curator (Karamushi museum)',
    roles: [{ role: 'institution_editor', scope: 'karamushi-museum' }],
  },
  {
    email: 'karamushi-2@demonstration.example',
    nameJa: 'からむし工芸博物館のもう一人の担当',
    nameZhHant: '苧麻工藝博物館另一位承辦人',
    nameEn: 'Second curator (Karamushi museum)',
    roles: [{ role: 'institution_editor', scope: 'karamushi-museum' }],
  },
  {
    email: 'karamushi-writer@demonstration.example',
    nameJa: 'からむし工芸博物館の書き手',
    nameZhHant: '苧麻工藝博物館撰稿人',
    nameEn: 'Contributor (Karamushi museum)',
    roles: [{ role: 'institution_contributor', scope: 'karamushi-museum' }],
  },
  {
    email: 'crafts@demonstration.example',
    nameJa: '三島町生活工芸館の担当',
    nameZhHant: '三島町生活工藝館承辦人',
    nameEn: 'Curator (Mishima craft museum)',
    roles: [{ role: 'institution_editor', scope: 'mishima-craft-museum' }],
  },
]

/** The two people of the invented shop that the log-in list names first. */
export const demonstrationShopPeople: readonly DemonstrationPerson[] = [
  {
    email: 'owner@demonstration.example',
    nameJa: 'お店の主人',
    nameZhHant: '店主',
    nameEn: 'Shop owner',
    roles: [],
  },
  {
    email: 'clerk@demonstration.example',
    nameJa: 'お店の店員',
    nameZhHant: '店員',
    nameEn: 'Shop clerk',
    roles: [],
  },
]

/**
 * Makes one invented person with the open password and these parts. A live database never gets one: it throws.
 */
export async function addDemonstrationPerson(
  identity: Pick<Identity, 'addUser'>,
  mode: Mode,
  person: Omit<DemonstrationPerson, 'nameZhHant'>,
): Promise<string> {
  assert(mode === 'demonstration', 'invented people exist only in a demonstration; this database is live')
  const added = await identity.addUser({
    name: person.nameJa,
    email: person.email,
    password: demonstrationPassword,
    roles: person.roles,
  })
  assert(added.ok, 'an invented person has a good address, name and password')
  return added.value.userId
}

/** What the sign-in page and the start of the server show openly; empty in a live database. */
export const shownLogIns = (mode: Mode): readonly DemonstrationPerson[] =>
  mode === 'demonstration' ? [...demonstrationShopPeople, ...demonstrationStaff] : []
