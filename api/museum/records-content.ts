import { content, isExact, type Institution, type Item, type Story } from '../../content/index.ts'
import type { ContentRecord } from './content-intake-service.ts'
import { inSpokenLanguages, type LanguageMap } from './language-map.ts'
import { hubInstitution, type InstitutionBody, type ItemBody } from './record.ts'
import { contentMapStop } from './map-stops-content.ts'
import { rights } from './rights.ts'
import type { StoryBody } from './story.ts'

type Text = { readonly ja: string; readonly en: string }

export const inBoth = ({ ja, en }: Text): LanguageMap => ({ ja: [ja], en: [en] })

/** Each source once, in the order of its first use. */
const sourcesOf = (...lists: readonly (readonly string[] | undefined)[]): string[] => [
  ...new Set(lists.flatMap((list) => list ?? [])),
]

export const institutionBody = ({ name, summary, url, source }: Institution): InstitutionBody => ({
  kind: 'institution',
  label: inBoth(name),
  summary: inBoth(summary),
  ...(url === undefined ? {} : { address: url }),
  sources: sourcesOf(source, summary.source),
})

const ownBody = (): InstitutionBody => ({
  kind: 'institution',
  label: inSpokenLanguages((t) => t('museum:hub.label')),
  summary: inSpokenLanguages((t) => t('museum:hub.summary')),
  sources: ['project'],
})

/** Where an institution is; as a point only where it is known well enough for a pin. */
const placeOf = ({ name, position }: Institution): NonNullable<ItemBody['place']> => ({
  label: inBoth(name),
  ...(isExact(position) ? { position: { latitude: position.lat, longitude: position.lng } } : {}),
})

function itemBody(item: Item): ItemBody {
  const holder = content.institutions.find(({ id }) => id === item.institution)
  const station = item.station ?? holder?.station
  const { descriptions, date, provenance, summary, source } = item
  return {
    kind: 'item',
    institution: item.institution,
    form: item.form,
    label: inBoth(item.label),
    summary: inBoth(summary),
    descriptions: descriptions.map(({ field, value }) => ({ field, value: inBoth(value) })),
    ...(date === undefined ? {} : { date: date.edtf }),
    rights: rights[item.rights],
    requiredStatement: inBoth(item.credit),
    ...(provenance === undefined ? {} : { provenance: inBoth(provenance) }),
    ...(holder === undefined ? {} : { place: placeOf(holder) }),
    ...(station === undefined ? {} : { station }),
    events: item.events,
    merchants: [],
    visit: item.visit,
    links: item.links.map(({ url, label }) => ({ address: url, label: inBoth(label) })),
    ...(item.reading === undefined ? {} : { reading: item.reading }),
    canvases: item.canvases.map(({ transcription, ...canvas }) => ({
      ...canvas,
      label: inBoth(canvas.label),
      alternative: inBoth(canvas.alternative),
      ...(transcription === undefined ? {} : { transcription: { ja: [transcription.ja] } }),
    })),
    chapters: [],
    sources: sourcesOf(
      source,
      summary.source,
      ...descriptions.map(({ value }) => value.source),
      date?.source,
      provenance?.source,
    ),
  }
}

const storyBody = ({
  institution,
  label,
  summary,
  rights: terms,
  credit,
  rooms,
  source,
}: Story): StoryBody => ({
  kind: 'story',
  institution,
  label: inBoth(label),
  summary: inBoth(summary),
  rights: rights[terms],
  requiredStatement: inBoth(credit),
  rooms: rooms.map((room) => ({
    ...room,
    label: inBoth(room.label),
    steps: room.steps.map(({ id, label: heading, text, views, map }) => ({
      id,
      label: inBoth(heading),
      text: inBoth(text),
      views: views.map((view) => ({ ...view, alternative: inBoth(view.alternative) })),
      ...(map === undefined ? {} : { map: map.flatMap((stop) => contentMapStop(stop) ?? []) }),
      sources: text.source,
    })),
  })),
  sources: sourcesOf(source, ...rooms.flatMap(({ steps }) => steps.map(({ text }) => text.source))),
})

const holders = new Set([...content.items, ...content.stories].map(({ institution }) => institution))

/** The records that the files of the project make: each item and story, and the institutions whose they are. */
export const contentRecords: readonly ContentRecord[] = [
  ...(holders.has(hubInstitution) ? [{ record: hubInstitution, body: ownBody() }] : []),
  ...content.institutions
    .filter(({ id }) => holders.has(id))
    .map((institution) => ({ record: institution.id, body: institutionBody(institution) })),
  ...content.items.map((item) => ({ record: item.id, body: itemBody(item) })),
  ...content.stories.map((story) => ({ record: story.id, body: storyBody(story) })),
]
