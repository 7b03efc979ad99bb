import { hubInstitution } from '../api/museum/record.ts'
import type { AllEntries } from './build-content.ts'
import type { Entry, Problems } from './read.ts'

interface Named {
  readonly id: string
}

/** Every id that one file names in another must exist, and a file's name is its id. */
export function checkReferences(all: AllEntries, problems: Problems): void {
  const known = knownIds(all, problems)
  const need = (
    file: string,
    field: string,
    kind: keyof typeof known,
    id: string | null | undefined,
  ): void => {
    if (id != null && !known[kind].has(id))
      problems.add(file, field, `names the ${kind} "${id}", which does not exist`)
  }
  checkSources(all, problems)
  for (const { file, data } of all.lines) {
    data.parts.forEach((part, p) =>
      part.stops.forEach((s, i) => need(file, `parts.${p}.stops.${i}.station`, 'station', s.station)),
    )
  }
  for (const { file, data } of all.shapes) need(file, 'line', 'line', data.line)
  for (const { file, data } of all.outlines) need(file, 'municipality', 'municipality', data.municipality)
  for (const { file, data } of [...all.stations, ...all.places])
    need(file, 'municipality', 'municipality', data.municipality)
  for (const { file, data } of [...all.places, ...all.institutions]) {
    need(file, 'station', 'station', data.station)
    need(file, 'walk.station', 'station', data.walk?.station)
    need(file, 'doubtfulWalk.station', 'station', data.doubtfulWalk?.station)
  }
  for (const { file, data } of all.places) need(file, 'institution', 'institution', data.institution)
  for (const { file, data } of [...all.institutions, ...all.events])
    need(file, 'municipality', 'municipality', data.municipality)
  for (const { file, data } of [...all.events, ...all.exhibits]) {
    need(file, 'station', 'station', data.station)
    need(file, 'place', 'place', data.place)
  }
  for (const { file, data } of all.exhibits) need(file, 'craft', 'craft', data.craft)
  for (const { file, data } of all.items) {
    if (data.institution !== hubInstitution) need(file, 'institution', 'institution', data.institution)
    need(file, 'station', 'station', data.station)
    data.events.forEach((id, i) => need(file, `events.${i}`, 'event', id))
  }
  for (const { file, data } of all.crafts) {
    data.municipalities.forEach((id, i) => need(file, `municipalities.${i}`, 'municipality', id))
    data.stations.forEach((id, i) => need(file, `stations.${i}`, 'station', id))
    data.places.forEach((id, i) => need(file, `places.${i}`, 'place', id))
  }
  for (const { file, data } of all.timetables) {
    data.trains.forEach((train, t) => {
      train.lines.forEach((id, i) => need(file, `trains.${t}.lines.${i}`, 'line', id))
      need(file, `trains.${t}.to.station`, 'station', train.to?.station)
      train.events.forEach((e, i) => need(file, `trains.${t}.events.${i}.station`, 'station', e.station))
    })
  }
  all.suspensions?.forEach((s, i) => {
    const file = 'content/suspensions.json'
    need(file, `${i}.line`, 'line', s.line)
    for (const id of [...s.from, s.to]) need(file, `${i}`, 'station', id)
    const { stops = [], trips = [] } = s.substitute.service ?? {}
    stops.forEach((id, n) => need(file, `${i}.substitute.service.stops.${n}`, 'station', id))
    trips.forEach(({ events }, t) =>
      events.forEach((e, n) =>
        need(file, `${i}.substitute.service.trips.${t}.events.${n}.station`, 'station', e.station),
      ),
    )
  })
  all.viewpoints?.forEach(({ id, line }, i) => {
    need('content/viewpoints.json', `${i}.id`, 'place', id)
    need('content/viewpoints.json', `${i}.line`, 'line', line)
  })
  all.closures?.forEach((c, i) => {
    const file = 'content/closures.json'
    need(file, `${i}.line`, 'line', c.line)
    c.places.forEach((id, n) => need(file, `${i}.places.${n}`, 'place', id))
    c.stations.forEach((id, n) => need(file, `${i}.stations.${n}`, 'station', id))
  })
  all.winterTimetables?.forEach((w, i) => {
    const file = 'content/winter-timetables.json'
    need(file, `${i}.line`, 'line', w.line)
    w.later.forEach((one, n) => {
      if (!('from' in one)) return
      for (const id of [one.from, one.to]) need(file, `${i}.later.${n}`, 'station', id)
    })
  })
}

function knownIds(all: AllEntries, problems: Problems) {
  const ids = (entries: readonly Entry<Named>[]): Set<string> => {
    for (const { file, data } of entries) {
      if (!file.endsWith(`/${data.id}.json`))
        problems.add(file, 'id', `is "${data.id}", but the file has another name`)
    }
    return new Set(entries.map((e) => e.data.id))
  }
  return {
    line: ids(all.lines),
    station: ids(all.stations),
    municipality: ids(all.municipalities),
    place: ids(all.places),
    craft: ids(all.crafts),
    institution: ids(all.institutions),
    event: ids(all.events),
    exhibit: ids(all.exhibits),
    item: ids(all.items),
    story: ids(all.stories),
  }
}

/** Every `source` list anywhere in the content names known sources. */
function checkSources(all: AllEntries, problems: Problems): void {
  const known = new Set(Object.keys(all.sources ?? {}))
  const visit = (file: string, path: string, value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inner] of Object.entries(value)) {
      const here = path === '' ? key : `${path}.${key}`
      if (key !== 'source') visit(file, here, inner)
      else if (Array.isArray(inner)) {
        for (const id of inner as string[]) {
          if (!known.has(id))
            problems.add(file, here, `names the source "${id}", which is not in content/sources.json`)
        }
      }
    }
  }
  const {
    sources: _,
    fares,
    carbon,
    viewpoints,
    suspensions,
    closures,
    winterTimetables,
    guideline,
    ...folders
  } = all
  for (const entries of Object.values(folders)) for (const { file, data } of entries) visit(file, '', data)
  visit('content/fares.json', '', fares)
  visit('content/carbon.json', '', carbon)
  visit('content/viewpoints.json', '', viewpoints)
  visit('content/suspensions.json', '', suspensions)
  visit('content/closures.json', '', closures)
  visit('content/winter-timetables.json', '', winterTimetables)
  visit('content/guideline.json', '', guideline)
}
