import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { type DeskState, deskState } from './desk-state.ts'
import { historyLimit, type SavedChange, savedChanges } from './draft-history.ts'
import type { DraftStore, Revision } from './draft-store.ts'
import type { Extent } from './image-placing.ts'
import { draftAtDesk, itemIn, type ItemVersion } from './draft-at-desk.ts'
import { differencesOf } from './draft-merge.ts'
import {
  bodyOf,
  draftOf,
  type DraftSurroundings,
  type ItemDraft,
  type WholeDraft,
  wholeDraft,
} from './item-draft.ts'
import { type Quality, type QualityAround, qualityOf } from './item-quality.ts'
import { isLimitKept } from './picture-limit.ts'
import type { PartnerStore, PartnerVersion } from './partner-store.ts'
import { publishHolder } from './holder-publication.ts'
import type { Images } from './image-service.ts'
import { isRecordIdentifier, type ItemBody, type RecordBody } from './record.ts'
import { type NamesOf, type RecordAct, toldActs } from './record-history.ts'
import type { Records } from './record-service.ts'
import type { RecordStore } from './record-store.ts'
import type { Version, VersionState } from './record-version.ts'
import { isUploaded, ownPictures, pictureSettling } from './picture-settling.ts'
import { isSameAtPlace } from './draft-whereabouts.ts'
import type { FindStop } from './map-stops.ts'
import type { StudioRefusal } from './studio-errors.ts'
import { unknownName } from './studio-names.ts'
import { contactOf, holderOf, type Holders } from './studio-ports.ts'

export type StudioServiceParts = {
  readonly drafts: DraftStore<ItemDraft>
  readonly records: Records
  readonly store: Pick<RecordStore, 'told' | 'latest' | 'published' | 'versions'>
  /** Absent where there is no disk for images. */
  readonly images?: Images | undefined
  readonly holders: Holders
  readonly namesOf: NamesOf
  /** What another house says of the object of an item, whose object it is. */
  readonly partnerOf: PartnerStore['ofRecord']
  /** What the hub knows under a name: `place/first-bridge`; and whether it knows such an event. */
  readonly mapStop: FindStop
  readonly isEvent: (id: string) => boolean
  /** Where people get off for what the hub knows under such a name. */
  readonly stationOfStop: (chosen: string) => Promise<string | undefined>
  /** The part of a body that may not be written down; undefined where all of it may. */
  readonly faultIn: (body: RecordBody) => string | undefined
  readonly words: DraftSurroundings['words']
  readonly clock: Clock
}

/** Who writes. */
export type Writer = { readonly userId: string; readonly name: string }

/** An item as the studio shows it. */
export type Desk = {
  readonly record: string
  readonly institution: string
  /** 0: nobody saved anything yet. */
  readonly revision: number
  readonly draft: WholeDraft
  readonly saved?: { readonly byName: string; readonly at: number }
  /** What the public sees: nothing yet, an item, or that it was withdrawn. */
  readonly told?: Extract<VersionState, 'published' | 'withdrawn'>
  /** Whether what was saved says something else than what the public sees. */
  readonly isChanged: boolean
  /** Of another house's object: its manifest, and since when that is gone. */
  readonly partner?: Pick<PartnerVersion, 'key' | 'state' | 'object' | 'at'>
  /** Where its institution answers, as its data says. */
  readonly contact: string | undefined
  readonly quality: Quality
}

/** Which items are listed: those behind one, in a state, with words in a title. */
export type AskedDesks = {
  readonly institution: string
  readonly after: string
  readonly limit: number
  readonly state?: DeskState | undefined
  readonly words: string
}

export type ListedDesks = {
  readonly items: readonly Desk[]
  /** The last one that is listed, where more follow. */
  readonly next: string | undefined
  /** All that the institution has, listed or not. */
  readonly total: number
}

/** A save on a text that was read before. */
export type Save = {
  readonly record: string
  readonly institution: string
  readonly revision: number
  readonly draft: ItemDraft
}

