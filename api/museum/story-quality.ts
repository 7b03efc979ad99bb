import { isAnswered, isBesideMerit } from './announced.ts'
import { isWritten, type Texts } from './draft-text.ts'
import { regionTyped, stopsChosen, type StoryDraft, type StoryRow, viewsOfRow } from './story-draft.ts'

/** What is looked at before a story is published. `needed`: without it nothing is published. Words: `museum:storyCheck.<name>`. */
export const storyChecks = [
  { name: 'title', isNeeded: true },
  { name: 'summary', isNeeded: true },
  { name: 'rights', isNeeded: true },
  { name: 'credit', isNeeded: true },
  { name: 'steps', isNeeded: true },
  { name: 'roomTitles', isNeeded: true },
  { name: 'stepTitles', isNeeded: true },
  { name: 'stepTexts', isNeeded: true },
  { name: 'pictures', isNeeded: true },
  { name: 'picturesPublic', isNeeded: true },
  { name: 'alternatives', isNeeded: true },
  { name: 'regions', isNeeded: true },
  { name: 'sounds', isNeeded: true },
  { name: 'transcripts', isNeeded: true },
  { name: 'mapPlaces', isNeeded: true },
  { name: 'demerit', isNeeded: true },
  { name: 'contact', isNeeded: true },
  { name: 'sources', isNeeded: false },
  { name: 'english', isNeeded: false },
  { name: 'moreLanguages', isNeeded: false },
  { name: 'way', isNeeded: false },
] as const satisfies readonly { name: string; isNeeded: boolean }[]

export type StoryCheck = (typeof storyChecks)[number]['name']

export type StoryQuality = {
  /** Whether it may be published. */
  readonly isReady: boolean
  readonly checks: readonly {
    readonly name: StoryCheck
    readonly isNeeded: boolean
    readonly isMet: boolean
    /** Ids of the rows where it is missing. */
    readonly rows: readonly string[]
  }[]
}

/** Views that can be shown, `item/view`, with how large they are. */
export type KnownViews = ReadonlyMap<string, { readonly width: number; readonly height: number }>

const has = (texts: Texts, language: string): boolean => (texts[language] ?? '').trim() !== ''
/** Asked for in Japanese or English: some reader of the pages understands it. */
const isRead = (texts: Texts): boolean => has(texts, 'ja') || has(texts, 'en')

/** What a story may show and let hear. */
export type Known = {
  readonly views: KnownViews
  readonly sounds: ReadonlySet<string>
  /** Whether a map may show what is chosen so. */
  readonly isMapped: (chosen: string) => boolean
  /** Whether the data of its institution says who answers. */
  readonly hasContact: boolean
  /** Ids of the steps whose sources stand among those of the site. */
  readonly sourced: ReadonlySet<string>
}

type RowAsk = (row: StoryRow, known: Known) => boolean

/** Whether a part can be read and begins in the picture; of a picture that nobody knows only the first is asked. */
const isPart = (picture: string, region: string, known: KnownViews): boolean => {
  if (region === '') return true
  const [part, view] = [regionTyped(region), known.get(picture)]
  if (part === undefined) return false
  return view === undefined || (part.x < view.width && part.y < view.height)
}

const ofSteps: Readonly<Partial<Record<StoryCheck, RowAsk>>> = {
  stepTitles: ({ title }) => isRead(title),
  stepTexts: ({ text }) => isRead(text),
  pictures: ({ picture, sound, map }) => picture !== '' || sound !== '' || map !== '',
  picturesPublic: (row, { views }) => viewsOfRow(row).every(({ picture }) => views.has(picture)),
  alternatives: (row) => viewsOfRow(row).every(({ alternative }) => isRead(alternative)),
  regions: (row, { views }) => viewsOfRow(row).every(({ picture, region }) => isPart(picture, region, views)),
  sounds: ({ sound }, { sounds }) => sound === '' || sounds.has(sound),
  transcripts: ({ sound, transcript }) => sound === '' || isRead(transcript),
  sources: ({ id, cited }, { sourced }) => isRead(cited) || sourced.has(id),
  mapPlaces: (row, { isMapped }) => stopsChosen(row).every(isMapped),
}

const ofAll: Readonly<Partial<Record<StoryCheck, (draft: StoryDraft, steps: readonly StoryRow[], known: Known) => boolean>>> = {
  title: ({ title }) => isRead(title),
  summary: ({ summary }) => isRead(summary),
  rights: ({ rights }) => rights !== '',
  credit: ({ credit }) => isWritten(credit),
  demerit: isBesideMerit,
  contact: (draft, _, { hasContact }) => isAnswered(draft, hasContact),
  steps: (_, steps) => steps.length > 0,
  english: ({ title, summary }, steps) => [title, summary, ...steps.flatMap((row) => [row.title, row.text])].every((one) => has(one, 'en')),
  moreLanguages: ({ title }) => Object.keys(title).some((language) => !['ja', 'en'].includes(language) && has(title, language)),
  way: ({ rows }) => rows.some(({ kind, station, holder }) => kind === 'room' && (station !== '' || holder !== '')),
} // prettier-ignore

/** What a story still lacks, and where. */
export function storyQualityOf(draft: StoryDraft, known: Known): StoryQuality {
  const steps = draft.rows.filter(({ kind }) => kind === 'step')
  const rooms = draft.rows.filter(({ kind }) => kind === 'room')
  const rowsWithout = (name: StoryCheck): string[] => {
    const ask = ofSteps[name]
    if (name === 'roomTitles') return rooms.filter(({ title }) => !isRead(title)).map(({ id }) => id)
    return ask === undefined ? [] : steps.filter((row) => !ask(row, known)).map(({ id }) => id)
  }
  const checks = storyChecks.map(({ name, isNeeded }) => {
    const rows = rowsWithout(name)
    return { name, isNeeded, isMet: rows.length === 0 && (ofAll[name]?.(draft, steps, known) ?? true), rows }
  })
  return { isReady: checks.every(({ isNeeded, isMet }) => isMet || !isNeeded), checks }
}
