import { announcedIn, announcedTyped, type AnnouncedTexts, nothingAnnounced } from './announced.ts'
import { isWritten, mapOf, type Texts, typed } from './draft-text.ts'
import { type RightsName, rights, rightsName } from './rights.ts'
import type { SoundKind } from './sound-file.ts'
import type { MapStop, Room, Step, StoryBody, StepView, ViewRegion } from './story.ts'

/** What an institution's staff is writing about a story: anything may still be missing. */
export type StoryDraft = AnnouncedTexts & {
  readonly title: Texts
  readonly summary: Texts
  /** Whom to name wherever it is shown. */
  readonly credit: Texts
  readonly rights: RightsName | ''
  /** Rooms and their steps as they are walked through: a room goes on to the next one. */
  readonly rows: readonly StoryRow[]
}

/** One row of a story. Each field is a text, so that two who write on one row are put together field by field. */
export type StoryRow = {
  /** Stands in addresses, and stays with its row wherever that is moved to. */
  readonly id: string
  readonly kind: 'room' | 'step'
  readonly title: Texts
  /** Of a room: ids of who shows the real things, and of where people get off. */
  readonly holder: string
  readonly station: string
  /** Of a step: what is said. */
  readonly text: Texts
  /** What is looked at: `item/view`; empty: nothing yet. */
  readonly picture: string
  /** The part of it, `x,y,width,height` in the view's units; empty: all of it. */
  readonly region: string
  readonly alternative: Texts
  /** What it is compared with. */
  readonly beside: string
  readonly besideRegion: string
  readonly besideAlternative: Texts
  /** What is heard: a sound of ours; empty: none. */
  readonly sound: string
  /** All that is said or sung in it. */
  readonly transcript: Texts
  /** Where it is: `place/shrine station/halt`, as a map lists them; empty: no map. */
  readonly map: string
  /** Where it is known from: a line for each source. */
  readonly cited: Texts
}

/** A story of which nothing is written yet. */
export const emptyStory: StoryDraft = {
  title: {},
  summary: {},
  credit: {},
  rights: '',
  rows: [],
  ...nothingAnnounced,
}

/** A row of which nothing is written yet. */
export const emptyRow = (id: string, kind: StoryRow['kind']): StoryRow => ({
  id,
  kind,
  title: {},
  holder: '',
  station: '',
  text: {},
  picture: '',
  region: '',
  alternative: {},
  beside: '',
  besideRegion: '',
  besideAlternative: {},
  sound: '',
  transcript: {},
  map: '',
  cited: {},
})

/** A part as it is typed; undefined where that is no part. */
export function regionTyped(text: string): ViewRegion | undefined {
  const found = /^(\d{1,7}),(\d{1,7}),(\d{1,7}),(\d{1,7})$/.exec(text)
  if (found === null) return undefined
  const [x, y, width, height] = found.slice(1).map(Number) as [number, number, number, number]
  return width > 0 && height > 0 ? { x, y, width, height } : undefined
}

/** `item/view` as the two ids; undefined where nothing is chosen. */
export function pictureChosen(picture: string): Pick<StepView, 'item' | 'canvas'> | undefined {
  const [item = '', canvas = ''] = picture.split('/')
  return item === '' || canvas === '' ? undefined : { item, canvas }
}

/** A thing of a map as it is chosen. */
export const writtenStop = ({ kind, id }: Pick<MapStop, 'kind' | 'id'>): string => `${kind}/${id}`

/** The things of a row's map, as they are chosen, each once. */
export const stopsChosen = ({ map }: Pick<StoryRow, 'map'>): readonly string[] => [
  ...new Set(map.split(' ').filter((one) => one !== '')),
]

/** The pictures of a row, the one that it is compared with last. */
export const viewsOfRow = (row: StoryRow) =>
  [
    { picture: row.picture, region: row.region, alternative: row.alternative },
    { picture: row.beside, region: row.besideRegion, alternative: row.besideAlternative },
  ].filter(({ picture }) => picture !== '')

const writtenPart = (region: ViewRegion | undefined): string =>
  region === undefined ? '' : [region.x, region.y, region.width, region.height].join(',')

const writtenView = (view: StepView | undefined) => ({
  picture: view === undefined ? '' : `${view.item}/${view.canvas}`,
  region: writtenPart(view?.region),
  alternative: typed(view?.alternative),
})

/** What is published, as it would have been typed. */
export const storyDraftOf = (body: StoryBody): StoryDraft => ({
  title: typed(body.label),
  summary: typed(body.summary),
  credit: typed(body.requiredStatement),
  rights: rightsName(body.rights),
  rows: body.rooms.flatMap((room) => [
    {
      ...emptyRow(room.id, 'room'),
      title: typed(room.label),
      holder: room.holder ?? '',
      station: room.station ?? '',
    },
    ...room.steps.map((step) => rowOf(step)),
  ]),
  ...announcedTyped(body),
})

