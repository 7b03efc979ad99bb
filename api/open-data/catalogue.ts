import type { Text } from '../../content/index.ts'
import { type DataFile, type DataSet, dataSets, kindOf } from './data-sets.ts'
import { licence } from './licence.ts'

export type CatalogueParts = {
  readonly origin: string
  readonly publisher: Text
  readonly range: { readonly from: string; readonly to: string }
  /** 'YYYY-MM-DD' */
  readonly modified: string
  readonly bytesOf: (name: DataFile) => number
}

const licenceDocument = () => ({
  '@id': licence.url,
  '@type': 'dct:LicenseDocument',
  'dct:title': licence.name,
})

/** What the licence covers, and where the terms of the sources are. */
const rightsOf = (origin: string) => ({
  '@id': `${origin}/sources`,
  '@type': 'dct:RightsStatement',
  'dct:description': tongues(licence.about),
})
const authority = 'http://publications.europa.eu/resource/authority'

const tongues = ({ ja, en }: Text) => [
  { '@language': 'ja', '@value': ja },
  { '@language': 'en', '@value': en },
]
const idOf = (iri: string) => ({ '@id': iri })
const day = (value: string) => ({ '@type': 'xsd:date', '@value': value })

/** Fukushima prefecture in the vocabulary of places. */
const region = {
  '@type': 'dct:Location',
  'dcat:bbox': {
    '@type': 'http://www.opengis.net/ont/geosparql#wktLiteral',
    '@value': 'POLYGON((138.9 36.8,140.4 36.8,140.4 37.9,138.9 37.9,138.9 36.8))',
  },
}

/** The data sets as DCAT-AP 3 in JSON-LD. */
export function catalogueOf(parts: CatalogueParts) {
  const page = `${parts.origin}/open-data/`
  return {
    '@context': {
      dcat: 'http://www.w3.org/ns/dcat#',
      dct: 'http://purl.org/dc/terms/',
      foaf: 'http://xmlns.com/foaf/0.1/',
      vcard: 'http://www.w3.org/2006/vcard/ns#',
      xsd: 'http://www.w3.org/2001/XMLSchema#',
    },
    '@id': `${page}catalog.jsonld`,
    '@type': 'dcat:Catalog',
    'dct:title': tongues({ ja: '会津めぐり オープンデータ', en: 'Aizu Meguri open data' }),
    'dct:description': tongues({
      ja: '会津の鉄道と見どころのデータ。出典と確かさをつけて公開しています。',
      en: 'Data of the railways and places of Aizu, published with their sources and how sure they are.',
    }),
    'dct:publisher': publisherOf(parts),
    'dct:language': [idOf(`${authority}/language/JPN`), idOf(`${authority}/language/ENG`)],
    'dct:license': licenceDocument(),
    'dct:rights': rightsOf(parts.origin),
    'dct:modified': day(parts.modified),
    'dct:spatial': region,
    'foaf:homepage': idOf(page),
    'dcat:themeTaxonomy': idOf(`${authority}/data-theme`),
    'dcat:dataset': dataSets.map((set) => dataSetOf(set, page, parts)),
  }
}

const publisherOf = ({ origin, publisher }: CatalogueParts) => ({
  '@id': `${origin}/#publisher`,
  '@type': 'foaf:Agent',
  'foaf:name': tongues(publisher),
  'foaf:homepage': idOf(`${origin}/`),
})

function dataSetOf(set: DataSet, page: string, parts: CatalogueParts) {
  const { range, modified } = parts
  return {
    '@id': `${page}#${set.id}`,
    '@type': 'dcat:Dataset',
    'dct:identifier': set.id,
    'dct:title': tongues(set.title),
    'dct:description': tongues(set.about),
    'dct:publisher': publisherOf(parts),
    'dct:license': licenceDocument(),
    'dct:rights': rightsOf(parts.origin),
    'dct:modified': day(modified),
    'dct:language': [idOf(`${authority}/language/JPN`), idOf(`${authority}/language/ENG`)],
    'dct:spatial': region,
    'dct:temporal': {
      '@type': 'dct:PeriodOfTime',
      'dcat:startDate': day(range.from),
      'dcat:endDate': day(range.to),
    },
    'dct:accessRights': idOf(`${authority}/access-right/PUBLIC`),
    'dcat:theme': idOf(`${authority}/data-theme/${set.theme}`),
    'dcat:keyword': set.keywords.flatMap(tongues),
    'dcat:landingPage': idOf(page),
    'dcat:contactPoint': {
      '@type': 'vcard:Kind',
      'vcard:fn': parts.publisher.en,
      'vcard:hasURL': idOf(page),
    },
    'dcat:distribution': set.files.map((name) => distributionOf(name, page, parts)),
  }
}

function distributionOf(name: DataFile, page: string, parts: CatalogueParts) {
  const { bytesOf, modified } = parts
  const { media, type } = kindOf(name)
  return {
    '@id': `${page}${name}`,
    '@type': 'dcat:Distribution',
    'dct:title': name,
    'dcat:accessURL': idOf(page),
    'dcat:downloadURL': idOf(`${page}${name}`),
    'dcat:mediaType': idOf(`http://www.iana.org/assignments/media-types/${media.split(';')[0]}`),
    'dct:format': idOf(`${authority}/file-type/${type}`),
    'dcat:byteSize': { '@type': 'xsd:nonNegativeInteger', '@value': String(bytesOf(name)) },
    'dct:license': licenceDocument(),
    'dct:rights': rightsOf(parts.origin),
    'dct:modified': day(modified),
  }
}
