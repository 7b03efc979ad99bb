import { writingsOf } from './document-search.ts'
import { earliestDay, parseEdtf } from './edtf.ts'
import { inSpokenLanguages, type LanguageMap } from './language-map.ts'
import { placeContext, presentationContext } from './presentation-context.ts'
import { describedAnnounced, describedItem, describedLinks } from './presentation-metadata.ts'
import { type KnownImages, picturesOf } from './presentation-image.ts'
import { canvasAddress, type PresentationAddresses } from './presentation-addresses.ts'
import { searchNamed } from './presentation-search.ts'
import { textLanguagesOf } from './plain-text.ts'
import type { Canvas, Chapter, InstitutionBody, ItemBody } from './record.ts'
import type { ItemInPlace, Published } from './record-service.ts'

/** Where things stand: how they are addressed, and which of our own images can be asked for. */
export type Surroundings = { readonly addresses: PresentationAddresses; readonly images: KnownImages }

/** The manifest of an item (IIIF Presentation 3.0). */
export function manifestOf(found: ItemInPlace, surroundings: Surroundings): Record<string, unknown> {
  const { item, institution, collections } = found
  const { id, body } = item
  const { addresses } = surroundings
  const thumbnail = thumbnailOf(body, surroundings)
  const navPlace = placeOf(body, addresses.manifest(id))
  const navDate = momentOf(body)
  return {
    // A context that explains more comes before the one of the version, which stands last.
    '@context': navPlace === undefined ? presentationContext : [placeContext, presentationContext],
    id: addresses.manifest(id),
    type: 'Manifest',
    label: body.label,
    summary: body.summary,
    metadata: [...describedItem(body), ...describedAnnounced(body), ...describedLinks(body)],
    requiredStatement: {
      label: inSpokenLanguages((t) => t('museum:field.credit')),
      value: body.requiredStatement,
    },
    rights: body.rights,
    provider: [providerOf(institution, addresses)],
    homepage: pagesOf(body.label, (language) => addresses.itemPage(id, language)),
    ...(thumbnail === undefined ? {} : { thumbnail: [thumbnail] }),
    seeAlso: [...descriptionsOf(id, addresses), ...atPartnerOf(body)],
    partOf: [
      { id: addresses.collection(institution.id), type: 'Collection', label: institution.body.label },
      ...collections.map((one) => ({
        id: addresses.collection(one.id),
        type: 'Collection',
        label: one.body.label,
      })),
    ],
    ...(navDate === undefined ? {} : { navDate }),
    ...(navPlace === undefined ? {} : { navPlace }),
    ...(body.reading === undefined ? {} : { viewingDirection: body.reading }),
    ...(body.canvases.length > 1 ? { behavior: [body.form === 'document' ? 'paged' : 'individuals'] } : {}),
    ...renderingOf(body, id, addresses),
    ...(writingsOf(body).length === 0 ? {} : searchNamed(id, addresses)),
    items: body.canvases.map((canvas) => canvasOf({ id, body }, canvas, surroundings)),
    ...(body.chapters.length === 0
      ? {}
      : { structures: body.chapters.map((chapter, n) => rangeOf(found, chapter, n, addresses)) }),
  }
}

/** The smallest picture that stands for an item; undefined where nothing of it is shown here. */
export const thumbnailOf = (body: ItemBody, surroundings: Surroundings) =>
  body.canvases
    .map((canvas) => picturesOf(body, canvas, surroundings)?.thumbnail)
    .find((one) => one !== undefined)

/** Who answers for a record. */
export const providerOf = ({ id, body }: Published<InstitutionBody>, addresses: PresentationAddresses) => ({
  id: addresses.institutionPage(id, 'ja'),
  type: 'Agent',
  label: body.label,
  homepage: [
    ...pagesOf(body.label, (language) => addresses.institutionPage(id, language)),
    ...(body.address === undefined
      ? []
      : [{ id: body.address, type: 'Text', label: body.label, format: 'text/html' }]),
  ],
})

/** A page of ours in the languages that are complete. */
export const pagesOf = (label: LanguageMap, address: (language: string) => string) =>
  ['ja', 'en'].map((language) => ({
    id: address(language),
    type: 'Text',
    label,
    format: 'text/html',
    language: [language],
  }))

/** The same as linked data of schema.org. */
export const linkedDescription = (id: string) => ({
  id,
  type: 'Dataset',
  label: { none: ['schema.org'] },
  format: 'application/ld+json',
  profile: 'https://schema.org/',
})

const descriptionsOf = (id: string, addresses: PresentationAddresses) => [
  linkedDescription(addresses.linkedData(id)),
  {
    id: addresses.harvest('oai_dc', id),
    type: 'Dataset',
    label: { none: ['OAI-PMH oai_dc'] },
    format: 'text/xml',
    profile: 'http://www.openarchives.org/OAI/2.0/oai_dc/',
  },
  {
    id: addresses.harvest('lido', id),
    type: 'Dataset',
    label: { none: ['LIDO'] },
    format: 'text/xml',
    profile: 'http://www.lido-schema.org',
  },
]

