import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import { tidyMerchantCode } from './merchant-code.ts'
import type { Merchant } from './merchant.ts'
import type { MerchantStore } from './ports.ts'
import type { Merchants } from './service.ts'
import {
  checkTieAct,
  isOpenTie,
  nextAdmission,
  sellersInOrder,
  stateOfTie,
  tieSettings,
  type Admission,
  type AdmissionSaid,
  type Tie,
  type TiedShop,
  type TieAct,
  type TieKind,
  type TieRefusal,
  type TieStep,
} from './tie.ts'

export type TieStore = {
  readonly findTie: (id: string) => Promise<Tie | undefined>
  /** All of an institution, the newest first. */
  readonly tiesOf: (institution: string) => Promise<readonly Tie[]>
  /** Those that name an item, whichever institution asked for them. */
  readonly tiesOfItem: (item: string) => Promise<readonly Tie[]>
  /** All that wait for an answer or were agreed to, the oldest first. */
  readonly openTies: () => Promise<readonly Tie[]>
  /** `lost`: the same was asked for at this moment. */
  readonly addTie: (tie: Tie) => Promise<'stored' | 'lost'>
  /** `lost`: somebody else's step was first. */
  readonly addTieStep: (tie: Tie, step: TieStep) => Promise<'stored' | 'lost'>
  readonly admissionOf: (institution: string) => Promise<Admission | undefined>
  /** `lost`: somebody else said something at this moment. */
  readonly addAdmission: (admission: Admission) => Promise<'stored' | 'lost'>
}

/** What ties need to know of the museum. */
export type Institutions = {
  readonly name: (id: string) => Promise<{ readonly ja: string; readonly en: string } | undefined>
  /** A published item: whose it is, and shops that its own record names. */
  readonly item: (id: string) => Promise<
    | {
        readonly institution: string
        readonly title: { readonly ja: string; readonly en: string }
        readonly merchants: readonly string[]
      }
    | undefined
  >
}

export type TieParts = {
  readonly ties: TieStore
  readonly shops: Pick<MerchantStore, 'find' | 'memberIds'>
  readonly merchants: Pick<Merchants, 'code' | 'findByCode'>
  readonly institutions: Institutions
  readonly clock: Clock
}

export type TieAsked = {
  readonly institution: string
  readonly item: string | null
  /** A shop's id, or the eight letters under its printed code. */
  readonly shop: string
  readonly what: TieKind
  readonly askedBy: string
  readonly key: string
}

/** What readers are told of the shops that belong to an institution. */
export type ShopsOfInstitution = {
  readonly admission: Admission | undefined
  /** Where the admission is paid. */
  readonly counters: readonly TiedShop[]
  /** Who sells the like of what is shown. */
  readonly sellers: readonly TiedShop[]
}

type Refused<T> = Promise<Result<T, TieRefusal>>

/** Which shops belong to an institution: it asks, the shop or its town agrees, and only then readers are told. */
export function tieService(parts: TieParts) {
  const { ties } = parts
  return {
    /**
     * Asks a shop; it waits for the shop's side. The same key again answers the same. Refuses institution_unknown,
     * admission_of_item, item_unknown, shop_unknown, key_used, tie_stands, ties_too_many.
     */
    ask: (asked: TieAsked) => ask(parts, asked),

    /** Takes a tie one step on. Refuses tie_not_found, and what `checkTieAct` names. */
    act: (done: { readonly id: string; readonly what: TieAct; readonly doneBy: string }) => act(parts, done),

    /** Says what the admission costs. Refuses institution_unknown, and what `nextAdmission` names. */
    tellAdmission: (said: AdmissionSaid) => tellAdmission(parts, said),

    /** What readers are told: of the institution, and of these items. */
    shopsOf: (institution: string, items: readonly string[]) => shopsOf(parts, institution, items),

    find: ties.findTie,
    ofInstitution: ties.tiesOf,
    open: ties.openTies,
    admissionOf: ties.admissionOf,
    institutionName: parts.institutions.name,
    /** What readers know an item by; undefined where it is not published any more. */
    itemTitle: async (item: string) => (await parts.institutions.item(item))?.title,
  }
}

export type Ties = ReturnType<typeof tieService>

async function shopAsked({ shops, merchants }: TieParts, text: string): Promise<Merchant | undefined> {
  const shop = (await shops.find(text)) ?? (await merchants.findByCode(tidyMerchantCode(text)))
  return shop !== undefined && isOpenShop(shop) ? shop : undefined
}

const isOpenShop = ({ status, closedAt }: Merchant): boolean => status === 'approved' && closedAt === null

async function refusalOfAsked({ institutions }: TieParts, asked: TieAsked): Promise<TieRefusal | undefined> {
  const { institution, item, what } = asked
  if ((await institutions.name(institution)) === undefined) return { code: 'institution_unknown' }
  if (item === null) return undefined
  if (what === 'admission') return { code: 'admission_of_item', field: 'item' }
  const found = await institutions.item(item)
  return found?.institution === institution ? undefined : { code: 'item_unknown', field: 'item' }
}

