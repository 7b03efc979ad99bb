import { describedItem } from './presentation-metadata.ts'
import { picturesOf } from './presentation-image.ts'
import type { Surroundings } from './presentation-manifest.ts'
import { textFor, type LanguageMap } from './language-map.ts'
import type { DescriptiveField, ItemBody } from './record.ts'
import type { ItemInPlace } from './record-service.ts'
import { rightsName, rightsPage, type RightsName } from './rights.ts'

/** On which terms what is told of an item may be handed on: the texts, not the picture. */
export type MetadataLicence = 'cc0' | 'by'

/** Where the terms of the texts are read. */
export const metadataLicences: Readonly<Record<MetadataLicence, string>> = {
  cc0: 'https://creativecommons.org/publicdomain/zero/1.0/',
  by: 'https://creativecommons.org/licenses/by/4.0/',
}

/**
 * The columns of the table for the national portal, and the common item of Japan Search that each is to be labelled
 * with; null where there is none and the column stays the provider's own.
 */
export const portalFields = [
  { name: 'id', label: 'ID', common: 'id' },
  { name: 'title', label: 'タイトル', common: 'title' },
  { name: 'titleEn', label: 'タイトル（英語）', common: 'titleEn' },
  { name: 'description', label: '説明', common: 'description' },
  { name: 'descriptionEn', label: '説明（英語）', common: 'descriptionEn' },
  { name: 'contributors', label: '作者・関係者', common: 'contributor' },
  { name: 'dates', label: '時代・日付', common: 'temporal' },
  { name: 'places', label: '場所', common: 'location' },
  { name: 'latitude', label: '緯度', common: 'coordinates' },
  { name: 'longitude', label: '経度', common: 'coordinates' },
  { name: 'kind', label: '種類', common: 'category' },
  { name: 'holder', label: '所蔵先', common: 'ownerOrg' },
  { name: 'page', label: '詳細ページ', common: 'linkUrl' },
  { name: 'thumbnail', label: 'サムネイル', common: 'thumbnailUrl' },
  { name: 'contents', label: 'コンテンツ', common: 'contentsUrl' },
  { name: 'contentsType', label: 'コンテンツの種類', common: 'contentsType' },
  { name: 'contentsAccess', label: 'コンテンツのありか', common: 'contentsAccess' },
  { name: 'manifest', label: 'IIIFマニフェスト', common: 'iiifUrl' },
  { name: 'rightsType', label: 'コンテンツの権利', common: 'contentsRightsType' },
  { name: 'rights', label: 'コンテンツの権利のURL', common: null },
  { name: 'credit', label: '出典の書き方', common: null },
  { name: 'told', label: 'そのほかの項目', common: null },
  { name: 'elsewhere', label: 'もとの記録', common: null },
  { name: 'licence', label: 'メタデータの利用条件', common: null },
  { name: 'changedAt', label: '更新日時', common: 'lastUpdatedDate' },
] as const

export type PortalField = (typeof portalFields)[number]['name']

/** One item as the portal takes it: a text for each column, several where there is more than one of it. */
export type PortalRow = Readonly<Record<PortalField, string | readonly string[]>>

/** The portal's words for what may be done with the thing that is shown. */
const rightsTypes: Readonly<Record<RightsName, string>> = {
  cc0: 'cc0',
  pdm: 'pdm',
  by: 'ccby',
  bySa: 'ccbysa',
  byNc: 'ccbync',
  byNcNd: 'ccbyncnd',
  inCopyright: 'incr',
  inCopyrightEducation: 'incr_edu',
  noCopyrightContract: 'nocr_cont',
  notEvaluated: 'uneval',
  undetermined: 'undet',
}

const kinds: Readonly<Record<ItemBody['form'], string>> = {
  object: 'もの',
  document: '文書',
  picture: '絵・写真',
}

/** Who made it and took part; told in columns of their own, and not once more among the others. */
const ofContributors: readonly DescriptiveField[] = ['maker', 'contributor']
const ofDates: readonly DescriptiveField[] = ['period']
const ofPlaces: readonly DescriptiveField[] = ['madeIn']

const japanese = (map: LanguageMap | undefined): string => (map === undefined ? '' : textFor(map, 'ja'))
const english = (map: LanguageMap): string => map['en']?.join(' ') ?? ''

const valuesOf = ({ descriptions }: ItemBody, fields: readonly DescriptiveField[]): string[] =>
  descriptions.flatMap(({ field, value }) => (fields.includes(field) ? [japanese(value)] : []))

/** An item as a row for the national portal. The licence is of these texts, and empty where nobody granted one. */
export function portalRow(
  { item, institution }: Pick<ItemInPlace, 'item' | 'institution'>,
  surroundings: Surroundings,
  licence: MetadataLicence | undefined,
): PortalRow {
  const { id, body, at } = item
  const { addresses } = surroundings
  const position = body.place?.position
  return {
    id,
    title: japanese(body.label),
    titleEn: english(body.label),
    description: japanese(body.summary),
    descriptionEn: english(body.summary),
    contributors: valuesOf(body, ofContributors),
    dates: [...valuesOf(body, ofDates), ...(body.date === undefined ? [] : [body.date])],
    places: [...valuesOf(body, ofPlaces), ...(body.place === undefined ? [] : [japanese(body.place.label)])],
    latitude: String(position?.latitude ?? ''),
    longitude: String(position?.longitude ?? ''),
    kind: kinds[body.form],
    // Who shows another house's thing does not hold it.
    holder: japanese(body.partner === undefined ? institution.body.label : body.partner.provider),
    page: addresses.itemPage(id, 'ja'),
    ...picturesTold(body, surroundings),
    manifest: addresses.manifest(id),
    rightsType: rightsTypes[rightsName(body.rights)],
    rights: rightsPage(body.rights),
    credit: japanese(body.requiredStatement),
    told: othersTold(body),
    elsewhere: body.partner?.manifest ?? '',
    licence: licence === undefined ? '' : metadataLicences[licence],
    changedAt: new Date(at).toISOString(),
  }
}

/** What is on the net of it: the picture as large as anybody may have it, and a small one. */
function picturesTold(body: ItemBody, surroundings: Surroundings) {
  const pictures = body.canvases.flatMap((canvas) => picturesOf(body, canvas, surroundings) ?? [])
  const isShown = pictures.length > 0
  return {
    thumbnail: pictures.flatMap(({ thumbnail }) => thumbnail?.id ?? [])[0] ?? '',
    contents: pictures.map(({ full }) => full.id),
    contentsType: isShown ? 'image' : '',
    contentsAccess: isShown ? 'internet' : 'not_exist',
  }
}

/** Lines that have no column of their own, each with what it is. */
function othersTold(body: ItemBody): string[] {
  const { descriptions, date: _date, place: _place, ...rest } = body
  const own = new Set([...ofContributors, ...ofDates, ...ofPlaces])
  const others = descriptions.filter(({ field }) => !own.has(field))
  const lines = describedItem({ ...rest, descriptions: others })
  // The kind stands first and the rights last: both have a column.
  return lines.slice(1, -1).map(({ label, value }) => `${japanese(label)}：${japanese(value)}`)
}