/** The manifest of whoever holds it and shows it themselves: this one refers to its views. */
const atPartnerOf = ({ partner, label }: ItemBody) =>
  partner === undefined
    ? []
    : [
        {
          id: partner.manifest,
          type: 'Manifest',
          label: partner.provider ?? label,
          format: 'application/ld+json',
          profile: 'http://iiif.io/api/presentation',
        },
      ]

/** What is written on the pages, as one text to read. */
const renderingOf = (body: ItemBody, id: string, addresses: PresentationAddresses) =>
  body.canvases.some(({ transcription }) => transcription !== undefined)
    ? {
        rendering: [
          {
            id: `${addresses.itemPage(id, 'ja')}#transcription`,
            type: 'Text',
            label: inSpokenLanguages((t) => t('museum:field.transcription')),
            format: 'text/html',
          },
          ...plainTexts(id, textLanguagesOf(body), addresses),
        ],
      }
    : {}

/** The same as plain text, in each of its languages. */
export const plainTexts = (id: string, languages: readonly string[], addresses: PresentationAddresses) =>
  languages.map((language) => ({
    id: addresses.text(id, language),
    type: 'Text',
    label: inSpokenLanguages((t) => t('museum:field.plainText')),
    format: 'text/plain',
    ...(language === 'none' ? {} : { language: [language] }),
  }))

/** A view of an item with its picture, and with what is written on it. */
export function canvasOf(
  { id, body }: Pick<Published<ItemBody>, 'id' | 'body'>,
  canvas: Canvas,
  surroundings: Surroundings,
) {
  const { addresses } = surroundings
  const { partner } = body
  const address = canvasAddress(addresses, id, canvas)
  // What stands on it is called by us, also where the view itself is a partner's.
  const own = addresses.canvas(id, canvas.id)
  const pictures = picturesOf(body, canvas, surroundings)
  return {
    id: address,
    type: 'Canvas',
    label: canvas.label,
    summary: canvas.alternative,
    height: canvas.height,
    width: canvas.width,
    ...(pictures?.thumbnail === undefined ? {} : { thumbnail: [pictures.thumbnail] }),
    ...(pictures === undefined
      ? {}
      : {
          items: [
            {
              id: `${own}/page`,
              type: 'AnnotationPage',
              items: [
                {
                  id: `${own}/annotation`,
                  type: 'Annotation',
                  motivation: 'painting',
                  body: pictures.full,
                  target: address,
                },
              ],
            },
          ],
        }),
    ...(canvas.transcription === undefined
      ? {}
      : {
          annotations: writtenOn({ address, item: id, canvas: canvas.id }, canvas.transcription, addresses),
        }),
    ...(partner === undefined || address === own
      ? {}
      : { partOf: [{ id: partner.manifest, type: 'Manifest' }] }),
  }
}

/** What is written on a view: a page for each language, so that a viewer shows the one that its reader reads. */
const writtenOn = (
  { address, item, canvas }: { readonly address: string; readonly item: string; readonly canvas: string },
  transcription: LanguageMap,
  addresses: PresentationAddresses,
) =>
  Object.entries(transcription).map(([language, texts]) => ({
    id: addresses.writingPage(item, canvas, language),
    type: 'AnnotationPage',
    items: [
      {
        id: addresses.writing(item, canvas, language),
        type: 'Annotation',
        motivation: 'supplementing',
        body: {
          type: 'TextualBody',
          value: texts.join('\n'),
          format: 'text/plain',
          ...(language === 'none' ? {} : { language: [language] }),
        },
        target: address,
      },
    ],
  }))

function rangeOf(
  { item: { id, body } }: ItemInPlace,
  { label, from, to }: Chapter,
  n: number,
  addresses: PresentationAddresses,
) {
  const ids = body.canvases.map((canvas) => canvas.id)
  return {
    id: addresses.range(id, n + 1),
    type: 'Range',
    label,
    items: body.canvases
      .slice(ids.indexOf(from), ids.indexOf(to) + 1)
      .map((canvas) => ({ id: canvasAddress(addresses, id, canvas), type: 'Canvas' })),
  }
}

/** The first moment that the date can mean, for timelines; xsd:dateTime knows no year 0. */
function momentOf({ date }: ItemBody): string | undefined {
  const edtf = date === undefined ? undefined : parseEdtf(date)
  const day = edtf?.ok === true ? earliestDay(edtf.value) : undefined
  return day === undefined || day.startsWith('0000') ? undefined : `${day}T00:00:00Z`
}

/** A point where the real thing is seen; only of a place that is known well enough for a pin. */
function placeOf({ place }: ItemBody, manifest: string) {
  if (place?.position === undefined) return undefined
  const { latitude, longitude } = place.position
  return {
    id: `${manifest}#place`,
    type: 'FeatureCollection',
    features: [
      {
        id: `${manifest}#place-1`,
        type: 'Feature',
        properties: { label: place.label },
        geometry: { type: 'Point', coordinates: [longitude, latitude] },
      },
    ],
  }
}