function rowOf({ id, label, text, views, sound, map = [], cited }: Step): StoryRow {
  const [first, second] = [writtenView(views[0]), writtenView(views[1])]
  return {
    ...emptyRow(id, 'step'),
    title: typed(label),
    text: typed(text),
    ...first,
    beside: second.picture,
    besideRegion: second.region,
    besideAlternative: second.alternative,
    sound: sound?.id ?? '',
    transcript: typed(sound?.transcript),
    map: map.map(writtenStop).join(' '),
    cited: typed(cited),
  }
}

/** What a draft needs from the hub to become a story. */
export type StorySurroundings = {
  readonly institution: string
  /** What is published of it now: what the studio does not ask for stays. */
  readonly published?: StoryBody | undefined
  /** The sounds of its institution that it lets hear. */
  readonly sounds?: ReadonlyMap<string, SoundKind> | undefined
  /** What a map may show, by how it is chosen. */
  readonly mapStop: (chosen: string) => MapStop | undefined
}

/** The story that a draft tells. It may still be refused: nothing is checked here. */
export function storyBodyOf(draft: StoryDraft, around: StorySurroundings): StoryBody {
  return {
    kind: 'story',
    institution: around.institution,
    label: mapOf(draft.title),
    summary: mapOf(draft.summary),
    rights: draft.rights === '' ? rights.undetermined : rights[draft.rights],
    requiredStatement: mapOf(draft.credit),
    ...announcedIn(draft),
    rooms: roomsOf(draft, around),
    sources: around.published?.sources ?? [],
  }
}

/** Rows in rooms: steps before the first room stand in one that is called as the story; a room without steps is none. */
function roomsOf(draft: StoryDraft, around: StorySurroundings): Room[] {
  const rooms: { head: StoryRow | undefined; steps: StoryRow[] }[] = []
  for (const row of draft.rows) {
    if (row.kind === 'room') rooms.push({ head: row, steps: [] })
    else if (rooms.length === 0) rooms.push({ head: undefined, steps: [row] })
    else rooms.at(-1)!.steps.push(row)
  }
  return rooms
    .filter(({ steps }) => steps.length > 0)
    .map(({ head, steps }) => roomOf(head ?? openingOf(draft), steps, around))
}

const openingOf = ({ title, rows }: StoryDraft): StoryRow => {
  const taken = new Set(rows.map(({ id }) => id))
  const id = ['opening', ...rows.map((_, n) => `opening-${n + 2}`)].find((one) => !taken.has(one))!
  return { ...emptyRow(id, 'room'), title }
}

function roomOf(head: StoryRow, steps: readonly StoryRow[], around: StorySurroundings): Room {
  const { published } = around
  const before = published?.rooms.find(({ id }) => id === head.id)
  const known = new Map(published?.rooms.flatMap((room) => room.steps.map((step) => [step.id, step])))
  return {
    id: head.id,
    label: mapOf(head.title),
    ...(head.holder === '' ? {} : { holder: head.holder }),
    ...(before?.place === undefined ? {} : { place: before.place }),
    ...(head.station === '' ? {} : { station: head.station }),
    events: before?.events ?? [],
    steps: steps.map((row) => stepOf(row, known.get(row.id), around)),
  }
}

const stepOf = (row: StoryRow, before: Step | undefined, around: StorySurroundings): Step => ({
  id: row.id,
  label: mapOf(row.title),
  text: mapOf(row.text),
  views: viewsOfRow(row).flatMap(({ picture, region, alternative }): StepView[] => {
    const chosen = pictureChosen(picture)
    const part = regionTyped(region)
    if (chosen === undefined) return []
    return [{ ...chosen, ...(part === undefined ? {} : { region: part }), alternative: mapOf(alternative) }]
  }),
  ...heardIn(row, before, around.sounds?.get(row.sound)),
  ...mappedIn(row, around),
  ...(isWritten(row.cited) ? { cited: mapOf(row.cited) } : {}),
  sources: before?.sources ?? [],
})

/** What is not there any more is left out: before it is published, somebody is told so. */
function mappedIn(row: StoryRow, { mapStop }: StorySurroundings): Pick<Step, 'map'> {
  const map = stopsChosen(row).flatMap((chosen) => mapStop(chosen) ?? [])
  return map.length === 0 ? {} : { map }
}

/** A sound as it was published stays where the hub has no disk to look it up. */
function heardIn(
  { sound, transcript }: StoryRow,
  before: Step | undefined,
  kind: SoundKind | undefined,
): Pick<Step, 'sound'> {
  const known = kind ?? (before?.sound?.id === sound ? before.sound : undefined)
  if (sound === '' || known === undefined) return {}
  const { mediaType, durationMs } = known
  return { sound: { id: sound, mediaType, durationMs, transcript: mapOf(transcript) } }
}
