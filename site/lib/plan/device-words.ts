import type { Locale } from '../locale.ts'
import { lines, say } from '../region.ts'
import { wordsFor } from '../words.ts'

/** So many changes have words of their own; nobody changes more often here. */
const mostChanges = 6

/** Words that stay open for what only the device knows: the names in braces. */
const opened = {
  'device.notKept': ['date'],
  'device.asOf': ['age', 'when'],
  'device.fresh': ['when'],
  'candidate.unknown': ['asked'],
  nextService: ['date', 'time'],
  minutes: ['minutes'],
  hours: ['hours', 'minutes'],
  'coverage.part': ['line', 'known', 'running'],
  'coverage.unknown': ['line', 'known'],
  'coverage.complete': ['line'],
  'day.board': ['station'],
  'day.off': ['station'],
  'day.towards': ['station'],
  'day.walk': ['from', 'to'],
} as const

const closed = [
  'device.pick',
  'device.keptDays',
  'device.noneKept',
  'offline.stale',
  'result.journeys',
  'exact',
  'aboutTimes',
  'last',
  'lastKnown',
  'otherDay',
  'coverage.title',
  'coverage.operator',
] as const

/** Why a device finds nothing. */
const reasons = [
  'same_place',
  'not_reachable_by_rail',
  'date_outside_timetable',
  'line_suspended',
  'no_journey_known',
  'no_journey',
] as const

type Word = keyof typeof opened | (typeof closed)[number] | `reason.${(typeof reasons)[number]}` | Other
type Other = 'about' | 'suspended' | 'suspendedLine' | 'notice' | 'stayOn' | 'train' | 'sources' | 'checked'

/** What the page of the device says, in one language. */
export type DeviceWords = {
  readonly says: Readonly<Record<Word, string>>
  readonly changes: readonly string[]
  /** Names of our lines by id. */
  readonly lines: Readonly<Record<string, string>>
  readonly isEnglish: boolean
}

/** "About" with a time, in the order of the language. */
const aboutTime = (locale: Locale, about: string): string =>
  locale === 'en' ? `${about} {{time}}` : locale === 'zh-hant' ? `${about}{{time}}` : `{{time}}${about}`

/** The words of a language, for a script that has no dictionary. */
export function deviceWords(locale: Locale): DeviceWords {
  const t = wordsFor(locale)
  const open = (key: string, names: readonly string[]): string =>
    t(key, Object.fromEntries(names.map((name) => [name, `{{${name}}}`])))
  const plan = [
    ...Object.entries(opened).map(([key, names]) => [key, open(`plan:${key}`, names)]),
    ...[...closed, ...reasons.map((reason) => `reason.${reason}`)].map((key) => [key, t(`plan:${key}`)]),
  ]
  const others: Record<Other, string> = {
    about: aboutTime(locale, t('plan:about')),
    suspended: open('rail:hindrance.suspended', ['from', 'to']),
    suspendedLine: open('rail:hindrance.suspendedLine', ['line']),
    notice: t('rail:hindrance.notice'),
    stayOn: open('rail:board.stayOn', ['station', 'train']),
    train: t('rail:board.anotherTrain'),
    sources: t('pages:sourcesTitle'),
    checked: open('pages:retrieved', ['date']),
  }
  return {
    says: { ...(Object.fromEntries(plan) as Record<Exclude<Word, Other>, string>), ...others },
    changes: Array.from({ length: mostChanges + 1 }, (_, count) =>
      count === 0 ? t('plan:changesNone') : t('plan:changes', { count }),
    ),
    lines: Object.fromEntries(lines().map(({ id, name }) => [id, say(name, locale)])),
    isEnglish: locale === 'en',
  }
}
