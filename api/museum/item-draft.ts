import { announcedIn, announcedTyped, type AnnouncedTexts, nothingAnnounced } from './announced.ts'
import { isWritten, mapOf, type Texts, typed } from './draft-text.ts'
import type { LanguageMap } from './language-map.ts'
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
  Visit,
} from './record.ts'
import { type RightsName, rights, rightsName } from './rights.ts'

/** The languages that the studio asks for, the first ones first. */
export const draftLanguages = ['ja', 'en', 'zh-Hant', 'zh-Hans', 'ko', 'th'] as const

/** What an institution's staff is writing about an item: anything may still be missing. */
export type ItemDraft = AnnouncedTexts & {
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

/** An item of which nothing is written yet. */
export const emptyDraft: ItemDraft = {
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

/** What is published, as it would have been typed. */
export const draftOf = (body: ItemBody): ItemDraft => ({
  form: body.form,
  title: typed(body.label),
  summary: typed(body.summary),
  credit: typed(body.requiredStatement),
  rights: rightsName(body.rights),
  date: body.date ?? '',
  visit: body.visit,
  place: typed(body.place?.label),
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
})

/** What a draft needs from the hub to become an item. */
export type DraftSurroundings = {
  readonly institution: string
  /** Where the institution is, and where people get off for it. */
  readonly place?: ItemPlace | undefined
  readonly station?: string | undefined
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
  const place = placeOf(draft, around)
  const station = draft.station.trim() === '' ? around.station : draft.station.trim()
  const optional = {
    ...(published?.collection === undefined ? {} : { collection: published.collection }),
    ...readingOf(around),
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
    events: published?.events ?? [],
    merchants: published?.merchants ?? [],
    visit: draft.visit,
    links: draft.links.flatMap(({ address, label }): Link[] =>
      address.trim() === '' ? [] : [{ address: address.trim(), label: labelOf(label, address) }],
    ),
    canvases: canvasesOf(draft, around),
    chapters: chaptersOf(draft, published),
    sources: published?.sources ?? [],
  }
}

/** From which side it is read: as its house says where it is another's, else as it was published. */
function readingOf({ partner, published }: DraftSurroundings): Pick<ItemBody, 'reading'> {
  const said = partner?.object.isReadFromRight === true ? ('right-to-left' as const) : undefined
  const reading = said ?? published?.reading
  return reading === undefined ? {} : { reading }
}

const labelOf = (label: Texts, address: string): LanguageMap =>
  isWritten(label) ? mapOf(label) : { none: [address.trim()] }

/** Where it is written, that; else what was published, else where its institution is. */
function placeOf({ place }: ItemDraft, { published, place: own }: DraftSurroundings): ItemPlace | undefined {
  if (!isWritten(place)) return own
  const label = mapOf(place)
  const before = published?.place
  // A pin belongs to the words beside it: other words, no pin.
  return before !== undefined && JSON.stringify(before.label) === JSON.stringify(label) ? before : { label }
}

/** A view that the studio does not send: a partner's as it is now, else as it was published. */
function canvasBefore(id: string, { published, partner, words }: DraftSurroundings): Canvas | undefined {
  const at = partner?.object.views.findIndex((view) => view.id === id) ?? -1
  return at === -1
    ? published?.canvases.find((canvas) => canvas.id === id)
    : canvasOfPartner(partner!.object.views[at]!, words.view(at + 1))
}

function canvasesOf({ pictures }: ItemDraft, around: DraftSurroundings): Canvas[] {
  const { sizes, words } = around
  const views = pictures.flatMap((picture, n): Canvas[] => {
    const before = canvasBefore(picture.id, around)
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
    if (before === undefined || picture.image !== '') return []
    const { transcription: _, ...same } = before
    return [{ ...same, ...texts }]
  })
  if (views.length > 0) return views
  const { notShown } = words
  return [
    {
      id: 'whole',
      label: notShown,
      width: 1_500,
      height: 1_000,
      image: { from: 'nowhere' },
      alternative: notShown,
    },
  ]
}

/** Chapters go from view to view: one whose views are gone goes with them. */
const chaptersOf = ({ pictures }: ItemDraft, published: ItemBody | undefined) => {
  const places = new Map(pictures.map(({ id }, place) => [id, place]))
  return (published?.chapters ?? []).filter(({ from, to }) => {
    const [first, last] = [places.get(from), places.get(to)]
    return first !== undefined && last !== undefined && first <= last
  })
}
