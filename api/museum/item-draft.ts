import { announcedIn, announcedTyped, type AnnouncedTexts, nothingAnnounced } from './announced.ts'
import { chaptersIn, nothingOfReading, readingIn, type ReadingTexts, readingTyped } from './draft-reading.ts'
import { isWritten, mapOf, type Texts, typed } from './draft-text.ts'
import { nothingOfWhereabouts, placeIn, type Whereabouts, whereaboutsTyped } from './draft-whereabouts.ts'
import type { LanguageMap } from './language-map.ts'
import type { PictureLimit } from './picture-limit.ts'
import { canvasOfPartner, linkToPartner } from './partner-record.ts'
import type { PartnerObject } from './partner-object.ts'
import type {
  Canvas,
  Description,
  DescriptiveField,
  ItemBody,
  ItemForm,
  ItemPlace,
  Link,
  Reading,
  Visit,
} from './record.ts'
import { type RightsName, rights, rightsName } from './rights.ts'
import type { MapStop } from './story.ts'

/** The languages that the studio asks for, the first ones first. */
export const draftLanguages = ['ja', 'en', 'zh-Hant', 'zh-Hans', 'ko', 'th'] as const

/** Parts that the studio asks for since some texts were saved without them. */
export type LaterParts = ReadingTexts &
  Whereabouts & {
    /** How large its pictures are handed out; empty: as the rights say. */
    readonly limit?: PictureLimit | ''
  }

/** What an institution's staff is writing about an item: anything may still be missing. */
export type ItemDraft = AnnouncedTexts &
  LaterParts & {
    readonly form: ItemForm
    readonly title: Texts
    readonly summary: Texts
    /** Whom to name wherever it is shown. */
    readonly credit: Texts
    readonly rights: RightsName | ''
    /** Extended Date/Time Format. */
    readonly date: string
    readonly visit: Visit
    /** Where the real thing is seen, where that is not its institution. */
    readonly place: Texts
    readonly station: string
    readonly provenance: Texts
    readonly fields: readonly DraftField[]
    readonly links: readonly DraftLink[]
    readonly pictures: readonly DraftPicture[]
  }

/** A text with all its parts. */
export type WholeDraft = ItemDraft & Required<LaterParts>

export type DraftField = { readonly field: DescriptiveField; readonly value: Texts }
export type DraftLink = { readonly address: string; readonly label: Texts }

export type DraftPicture = {
  /** Of the view; stays with it. */
  readonly id: string
  /** An image of ours; empty: what the published view has. */
  readonly image: string
  readonly alternative: Texts
  /** What is written on it. */
  readonly transcription: Texts
}

/** A view that shows nothing and stands for the whole thing: what is written on it is known before anybody sent a picture. */
export const blankView = 'whole'

/** Whether a view is that one. */
export const isBlank = ({ id, image }: Pick<DraftPicture, 'id' | 'image'>): boolean =>
  id === blankView && image === ''

/** What every text has that was ever saved. */
export const firstDraft: ItemDraft = {
  form: 'object',
  title: {},
  summary: {},
  credit: {},
  rights: '',
  date: '',
  visit: 'unknown',
  place: {},
  station: '',
  provenance: {},
  fields: [],
  links: [],
  pictures: [],
  ...nothingAnnounced,
}

/** An item of which nothing is written yet. */
export const emptyDraft: WholeDraft = {
  ...firstDraft,
  ...nothingOfReading,
  ...nothingOfWhereabouts,
  limit: '',
}

/** A text with the parts that it was saved without, as another one has them. */
export const wholeDraft = (draft: ItemDraft, before: LaterParts = {}): WholeDraft => ({
  ...draft,
  reading: draft.reading ?? before.reading ?? emptyDraft.reading,
  chapters: draft.chapters ?? before.chapters ?? emptyDraft.chapters,
  events: draft.events ?? before.events ?? emptyDraft.events,
  spot: draft.spot ?? before.spot ?? emptyDraft.spot,
  position: draft.position ?? before.position ?? emptyDraft.position,
  limit: draft.limit ?? before.limit ?? emptyDraft.limit,
})

/** What is published, as it would have been typed. */
export const draftOf = (body: ItemBody): WholeDraft => ({
  form: body.form,
  title: typed(body.label),
  summary: typed(body.summary),
  credit: typed(body.requiredStatement),
  rights: rightsName(body.rights),
  date: body.date ?? '',
  visit: body.visit,
  place: body.place?.known === undefined ? typed(body.place?.label) : {},
  station: body.station ?? '',
  provenance: typed(body.provenance),
  fields: body.descriptions.map(({ field, value }) => ({ field, value: typed(value) })),
  links: body.links.map(({ address, label }) => ({ address, label: typed(label) })),
  pictures: body.canvases.map(({ id, image, alternative, transcription }) => ({
    id,
    image: image.from === 'own' ? image.identifier : '',
    alternative: typed(alternative),
    transcription: typed(transcription),
  })),
  ...announcedTyped(body),
  ...readingTyped(body),
  ...whereaboutsTyped(body),
  limit: body.limit ?? '',
})

