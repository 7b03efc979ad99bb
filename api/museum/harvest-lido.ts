import { earliestDay, latestDay, parseEdtf } from './edtf.ts'
import { textFor } from './language-map.ts'
import { datestamp } from './harvest-moment.ts'
import { harvestIdentifier } from './presentation-addresses.ts'
import { picturesOf } from './presentation-image.ts'
import type { Surroundings } from './presentation-manifest.ts'
import type { DescriptiveField, InstitutionBody, ItemBody } from './record.ts'
import type { Published } from './record-service.ts'
import { rightsPage } from './rights.ts'
import { wordsFor } from '../platform/words.ts'
import { element, type Xml } from './xml.ts'

/** Concepts of LIDO's own terminology. */
const concepts = {
  local: 'http://terminology.lido-schema.org/lido00100',
  address: 'http://terminology.lido-schema.org/lido00099',
  production: 'http://terminology.lido-schema.org/lido00007',
  item: 'http://terminology.lido-schema.org/lido00141',
}

type Told = {
  readonly item: Published<ItemBody>
  readonly institution: InstitutionBody | undefined
  readonly origin: string
}

const lido = (name: string, ...inside: readonly (Xml | string)[]): Xml =>
  element(`lido:${name}`, {}, ...inside)
const typed = (name: string, type: string, ...inside: readonly (Xml | string)[]): Xml =>
  element(`lido:${name}`, { 'lido:type': type }, ...inside)
const term = (text: string): Xml => lido('term', text)
const appellation = (text: string): Xml => lido('appellationValue', text)

/** An item as museums tell each other of it: LIDO 1.1, once in each language in which it has a name. */
export function lidoRecord(told: Told, surroundings: Surroundings): Xml {
  const { item, origin } = told
  const languages = Object.keys(item.body.label).filter((language) => language !== 'none')
  const spoken = languages.length === 0 ? ['ja'] : languages
  return element(
    'lido:lido',
    {
      'xmlns:lido': 'http://www.lido-schema.org',
      'xsi:schemaLocation': 'http://www.lido-schema.org http://www.lido-schema.org/schema/v1.1/lido-v1.1.xsd',
    },
    typed('lidoRecID', concepts.local, harvestIdentifier(origin, item.id)),
    typed('objectPublishedID', concepts.address, surroundings.addresses.itemPage(item.id, 'ja')),
    ...spoken.map((language) => descriptive(told, language)),
    ...spoken.map((language) => administrative(told, language, surroundings)),
  )
}

function descriptive({ item: { id, body }, institution }: Told, language: string): Xml {
  const t = wordsFor(language)
  const measured = valuesOf(body, ['extent'], language)
  const made = production(body, language)
  const subjects = valuesOf(body, ['subject', 'use', 'custom', 'season'], language)
  return element(
    'lido:descriptiveMetadata',
    { 'xml:lang': language },
    lido(
      'objectClassificationWrap',
      lido('objectWorkTypeWrap', lido('objectWorkType', term(t(`museum:form.${body.form}`)))),
    ),
    lido(
      'objectIdentificationWrap',
      lido('titleWrap', lido('titleSet', appellation(textFor(body.label, language)))),
      lido(
        'repositoryWrap',
        lido(
          'repositorySet',
          ...(institution === undefined
            ? []
            : [
                lido(
                  'repositoryName',
                  lido('legalBodyName', appellation(textFor(institution.label, language))),
                ),
              ]),
          typed('workID', concepts.local, id),
        ),
      ),
      lido(
        'objectDescriptionWrap',
        ...[
          textFor(body.summary, language),
          ...valuesOf(body, ['designation', 'note', 'period'], language),
          ...(body.provenance === undefined ? [] : [textFor(body.provenance, language)]),
        ].map((text) => lido('objectDescriptionSet', lido('descriptiveNoteValue', text))),
      ),
      ...(measured.length === 0
        ? []
        : [
            lido(
              'objectMeasurementsWrap',
              ...measured.map((text) =>
                lido('objectMeasurementsSet', lido('displayObjectMeasurements', text)),
              ),
            ),
          ]),
    ),
    ...(made.length === 0 ? [] : [lido('eventWrap', lido('eventSet', lido('event', eventType(), ...made)))]),
    ...(subjects.length === 0
      ? []
      : [
          lido(
            'objectRelationWrap',
            lido('subjectWrap', ...subjects.map((text) => lido('subjectSet', lido('displaySubject', text)))),
          ),
        ]),
  )
}

const eventType = (): Xml =>
  lido('eventType', typed('conceptID', concepts.address, concepts.production), term('Production'))

/** Who made it, when, where and how, in the order of the schema. */
function production(body: ItemBody, language: string): Xml[] {
  return [
    ...valuesOf(body, ['maker'], language).map((text) =>
      lido('eventActor', lido('displayActorInRole', text)),
    ),
    ...dateOf(body),
    ...valuesOf(body, ['madeIn'], language).map((text) => lido('eventPlace', lido('displayPlace', text))),
    ...valuesOf(body, ['material', 'technique'], language).map((text) =>
      lido('eventMaterialsTech', lido('displayMaterialsTech', text)),
    ),
  ]
}

function dateOf({ date }: ItemBody): Xml[] {
  if (date === undefined) return []
  const edtf = parseEdtf(date)
  const [first, last] = edtf.ok ? [earliestDay(edtf.value), latestDay(edtf.value)] : []
  const span =
    first === undefined || last === undefined
      ? []
      : [lido('date', lido('earliestDate', first), lido('latestDate', last))]
  return [lido('eventDate', lido('displayDate', date), ...span)]
}

function administrative(
  { item: { id, body, at }, institution, origin }: Told,
  language: string,
  surroundings: Surroundings,
): Xml {
  const { addresses } = surroundings
  const pictures = body.canvases.flatMap((canvas) => picturesOf(body, canvas, surroundings)?.full.id ?? [])
  return element(
    'lido:administrativeMetadata',
    { 'xml:lang': language },
    lido(
      'rightsWorkWrap',
      lido(
        'rightsWorkSet',
        lido('rightsType', typed('conceptID', concepts.address, body.rights)),
        lido('creditLine', textFor(body.requiredStatement, language)),
      ),
    ),
    lido(
      'recordWrap',
      typed('recordID', concepts.local, harvestIdentifier(origin, id)),
      lido('recordType', typed('conceptID', concepts.address, concepts.item), term('Item-level record')),
      lido(
        'recordSource',
        lido(
          'legalBodyName',
          appellation(institution === undefined ? id : textFor(institution.label, language)),
        ),
        ...(institution?.address === undefined ? [] : [lido('legalBodyWeblink', institution.address)]),
      ),
      lido(
        'recordInfoSet',
        lido('recordInfoLink', addresses.itemPage(id, language === 'en' ? 'en' : 'ja')),
        lido('recordMetadataDate', datestamp(at)),
      ),
    ),
    ...(pictures.length === 0
      ? []
      : [
          lido(
            'resourceWrap',
            ...pictures.map((picture) =>
              lido(
                'resourceSet',
                lido('resourceRepresentation', lido('linkResource', picture)),
                lido(
                  'rightsResource',
                  lido('rightsType', typed('conceptID', concepts.address, rightsPage(body.rights))),
                ),
              ),
            ),
          ),
        ]),
  )
}

const valuesOf = (body: ItemBody, fields: readonly DescriptiveField[], language: string): string[] =>
  body.descriptions.filter(({ field }) => fields.includes(field)).map(({ value }) => textFor(value, language))
