import { ok, refuse, type Result } from '../platform/result.ts'
import { isWritten, type Texts } from './draft-text.ts'
import type { Addressing } from './partner-addressing.ts'
import {
  idIn,
  isObject,
  type Json,
  type JsonObject,
  listOf,
  objectsIn,
  textIn,
  typeIn,
} from './partner-json.ts'
import {
  type DocumentFault,
  type PartnerDetail,
  type PartnerDocument,
  type PartnerMember,
  type PartnerNote,
  type PartnerObject,
  type PartnerView,
  partnerViewsMost,
} from './partner-object.ts'
import { rightsNameOf } from './partner-rights.ts'
import { partnerTexts } from './partner-text.ts'
import { canvasesIn, viewOf } from './partner-views.ts'

/**
 * Reads a document of a partner: a manifest or a collection of Presentation 3 or 2. Of what is written wrongly only the
 * part that is wrong is lost; whatever stands there, nothing throws.
 */
export function readDocument(document: Json, address: Addressing): Result<PartnerDocument, DocumentFault> {
  if (!isObject(document)) return refuse({ code: 'not_iiif' })
  const type = typeIn(document)
  const contexts = listOf(document['@context']).map(textIn)
  if (type !== 'Manifest' && type !== 'Collection') return refuse({ code: 'not_iiif' })
  if (contexts.length > 0 && !contexts.some((one) => /iiif\.io\/api\/presentation\/[23]\//.test(one)))
    return refuse({ code: 'version_unknown' })
  if (type === 'Manifest') return ok({ kind: 'manifest', object: objectOf(document, address) })
  return ok({
    kind: 'collection',
    label: partnerTexts(document['label']),
    members: membersOf(document, address),
  })
}

/** What a collection holds; version 2 has lists of each kind, and may go on in further documents. */
function membersOf(collection: JsonObject, address: Addressing): readonly PartnerMember[] {
  const members = ['items', 'members', 'manifests', 'collections', 'first', 'next'].flatMap((name) =>
    listOf(collection[name]).map((one) => ({ name, one })),
  )
  return members.flatMap(({ name, one }) => {
    const kind = kindOf(name, isObject(one) ? typeIn(one) : '')
    const found = kind === undefined ? undefined : address.secured(idIn(one))
    return kind === undefined || found === undefined ? [] : [{ address: found, kind }]
  })
}

function kindOf(name: string, type: string): PartnerMember['kind'] | undefined {
  if (type === 'Manifest' || type === 'Collection') return type === 'Manifest' ? 'manifest' : 'collection'
  if (name === 'manifests') return 'manifest'
  return ['collections', 'first', 'next'].includes(name) ? 'collection' : undefined
}

function objectOf(manifest: JsonObject, address: Addressing): PartnerObject {
  const canvases = canvasesIn(manifest)
  const views = canvases.flatMap((canvas) => viewOf(canvas, address) ?? [])
  const unlike = firstOfEach(views)
  const [provider] = objectsIn(manifest['provider'])
  const rightsSaid =
    listOf(manifest['rights'] ?? manifest['license'])
      .map(idIn)
      .find(Boolean) ?? ''
  const object = {
    title: partnerTexts(manifest['label']),
    summary: partnerTexts(manifest['summary'] ?? manifest['description']),
    statement: statementOf(manifest),
    rights: rightsNameOf(rightsSaid) ?? ('' as const),
    rightsSaid: rightsSaid
      .replaceAll(/\p{Cc}/gu, '')
      .toWellFormed()
      .slice(0, 300),
    provider: partnerTexts(provider?.['label']),
    homepage: homepageOf(manifest, address),
    date: dateOf(textIn(manifest['navDate'])),
    place: placeOf(manifest['navPlace']),
    details: objectsIn(manifest['metadata']).slice(0, 60).flatMap(detailOf),
    isReadFromRight: textIn(manifest['viewingDirection']) === 'right-to-left',
    views: unlike.slice(0, partnerViewsMost),
  }
  const left = unlike.length - object.views.length
  const lost = { left, unshown: canvases.length - views.length, alike: views.length - unlike.length }
  return { ...object, notes: notesOn(object, lost) }
}

/** Of views that are called the same the first. */
function firstOfEach(views: readonly PartnerView[]): readonly PartnerView[] {
  const met = new Set<string>()
  return views.filter(({ id }) => !met.has(id) && met.add(id))
}

function statementOf(manifest: JsonObject): Texts {
  const { requiredStatement, attribution } = manifest
  return partnerTexts(isObject(requiredStatement) ? requiredStatement['value'] : attribution)
}

/** The page of the object where its institution shows it. */
function homepageOf(manifest: JsonObject, address: Addressing): string {
  const pages = [manifest['homepage'], manifest['related']].flatMap(listOf).map(idIn)
  return pages.flatMap((page) => address.secured(page) ?? [])[0] ?? ''
}

/** `navDate` is a moment by which viewers sort: its first instant of a year means the year. */
function dateOf(moment: string): string {
  const [, year, day] = /^(\d{4})-(\d\d-\d\d)T\d\d:\d\d/.exec(moment) ?? []
  if (year === undefined || day === undefined) return ''
  return day === '01-01' ? year : `${year}-${day}`
}

/** The words beside the first point of `navPlace`. */
function placeOf(navPlace: Json): Texts {
  const [feature] = isObject(navPlace) ? objectsIn(navPlace['features']) : []
  return isObject(feature?.['properties']) ? partnerTexts(feature['properties']['label']) : {}
}

const detailOf = (detail: JsonObject): readonly PartnerDetail[] => {
  const [label, value] = [partnerTexts(detail['label']), partnerTexts(detail['value'])]
  return isWritten(label) && isWritten(value) ? [{ label, value }] : []
}

/** What a manifest has and an item here has not. */
type Lost = { readonly left: number; readonly unshown: number; readonly alike: number }

function notesOn(
  { title, statement, rights, rightsSaid, provider, views }: Omit<PartnerObject, 'notes'>,
  { left, unshown, alike }: Lost,
): readonly PartnerNote[] {
  const notes: PartnerNote[] = []
  if (!isWritten(title)) notes.push({ code: 'title_missing' })
  if (rightsSaid === '') notes.push({ code: 'rights_missing' })
  else if (rights === '') notes.push({ code: 'rights_unknown', value: rightsSaid })
  else if (rights === 'inCopyright' || rights === 'inCopyrightEducation')
    notes.push({ code: 'rights_reserved' })
  if (!isWritten(statement) && !isWritten(provider)) notes.push({ code: 'statement_missing' })
  const plain = views.filter((view) => 'plain' in view).length
  if (plain > 0) notes.push({ code: 'views_plain', count: plain })
  if (unshown > 0) notes.push({ code: 'views_without_service', count: unshown })
  if (alike > 0) notes.push({ code: 'views_alike', count: alike })
  if (left > 0) notes.push({ code: 'views_left_out', count: left, most: partnerViewsMost })
  return notes
}
