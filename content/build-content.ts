import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { checkFares } from './check-fares.ts'
import { checkReferences } from './checks.ts'
import { checkStories } from './check-stories.ts'
import { checkGuideline } from './check-guideline.ts'
import { checkTimetable } from './check-timetable.ts'
import { checkTripKinds } from './check-trip-kinds.ts'
import { checkRides, checkWalks } from './check-walks.ts'
import { writeChanged } from './write-changed.ts'
import { ContentProblem, readFolder, readOne, type Entry, type Problems } from './read.ts'
import type { Content } from './schemas/content.ts'
import { eventSchema } from './schemas/event.ts'
import { carbonSchema, faresSchema } from './schemas/fares.ts'
import { guidelineSchema } from './schemas/guideline.ts'
import { closuresSchema, suspensionsSchema, winterTimetablesSchema } from './schemas/hindrance.ts'
import { exhibitSchema, institutionSchema } from './schemas/institution.ts'
import { itemSchema } from './schemas/item.ts'
import { lineSchema, shapeSchema } from './schemas/line.ts'
import { municipalitySchema, outlineSchema } from './schemas/municipality.ts'
import { craftSchema, placeSchema } from './schemas/place.ts'
import { sourcesSchema } from './schemas/source.ts'
import { storySchema } from './schemas/story.ts'
import { stationSchema } from './schemas/station.ts'
import { tripKindSchema } from './schemas/trip-kind.ts'
import { viewpointsSchema } from './schemas/viewpoint.ts'
import { timetableSchema } from './schemas/timetable.ts'

/** Every content file, checked alone but not yet against each other. */
function readAll(root: string, problems: Problems) {
  const folder = <T>(name: string, schema: Parameters<typeof readFolder<T>>[2]): Entry<T>[] =>
    readFolder(root, name, schema, problems)
  return {
    sources: readOne(root, 'content/sources.json', sourcesSchema, problems),
    lines: folder('lines', lineSchema),
    shapes: folder('shapes', shapeSchema),
    stations: folder('stations', stationSchema),
    municipalities: folder('municipalities', municipalitySchema),
    outlines: folder('outlines', outlineSchema),
    places: folder('places', placeSchema),
    crafts: folder('crafts', craftSchema),
    events: folder('events', eventSchema),
    institutions: folder('institutions', institutionSchema),
    exhibits: folder('exhibits', exhibitSchema),
    items: folder('items', itemSchema),
    stories: folder('stories', storySchema),
    tripKinds: folder('trip-kinds', tripKindSchema),
    timetables: folder('timetable', timetableSchema),
    fares: readOne(root, 'content/fares.json', faresSchema, problems),
    carbon: readOne(root, 'content/carbon.json', carbonSchema, problems),
    viewpoints: readOne(root, 'content/viewpoints.json', viewpointsSchema, problems),
    suspensions: readOne(root, 'content/suspensions.json', suspensionsSchema, problems),
    closures: readOne(root, 'content/closures.json', closuresSchema, problems),
    winterTimetables: readOne(root, 'content/winter-timetables.json', winterTimetablesSchema, problems),
    guideline: readOne(root, 'content/guideline.json', guidelineSchema, problems),
  }
}

export type AllEntries = ReturnType<typeof readAll>

const dataOf = <T>(entries: readonly Entry<T>[]): T[] => entries.map((e) => e.data)

/** Reads and checks the whole content of a project. Throws a ContentProblem that names every wrong file and field. */
export function readContent(root: string): Content {
  const found: string[] = []
  const problems: Problems = { add: (file, field, what) => found.push(`${file}: ${field} ${what}`) }
  const all = readAll(root, problems)
  const { sources, fares, carbon, viewpoints, suspensions, closures, winterTimetables, guideline } = all
  if (
    !sources ||
    !fares ||
    !carbon ||
    !viewpoints ||
    !suspensions ||
    !closures ||
    !winterTimetables ||
    !guideline
  )
    throw new ContentProblem(found)
  if (found.length > 0) throw new ContentProblem(found)
  checkReferences(all, problems)
  checkTimetable(all, problems)
  checkTripKinds(all, problems)
  checkStories(all, problems)
  checkWalks(all, problems)
  checkRides(all, problems)
  checkFares(all, problems)
  checkGuideline(guideline, dataOf(all.municipalities), problems)
  if (found.length > 0) throw new ContentProblem(found)
  const body = {
    sources: Object.entries(sources).map(([id, entry]) => ({ id, ...entry })),
    lines: lineOrder(dataOf(all.lines)),
    shapes: dataOf(all.shapes),
    stations: dataOf(all.stations),
    municipalities: dataOf(all.municipalities).toSorted(
      (a, b) => order(a) - order(b) || a.code.localeCompare(b.code),
    ),
    outlines: dataOf(all.outlines),
    places: dataOf(all.places),
    crafts: dataOf(all.crafts),
    events: dataOf(all.events),
    institutions: dataOf(all.institutions),
    exhibits: dataOf(all.exhibits),
    items: dataOf(all.items),
    stories: dataOf(all.stories),
    tripKinds: dataOf(all.tripKinds).toSorted((a, b) => a.order - b.order),
    trains: dataOf(all.timetables).flatMap((t) => t.trains),
    fares,
    carbon,
    viewpoints,
    suspensions,
    closures,
    winterTimetables,
    guideline,
  }
  return { version: createHash('sha256').update(JSON.stringify(body)).digest('hex').slice(0, 12), ...body }
}

/** The 13 of the guideline first. */
const order = (m: { guideline: boolean }): number => (m.guideline ? 0 : 1)

/** The line that the hub is about comes first. */
const wanted = ['tadami', 'banetsu-west', 'aizu', 'yagan']
const lineOrder = <T extends { id: string }>(lines: T[]): T[] =>
  lines.toSorted((a, b) => wanted.indexOf(a.id) - wanted.indexOf(b.id))

/** Writes the checked content where API and site import it; returns what it holds, in one line. */
export function buildContent(root: string): string {
  const content = readContent(root)
  mkdirSync(join(root, '.build'), { recursive: true })
  writeChanged(join(root, '.build', 'content.mjs'), `export default ${JSON.stringify(content)}\n`)
  writeChanged(
    join(root, '.build', 'content.d.mts'),
    "import type { Content } from '../content/schemas/content.ts'\ndeclare const content: Content\nexport default content\n",
  )
  const entries = content.lines.flatMap((l) => l.parts.flatMap((p) => p.stops)).length
  return [
    `${content.lines.length} lines`,
    `${content.stations.length} stations (${entries} line entries)`,
    `${content.municipalities.length} municipalities`,
    `${content.places.length} places`,
    `${content.crafts.length} crafts`,
    `${content.events.length} events`,
    `${content.institutions.length} institutions`,
    `${content.exhibits.length} exhibits`,
    `${content.items.length} items`,
    `${content.stories.length} stories`,
    `${content.tripKinds.length} kinds of trip`,
    `${content.trains.length} trains (${content.trains.flatMap((t) => t.events).length} stops)`,
    `${content.sources.length} sources`,
  ].join(', ')
}
