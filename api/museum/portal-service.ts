import type { Clock } from '../platform/clock.ts'
import { asText, csvOf } from '../platform/csv.ts'
import {
  type MetadataLicence,
  metadataLicences,
  type PortalField,
  portalFields,
  type PortalRow,
  portalRow,
} from './portal-row.ts'
import type { Presentation } from './presentation-service.ts'
import type { InstitutionBody, ItemBody } from './record.ts'
import type { Published, Records } from './record-service.ts'
import { type LicenceOf, licenceOfItem } from './text-terms.ts'

export type PortalParts = {
  readonly records: Pick<Records, 'items' | 'institutions'>
  readonly presentation: Presentation
  /** On which terms institutions let the texts be handed on, at this moment. */
  readonly licences: () => Promise<LicenceOf>
  readonly clock: Clock
  readonly origin: () => string
}

/** What of everything is wanted. */
export type PortalChoice = {
  readonly institution?: string
  /** Only what somebody allowed to be handed on. */
  readonly isGranted: boolean
}

/** Stands between values of one cell; a value that has it is written with its wide sister. */
export const portalSeparator = '|'

/** Items whose pictures are looked up at once. */
const pageSize = 200

/** Everything that is public, as the national portal (Japan Search) takes it: a table, or the same as JSON. */
export function portalService({ records, presentation, licences, clock, origin }: PortalParts) {
  async function chosen(
    { institution, isGranted }: PortalChoice,
    licenceOf: LicenceOf,
  ): Promise<readonly Published<ItemBody>[]> {
    const items = await records.items(institution)
    return isGranted ? items.filter(({ body }) => licenceOfItem(body, licenceOf) !== undefined) : items
  }

  /** Rows in pages, each item once, as they stood when the first was asked for. */
  async function* pages(choice: PortalChoice): AsyncGenerator<readonly PortalRow[]> {
    const licenceOf = await licences()
    const items = await chosen(choice, licenceOf)
    const institutions = new Map((await records.institutions()).map((one) => [one.id, one]))
    for (let at = 0; at < items.length; at += pageSize) {
      const page = items.slice(at, at + pageSize)
      const surroundings = await presentation.surroundingsOf(page.map(({ body }) => body))
      yield page.flatMap((item) => {
        const institution = institutions.get(item.body.institution)
        // It was withdrawn in between, and its items with it.
        return institution === undefined
          ? []
          : [portalRow({ item, institution }, surroundings, licenceOfItem(item.body, licenceOf))]
      })
    }
  }

  async function* csv(choice: PortalChoice): AsyncGenerator<string> {
    // Spreadsheets know UTF-8 by its mark. It comes with the first rows: who could not read them has sent nothing yet.
    let before = `\ufeff${csvOf(labels, [])}`
    for await (const rows of pages(choice)) {
      yield before + rows.map((row) => lineOf(row)).join('')
      before = ''
    }
    if (before !== '') yield before
  }

  async function* json(choice: PortalChoice): AsyncGenerator<string> {
    let before = '[\n'
    for await (const rows of pages(choice))
      for (const row of rows) {
        yield `${before}${JSON.stringify(labelled(row))}`
        before = ',\n'
      }
    yield before === '[\n' ? '[]\n' : '\n]\n'
  }

  return {
    csv,
    json,

    /** What the table is: its columns, the portal's labels for them, and whose texts may be handed on how. */
    description: async () => {
      const licenceOf = await licences()
      const items = await chosen({ isGranted: false }, licenceOf)
      const institutions = (await records.institutions()).map(({ id, body }) =>
        holding(
          { id, body },
          items.filter((one) => one.body.institution === id),
          licenceOf(id),
        ),
      )
      const base = `${origin()}/api/museum/portal`
      return {
        madeAt: new Date(clock.now()).toISOString(),
        files: {
          csv: `${base}/items.csv`,
          json: `${base}/items.json`,
          oaiPmh: `${origin()}/oai?verb=Identify`,
        },
        items: items.length,
        separator: portalSeparator,
        columns: portalFields.map(({ label, common }) => ({ label, common })),
        institutions,
      }
    },
  }

  function holding(
    { id, body }: { id: string; body: InstitutionBody },
    items: readonly Published<ItemBody>[],
    licence: MetadataLicence | undefined,
  ) {
    return {
      id,
      label: body.label,
      items: items.length,
      /** Of these somebody else has to say it: another house shows them. */
      fromPartners: items.filter((one) => one.body.partner !== undefined).length,
      licence: licence === undefined ? null : metadataLicences[licence],
    }
  }
}

export type Portal = ReturnType<typeof portalService>

const labels = portalFields.map(({ label }) => label)

/** Numbers of our own; all others are texts that somebody typed. */
const reckoned: ReadonlySet<PortalField> = new Set(['latitude', 'longitude'])

const oneText = (value: PortalRow[PortalField]): string =>
  typeof value === 'string'
    ? value
    : value.map((one) => one.replaceAll(portalSeparator, '｜')).join(portalSeparator)

/** A row without the heading that a table has above it. */
const lineOf = (row: PortalRow): string =>
  csvOf(
    portalFields.map(({ name }) => (reckoned.has(name) ? oneText(row[name]) : asText(oneText(row[name])))),
    [],
  )

/** By the same labels; what is several is a list, and what is not known is left out. */
const labelled = (row: PortalRow): Readonly<Record<string, string | readonly string[]>> =>
  Object.fromEntries(
    portalFields.flatMap(({ name, label }) => (row[name].length === 0 ? [] : [[label, row[name]] as const])),
  )