/** What a draft needs from the hub to become an item. */
export type DraftSurroundings = {
  readonly institution: string
  /** Where the institution is, and where people get off for it. */
  readonly place?: ItemPlace | undefined
  readonly station?: string | undefined
  /** The place that was chosen, as the hub knows it. */
  readonly spot?: MapStop | undefined
  /** Sizes of our images. */
  readonly sizes: ReadonlyMap<string, { readonly width: number; readonly height: number }>
  /** What is published of it now: what the studio does not ask for stays. */
  readonly published?: ItemBody | undefined
  /** What another house says of it, whose object it is. */
  readonly partner?: { readonly key: string; readonly object: PartnerObject } | undefined
  /** What is said of a view that shows nothing, and how views are called. */
  readonly words: { readonly notShown: LanguageMap; readonly view: (n: number) => LanguageMap }
}

/** The item that a draft tells of. It may still be refused: nothing is checked here. */
export function bodyOf(draft: ItemDraft, around: DraftSurroundings): ItemBody {
  const { published } = around
  const place = placeIn(draft, around)
  const station = draft.station.trim() === '' ? around.station : draft.station.trim()
  const optional = {
    ...limitIn(draft, published),
    ...(published?.collection === undefined ? {} : { collection: published.collection }),
    ...readingIn(draft, { published, said: saidOf(around) }),
    ...(around.partner === undefined
      ? {}
      : { partner: linkToPartner(around.partner.key, around.partner.object) }),
    ...(draft.date.trim() === '' ? {} : { date: draft.date.trim() }),
    ...(isWritten(draft.provenance) ? { provenance: mapOf(draft.provenance) } : {}),
    ...(place === undefined ? {} : { place }),
    ...(station === undefined ? {} : { station }),
    ...announcedIn(draft),
  }
  return {
    kind: 'item',
    institution: around.institution,
    form: draft.form,
    label: mapOf(draft.title),
    summary: mapOf(draft.summary),
    descriptions: draft.fields.flatMap(({ field, value }): Description[] =>
      isWritten(value) ? [{ field, value: mapOf(value) }] : [],
    ),
    rights: draft.rights === '' ? rights.undetermined : rights[draft.rights],
    requiredStatement: mapOf(draft.credit),
    ...optional,
    events: draft.events ?? published?.events ?? [],
    merchants: published?.merchants ?? [],
    visit: draft.visit,
    links: draft.links.flatMap(({ address, label }): Link[] =>
      address.trim() === '' ? [] : [{ address: address.trim(), label: labelOf(label, address) }],
    ),
    canvases: canvasesOf(draft, around),
    chapters: chaptersIn(draft, draft.pictures, { published }),
    sources: published?.sources ?? [],
  }
}

/** As it is chosen; a text that was saved before the studio asked for it leaves what is published. */
function limitIn({ limit: chosen }: ItemDraft, published: ItemBody | undefined): Pick<ItemBody, 'limit'> {
  const limit = chosen ?? published?.limit ?? ''
  return limit === '' ? {} : { limit }
}

/** From which side its house says that it is read. */
const saidOf = ({ partner }: DraftSurroundings): Reading | undefined =>
  partner?.object.isReadFromRight === true ? 'right-to-left' : undefined

const labelOf = (label: Texts, address: string): LanguageMap =>
  isWritten(label) ? mapOf(label) : { none: [address.trim()] }

/** Views that the studio does not send: a partner's as they are now, else as they were published. */
function canvasesBefore({ published, partner, words }: DraftSurroundings): ReadonlyMap<string, Canvas> {
  const theirs = partner?.object.views.map((view, at) => canvasOfPartner(view, words.view(at + 1))) ?? []
  return new Map([...(published?.canvases ?? []), ...theirs].map((canvas) => [canvas.id, canvas]))
}

function canvasesOf({ pictures }: ItemDraft, around: DraftSurroundings): Canvas[] {
  const { sizes, words } = around
  const known = canvasesBefore(around)
  const views = pictures.flatMap((picture, n): Canvas[] => {
    const before = known.get(picture.id)
    const size = sizes.get(picture.image)
    const texts = {
      alternative: mapOf(picture.alternative),
      ...(isWritten(picture.transcription) ? { transcription: mapOf(picture.transcription) } : {}),
    }
    if (size !== undefined)
      return [
        {
          id: picture.id,
          label: before?.label ?? words.view(n + 1),
          ...size,
          image: { from: 'own', identifier: picture.image },
          ...texts,
        },
      ]
    if (before === undefined && isBlank(picture) && texts.transcription !== undefined)
      return [unseenView(words.notShown, texts)]
    if (before === undefined || picture.image !== '') return []
    const { transcription: _, ...same } = before
    return [{ ...same, ...texts }]
  })
  return views.length > 0 ? views : [unseenView(words.notShown, {})]
}

/** A view of which there is no picture. */
const unseenView = (notShown: LanguageMap, texts: Partial<Pick<Canvas, 'alternative' | 'transcription'>>): Canvas => ({
  id: blankView,
  label: notShown,
  width: 1_500,
  height: 1_000,
  image: { from: 'nowhere' },
  ...texts,
  alternative: texts.alternative === undefined || Object.keys(texts.alternative).length === 0 ? notShown : texts.alternative,
}) // prettier-ignore