async function ask(parts: TieParts, asked: TieAsked): Refused<Tie> {
  const { ties, clock } = parts
  const { key, shop: named, ...said } = asked
  const refusal = await refusalOfAsked(parts, asked)
  if (refusal !== undefined) return refuse(refusal)
  const shop = await shopAsked(parts, named)
  if (shop === undefined) return refuse({ code: 'shop_unknown', field: 'shop' })
  const id = sha256Hex(`shop tie ${said.institution} ${key}`).slice(0, 32)
  const merchantId = shop.id
  const isSame = (one: Tie): boolean =>
    one.merchantId === merchantId && one.item === said.item && one.what === said.what
  const before = await ties.findTie(id)
  if (before !== undefined) return isSame(before) ? ok(before) : refuse({ code: 'key_used', field: 'shop' })
  const known = await ties.tiesOf(said.institution)
  if (known.some((one) => isSame(one) && isOpenTie(one))) return refuse({ code: 'tie_stands', field: 'shop' })
  if (known.filter(isOpenTie).length >= tieSettings.openMost)
    return refuse({ code: 'ties_too_many', most: tieSettings.openMost })
  const number = known.filter(isSame).length + 1
  const tie: Tie = { ...said, id, merchantId, number, askedAt: clock.now(), steps: [] }
  if ((await ties.addTie(tie)) === 'stored') return ok(tie)
  const meanwhile = await ties.findTie(id)
  return meanwhile !== undefined && isSame(meanwhile)
    ? ok(meanwhile)
    : refuse({ code: 'tie_stands', field: 'shop' })
}

async function act(
  { ties, shops, clock }: TieParts,
  done: { readonly id: string; readonly what: TieAct; readonly doneBy: string },
): Refused<Tie> {
  const { id, what, doneBy } = done
  const tie = await ties.findTie(id)
  if (tie === undefined) return refuse({ code: 'tie_not_found' })
  if (isDone(tie, done)) return ok(tie)
  const allowed = checkTieAct(tie, { what, doneBy, members: await shops.memberIds(tie.merchantId) })
  if (!allowed.ok) return allowed
  const step = { what, doneBy, at: clock.now() }
  if ((await ties.addTieStep(tie, step)) === 'stored') return ok({ ...tie, steps: [...tie.steps, step] })
  const meanwhile = await ties.findTie(id)
  return meanwhile !== undefined && isDone(meanwhile, done) ? ok(meanwhile) : refuse({ code: 'tie_decided' })
}

/** Said once more by whoever did not hear the answer, or pressed twice. */
const isDone = ({ steps }: Tie, { what, doneBy }: { what: TieAct; doneBy: string }): boolean =>
  steps.at(-1)?.what === what && steps.at(-1)?.doneBy === doneBy

async function tellAdmission(parts: TieParts, said: AdmissionSaid): Refused<Admission> {
  const { ties, institutions, clock } = parts
  const { institution } = said
  if ((await institutions.name(institution)) === undefined) return refuse({ code: 'institution_unknown' })
  const decided = nextAdmission(await ties.admissionOf(institution), said, clock.now())
  if (!decided.ok) return decided
  if ('same' in decided.value) return ok(decided.value.same)
  const { next } = decided.value
  return (await ties.addAdmission(next)) === 'stored' ? ok(next) : tellAdmission(parts, said)
}

async function shopsOf(
  parts: TieParts,
  institution: string,
  items: readonly string[],
): Promise<ShopsOfInstitution> {
  const { ties, institutions } = parts
  const agreed = (all: readonly Tie[]) => all.filter((one) => stateOfTie(one) === 'agreed')
  const own = agreed(await ties.tiesOf(institution))
  const ofItems = agreed((await Promise.all(items.map(ties.tiesOfItem))).flat())
  const named = (await Promise.all(items.map(institutions.item))).flatMap((one) => one?.merchants ?? [])
  const general = own.filter(({ what, item }) => what === 'sells' && item === null)
  const selling = [...general, ...ofItems].map(({ merchantId }) => merchantId)
  const counting = own.filter(({ what }) => what === 'admission').map(({ merchantId }) => merchantId)
  const told = async (ids: readonly string[]): Promise<readonly TiedShop[]> =>
    sellersInOrder((await Promise.all([...new Set(ids)].map((id) => tiedShop(parts, id)))).flat())
  const admission = await ties.admissionOf(institution)
  return {
    admission: admission?.textJa === '' ? undefined : admission,
    counters: await told(counting),
    sellers: await told([...named, ...selling]),
  }
}

async function tiedShop({ shops, merchants }: TieParts, merchantId: string): Promise<TiedShop[]> {
  const shop = await shops.find(merchantId)
  // A record may name a shop that never was, or that was refused.
  if (shop === undefined || shop.accountId === null) return []
  const { id, nameJa, nameEn, municipality, merchantClass, demonstration } = shop
  const code = isOpenShop(shop) ? await merchants.code(id) : undefined
  const payload = code?.ok === true ? code.value.payload : null
  return [
    { id, nameJa, nameEn, municipality, merchantClass, demonstration, isOpen: isOpenShop(shop), payload },
  ]
}