/** Where an institution's staff writes about its items, publishes and withdraws them. */
export function studioService(parts: StudioServiceParts) {
  const {
    drafts,
    records,
    store,
    images,
    holders,
    partnerOf,
    mapStop,
    stationOfStop,
    faultIn,
    words,
    clock,
  } = parts
  const settling = pictureSettling(parts)

  const aroundOf = async (institution: string): Promise<QualityAround> => ({
    hasContact: (await contactOf(holders, institution)) !== undefined,
  })

  const itemTold = async (record: string): Promise<ItemVersion | undefined> =>
    itemIn(await store.told(record))

  async function around(
    { record, institution }: Pick<Version, 'record' | 'institution'>,
    draft: ItemDraft,
    published?: ItemBody,
  ): Promise<DraftSurroundings> {
    const { place, station } = (await holderOf(holders, institution)) ?? {}
    const partner = await partnerOf(record)
    // Where the real thing is seen is not where the institution is that shows another's.
    const own = partner === undefined ? { place, station } : {}
    const chosen = draft.spot ?? ''
    const spot = chosen === '' ? undefined : await mapStop(chosen)
    // People go to where it is seen, and not to who holds it.
    const there = spot === undefined ? {} : { spot, station: await stationOfStop(chosen) }
    const found = await Promise.all(draft.pictures.map(async ({ image }) => sizeOf(image)))
    return { institution, ...own, ...there, sizes: new Map(found.flat()), published, partner, words }
  }

  async function sizeOf(image: string): Promise<(readonly [string, Extent])[]> {
    const found = image === '' ? undefined : await images?.findAny(image)
    return found === undefined ? [] : [[image, { width: found.width, height: found.height }]]
  }

  /** Whether a draft, published, would say something else than what the public was told last. */
  async function saysElse(draft: ItemDraft, told: ItemVersion): Promise<boolean> {
    const body = bodyOf(draft, await around(told, draft, told.body))
    const isSame = isSameAtPartner(body, told.body) && isSameAtPlace(body, told.body)
    return !isSame || differencesOf(draftOf(body), draftOf(told.body)).length > 0
  }

  async function deskOf(
    record: string,
    revision: Revision<ItemDraft> | undefined,
    told: Awaited<ReturnType<typeof itemTold>>,
  ): Promise<Desk> {
    const draft = draftAtDesk(revision, told)
    const institution = told?.institution ?? revision?.institution ?? ''
    return {
      record,
      institution,
      revision: revision?.revision ?? 0,
      draft,
      ...(revision === undefined ? {} : { saved: { byName: revision.byName, at: revision.at } }),
      ...(told === undefined ? {} : { told: told.state === 'published' ? 'published' : 'withdrawn' }),
      isChanged: told !== undefined && (await saysElse(draft, told)),
      ...(await partnerDeskOf(record)),
      contact: await contactOf(holders, institution),
      quality: qualityOf(draft, await aroundOf(institution)),
    }
  }

  async function partnerDeskOf(record: string): Promise<Pick<Desk, 'partner'>> {
    const partner = await partnerOf(record)
    if (partner === undefined) return {}
    const { key, state, object, at } = partner
    return { partner: { key, state, object, at } }
  }

  async function open(record: string): Promise<Result<Desk, StudioRefusal>> {
    const [revision, told] = [await drafts.newest(record), await itemTold(record)]
    if (revision === undefined && told === undefined)
      return refuse({ code: 'draft_unknown', identifier: record })
    return ok(await deskOf(record, revision, told))
  }

  /** What a draft shows or names that is not its institution's, or that nobody knows. */
  async function unfitFor(
    draft: ItemDraft,
    institution: string,
    told: ItemBody | undefined,
  ): Promise<StudioRefusal | undefined> {
    const stranger = draft.pictures.find((picture) => !isOwnPicture(picture.image, institution, told))
    if (stranger !== undefined) return { code: 'draft_picture_unknown', image: stranger.image }
    const unknown = await unknownName(draft, told, parts)
    return unknown === undefined ? undefined : { code: 'draft_name_unknown', ...unknown }
  }

  const changedBy = ({ revision, byName, at }: Revision<ItemDraft>): StudioRefusal => ({
    code: 'draft_changed',
    revision,
    byName,
    at,
  })

  async function save(
    { record, institution, revision, draft: sent }: Save,
    { userId, name }: Writer,
  ): Promise<Result<Desk, StudioRefusal>> {
    if (!isRecordIdentifier(record))
      return refuse({ code: 'record_identifier_malformed', identifier: record })
    const [newest, told] = [await drafts.newest(record), await itemTold(record)]
    const owner = told?.institution ?? newest?.institution ?? institution
    if (owner !== institution || (await holderOf(holders, institution)) === undefined)
      return refuse({ code: 'draft_elsewhere' })
    const draft = wholeDraft(sent, draftAtDesk(newest, told))
    const unfit = await unfitFor(draft, institution, told?.body)
    if (unfit !== undefined) return refuse(unfit)
    if (newest !== undefined && isSame(newest.draft, draft)) return ok(await deskOf(record, newest, told))
    if (newest !== undefined && newest.revision !== revision) return refuse(changedBy(newest))
    const next = {
      record,
      revision: (newest?.revision ?? 0) + 1,
      institution,
      draft,
      by: userId,
      byName: name,
      at: clock.now(),
    }
    if ((await drafts.add(next)) === 'added') return ok(await deskOf(record, next, told))
    const other = (await drafts.newest(record))!
    // The same text, sent twice at the same moment, is nobody else's.
    return isSame(other.draft, draft) ? ok(await deskOf(record, other, told)) : refuse(changedBy(other))
  }

  async function publish(
    record: string,
    revision: number,
    { userId }: Writer,
  ): Promise<Result<Desk, StudioRefusal>> {
    const [newest, told, latest] = [
      await drafts.newest(record),
      await itemTold(record),
      await store.latest(record),
    ]
    if (newest === undefined) return refuse({ code: 'draft_unknown', identifier: record })
    if (newest.revision !== revision) return refuse(changedBy(newest))
    const { draft, institution } = newest
    const quality = qualityOf(draft, await aroundOf(institution))
    const missing = quality.checks.filter(({ isNeeded, isMet }) => isNeeded && !isMet).map(({ name }) => name)
    if (missing.length > 0) return refuse({ code: 'item_not_ready', missing })
    const surroundings = await around({ record, institution }, draft, told?.body)
    const lost = draft.pictures.find(({ image }) => image !== '' && !surroundings.sizes.has(image))
    if (lost !== undefined) return refuse({ code: 'draft_picture_unknown', image: lost.image })
    const body = bodyOf(draft, surroundings)
    const tooLarge = body.canvases.filter((canvas) => !isLimitKept(body, canvas)).map(({ id }) => id)
    if (tooLarge.length > 0) return refuse({ code: 'limit_not_kept', views: tooLarge })
    const fault = faultIn(body)
    if (fault !== undefined) return refuse({ code: 'item_malformed', part: fault })
    // Pressed twice, it is published once.
    if (isTold(told, body)) return open(record)
    await publishHolder(parts, institution, userId)
    const pictures = ownPictures(told?.body, body)
    // Shown first, as an item without its picture would be half an item, and as strictly as before and after.
    await settling.settle(pictures, { item: body })
    const written = await writeAndSettle(pictures, {
      do: 'publish',
      record,
      body,
      by: userId,
      expected: latest?.version ?? 0,
    })
    return written.ok || isTold(await itemTold(record), body) ? open(record) : written
  }

  /** Whatever became of the write: a limit is loosened, and what nothing shows is hidden, by what was stored. */
  async function writeAndSettle(pictures: ReadonlySet<string>, told: Parameters<Records['write']>[0]) {
    try {
      return await records.write(told)
    } finally {
      await settling.settle(pictures)
    }
  }

  /** Hidden first: what is withdrawn is seen by nobody from this moment on; what others show is loosened once that is stored. */
  async function withdraw(record: string, { userId }: Writer): Promise<Result<Desk, StudioRefusal>> {
    const [told, latest] = [await itemTold(record), await store.latest(record)]
    if (told?.state !== 'published') return refuse({ code: 'record_not_public' })
    const pictures = ownPictures(told.body)
    await settling.settle(pictures, { withdrawn: record })
    const written = await writeAndSettle(pictures, {
      do: 'withdraw',
      record,
      by: userId,
      expected: latest!.version,
    })
    return written.ok ? open(record) : written
  }

  return {
    /** The institutions whose staff may write. */
    holders,
    open,
    /** Saves a text on the one that was read; refuses where somebody saved meanwhile. Sent twice, it is saved once. */
    save,
    publish,
    withdraw,
    /** Decides anew how all pictures are seen, where a process ended before it could. */
    settlePictures: settling.settleAll,

    /** A text as it was saved; parts that it was saved without are those that the desk showed until the next one was. */
    revision: async (record: string, revision: number): Promise<Revision<WholeDraft> | undefined> => {
      const [found, next] = [await drafts.find(record, revision), await drafts.find(record, revision + 1)]
      if (found === undefined) return undefined
      const isThen = ({ state, at }: Version): boolean =>
        state !== 'draft' && (next === undefined || at < next.at)
      const told = itemIn((await store.versions(record)).findLast(isThen))
      return { ...found, draft: draftAtDesk(found, told) }
    },

    /** The item that a text would be published as. */
    itemOf: async ({ draft, ...of }: Pick<Desk, 'record' | 'institution' | 'draft'>): Promise<ItemBody> =>
      bodyOf(draft, await around(of, draft, (await itemTold(of.record))?.body)),

    /** Who saved what of an item, the newest first. */
    history: async (record: string): Promise<readonly SavedChange[]> =>
      savedChanges(await drafts.last(record, historyLimit)),

    /** When an item was published and withdrawn, and by whom, the newest first. */
    toldHistory: async (record: string): Promise<readonly RecordAct[]> =>
      toldActs(await store.versions(record), parts.namesOf),

    /** Items of an institution in the order of their names, whatever the public sees of them, as far as a page goes. */
    items: async ({ institution, after, limit, state, words }: AskedDesks): Promise<ListedDesks> => {
      const written = new Map((await drafts.ofInstitution(institution)).map((one) => [one.record, one]))
      const shown = new Map((await store.published('item', institution)).map((one) => [one.record, one]))
      const names = [...new Set([...written.keys(), ...shown.keys()])].toSorted()
      const listed: Desk[] = []
      for (const record of names) {
        if (record <= after) continue
        const [revision, published] = [written.get(record), shown.get(record)?.body]
        const title = revision?.draft.title ?? (published?.kind === 'item' ? draftOf(published).title : {})
        if (!isNamed(title, words)) continue
        const desk = await deskOf(record, revision, await itemTold(record))
        if (state !== undefined && deskState(desk) !== state) continue
        if (listed.length === limit)
          return { items: listed, next: listed.at(-1)!.record, total: names.length }
        listed.push(desk)
      }
      return { items: listed, next: undefined, total: names.length }
    },

    /** A small picture for those who write; undefined where there is no such image of this institution. */
    picture: async (institution: string, image: string): Promise<Uint8Array | undefined> => {
      if (!isUploaded(image, institution)) return undefined
      const found = await images?.findAny(image)
      return found === undefined ? undefined : images?.preview(found)
    },
  }
}

const folded = (text: string): string => text.normalize('NFKC').toLowerCase()

/** Whether every word that is looked for stands in the title, in any of its languages. */
const isNamed = (title: ItemDraft['title'], words: string): boolean => {
  const written = folded(Object.values(title).join('\n'))
  return folded(words)
    .split(/\s+/)
    .every((word) => written.includes(word))
}

const isOwnPicture = (image: string, institution: string, told: ItemBody | undefined): boolean =>
  image === '' ||
  isUploaded(image, institution) ||
  told?.canvases.some((one) => one.image.from === 'own' && one.image.identifier === image) === true

const isTold = (told: Version | undefined, body: ItemBody): boolean =>
  told?.state === 'published' && JSON.stringify(told.body) === JSON.stringify(body)

/** Whether what a partner says beside the texts is the same: whose it is, and where its pictures are. */
const isSameAtPartner = (a: ItemBody, b: ItemBody): boolean =>
  JSON.stringify([a.partner, a.canvases.map(({ image }) => image)]) ===
  JSON.stringify([b.partner, b.canvases.map(({ image }) => image)])

const isSame = (a: ItemDraft, b: ItemDraft): boolean => JSON.stringify(a) === JSON.stringify(b)

export type Studio = ReturnType<typeof studioService>
