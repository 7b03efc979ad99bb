import { textsOf, type LanguageMap } from './language-map.ts'
import type { PresentationAddresses } from './presentation-addresses.ts'
import type { DescriptiveField, InstitutionBody, ItemBody, ItemForm } from './record.ts'
import type { Published } from './record-service.ts'
import { element, type Xml } from './xml.ts'

/** Where each field goes among the fifteen of Dublin Core. */
const elementOf: Readonly<Record<DescriptiveField, string>> = {
  maker: 'creator',
  contributor: 'contributor',
  subject: 'subject',
  language: 'language',
  identifier: 'identifier',
  madeIn: 'coverage',
  period: 'coverage',
  material: 'format',
  technique: 'format',
  extent: 'format',
  use: 'subject',
  season: 'coverage',
  custom: 'subject',
  designation: 'description',
  note: 'description',
}

/** Types of the DCMI vocabulary. */
const typeOf: Readonly<Record<ItemForm, string>> = {
  object: 'PhysicalObject',
  document: 'Text',
  picture: 'StillImage',
}

/** An item in the format that every harvester knows. */
export function dublinCore(
  { id, body }: Published<ItemBody>,
  institution: InstitutionBody | undefined,
  addresses: PresentationAddresses,
): Xml {
  return element(
    'oai_dc:dc',
    {
      'xmlns:oai_dc': 'http://www.openarchives.org/OAI/2.0/oai_dc/',
      'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
      'xsi:schemaLocation':
        'http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd',
    },
    ...inLanguages('title', body.label),
    ...inLanguages('description', body.summary),
    ...body.descriptions.flatMap(({ field, value }) => inLanguages(elementOf[field], value)),
    ...inLanguages('description', body.provenance),
    ...(body.date === undefined ? [] : [plain('date', body.date)]),
    plain('type', typeOf[body.form]),
    ...inLanguages('publisher', institution?.label),
    ...inLanguages('coverage', body.place?.label),
    plain('identifier', addresses.itemPage(id, 'ja')),
    plain('relation', addresses.manifest(id)),
    plain('rights', body.rights),
    ...inLanguages('rights', body.requiredStatement),
  )
}

const plain = (name: string, text: string): Xml => element(`dc:${name}`, {}, text)

const inLanguages = (name: string, map: LanguageMap | undefined): Xml[] =>
  map === undefined
    ? []
    : textsOf(map).map(({ language, text }) =>
        element(`dc:${name}`, { 'xml:lang': language === 'none' ? undefined : language }, text),
      )
