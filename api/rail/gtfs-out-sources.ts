import type { Line, Shape, Source, Station, Text } from '../../content/index.ts'
import { type OutFile, outFile } from './gtfs-out-file.ts'
import { groundsOf } from './gtfs-out-times.ts'
import type { OutTrip } from './gtfs-out-trips.ts'

type SourceParts = {
  readonly licence: { readonly name: string }
  readonly lines: readonly Line[]
  readonly shapes: readonly Shape[]
  readonly sources: readonly Source[]
  readonly publisher: { readonly name: Text; readonly url: string }
}

/** Who is to be credited, what each source is, and which source and day every single stop time stands on. */
export function sourceFiles(
  trips: readonly OutTrip[],
  stations: readonly Station[],
  parts: SourceParts,
): OutFile[] {
  const uses = trips.flatMap(({ id, run }) =>
    run.calls.flatMap((call, i) => {
      const { sources, confidence } = groundsOf(call)
      return sources.map((source) => ({ trip: id, sequence: i + 1, source, confidence, asOf: run.asOf.en }))
    }),
  )
  const ids = new Set([
    ...uses.map(({ source }) => source),
    ...stations.flatMap(({ source, position }) => [...source, ...position.source]),
    ...parts.lines.flatMap(({ length }) => length.source),
    ...parts.shapes.flatMap(({ source }) => source),
  ])
  const used = parts.sources.filter(({ id }) => ids.has(id))
  const checked = new Map(used.map((source) => [source.id, source.checked]))
  return [
    outFile(
      'attributions.txt',
      ['attribution_id', 'organization_name', 'is_producer', 'attribution_url'],
      [
        ['publisher', `${parts.publisher.name.ja} (${parts.licence.name})`, 1, parts.publisher.url],
        ...used
          .filter(({ id }) => id !== 'project')
          .map((source) => [source.id, source.credit ?? source.publisher ?? source.title.ja, 1, source.url]),
      ],
    ),
    outFile(
      'sources.txt',
      ['source_id', 'title_ja', 'title_en', 'url', 'publisher', 'licence', 'credit', 'read_on'],
      used.map((one) => [
        one.id,
        one.title.ja,
        one.title.en,
        one.url,
        one.publisher,
        one.licence,
        one.credit,
        one.checked,
      ]),
    ),
    outFile(
      'stop_time_sources.txt',
      ['trip_id', 'stop_sequence', 'source_id', 'source_read_on', 'timetable_as_of', 'confidence'],
      uses.map(({ trip, sequence, source, confidence, asOf }) => [
        trip,
        sequence,
        source,
        checked.get(source),
        asOf,
        confidence,
      ]),
    ),
  ]
}
