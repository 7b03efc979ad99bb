import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { basename } from 'node:path'
import type { Store } from '../../db/store.ts'
import { holidaysOfJapan } from '../merchants/holidays-holiday-jp.ts'
import { openHub } from '../open-hub.ts'
import { systemClock } from '../platform/clock.ts'
import { type Locale, wordsFor } from '../platform/words.ts'
import {
  collectFindings,
  feedOf,
  feedTimetable,
  ownTimetable,
  railService,
  readMessage,
  realtimeOf,
} from '../rail/index.ts'
import { contentNetwork } from '../rail/network-content.ts'
import { feedStore } from '../rail/repository-feeds.ts'
import { realtimeStore } from '../rail/repository-realtime.ts'
import { parsedMessage } from '../rail/realtime-message-zod.ts'
import { unpacked } from '../rail/unpack-protobufjs.ts'
import { type Command, readWords, say, UsageFault } from './command.ts'
import { idOf, localeOf } from './import-options.ts'
import { showReport } from './show-report.ts'

export const importRealtime: Command = {
  summary: 'takes a live message (GTFS Realtime): late and cancelled trains, alerts',
  help: `npm run hub -- import realtime FILE|- [--id NAME] [--feed NAME] [--by WHO] [--holds MINUTES] [--skip-unknown] [--dry-run] [--language ja]

FILE is a message as protocol buffer or as JSON; - reads it from standard input. Its trips are those of the GTFS that we
publish (/open-data/) and of imported feeds; --feed takes those of one feed only. It takes the place of the last message
of the same NAME (else the name of the file), whole: where anything is wrong, nothing changes. --skip-unknown leaves out
trips and stops that no timetable in use has. A message is told as current for --holds MINUTES after it was made (30).
--by WHO says who made it; else the feed's publisher. \`import remove NAME\` ends it.
Exit status 0: taken; 1: not; 2: not understood.`,
  run: async (words) => {
    const asked = readAsked(words)
    const bytes = asked.file === '-' ? await buffer(process.stdin) : await readFile(asked.file)
    const { store } = await openHub(process.env)
    try {
      return await take(bytes, asked, store)
    } finally {
      await store.close()
    }
  },
}

type Asked = ReturnType<typeof readAsked>

async function take(bytes: Uint8Array, asked: Asked, store: Store): Promise<number> {
  const { id, file, locale, isDry, skipsUnknown, holdsMinutes, by } = asked
  const t = wordsFor(locale)
  const findings = collectFindings()
  const told = { file: file === '-' ? '-' : basename(file) }
  const now = systemClock.now()
  const timetables = await timetablesOf(store, asked.feed)
  const message = readMessage(bytes, { ...told, findings, unpack: unpacked, parse: parsedMessage })
  const publisher = by ?? timetables.find(({ feed }) => feed === asked.feed)?.publisher ?? id
  const parts = {
    id,
    ...told,
    now,
    holdsMinutes,
    publisher,
    timetables,
    skipsUnknown,
    findings,
    linesAt,
    positionAt,
  }
  const read = message && realtimeOf(message, parts)
  showReport(findings.report(), locale)
  const { errors, warnings } = findings.report()
  if (read === undefined || errors > 0) {
    say(t('feeds:live.refused', { ...told, errors, warnings }))
    return 1
  }
  const { kept, notices } = read
  if (isDry) {
    say(t('feeds:outcome.checked', { ...told, warnings }))
    return 0
  }
  const isTaken = await realtimeStore(store).replace(kept, notices, now)
  const counts = { trips: kept.trips.length, alerts: notices.length, at: new Date(kept.at).toISOString() }
  say(t(isTaken ? 'feeds:live.taken' : 'feeds:live.newer', { ...told, ...counts }))
  return isTaken ? 0 : 1
}

const positions = new Map(contentNetwork.stations.map(({ id, position }) => [id, position]))
const positionAt = (stop: string) => positions.get(stop)

/** Lines that call at a station of ours. */
const linesAt = (stop: string): string[] =>
  contentNetwork.lines
    .filter(({ parts }) => parts.some(({ stops }) => stops.some(({ station }) => station === stop)))
    .map(({ id }) => id)

/** The timetables in use, as they are before anything hinders their trains. */
async function timetablesOf(store: Store, only: string | undefined) {
  const network = { ...contentNetwork, suspensions: [] }
  const rail = railService({ network, holidays: holidaysOfJapan, clock: systemClock })
  const runsOn = (day: string) => rail.dayOf(day).runs.filter((run) => run.day === day)
  const feeds = feedStore(store)
  const rows = (await feeds.versions()).filter(({ id }) => only === undefined || id === only)
  if (only !== undefined && rows.length === 0) throw new UsageFault(`--feed ${only}: there is none`)
  const imported = []
  for (const row of rows) {
    const head = await feeds.head(row.id)
    const parts = await Promise.all(Array.from({ length: row.parts }, (_, i) => feeds.part(row, i)))
    if (head === undefined || head.kind !== 'gtfs') continue
    imported.push(
      feedTimetable(
        feedOf(
          head,
          parts.flatMap((part) => part ?? []),
        ),
      ),
    )
  }
  return only === undefined ? [ownTimetable(network, runsOn), ...imported] : imported
}

const options = {
  id: { type: 'string' },
  feed: { type: 'string' },
  by: { type: 'string' },
  holds: { type: 'string' },
  'skip-unknown': { type: 'boolean' },
  'dry-run': { type: 'boolean' },
  language: { type: 'string' },
} as const

function readAsked(words: readonly string[]) {
  const { values, positionals } = readWords(words, options)
  const [file] = positionals
  if (file === undefined || positionals.length > 1) throw new UsageFault('Name one FILE, or -')
  const { holds = '30' } = values
  if (!/^\d{1,4}$/.test(holds) || Number(holds) < 1 || Number(holds) > 1440)
    throw new UsageFault('--holds is a number of minutes, 1 to 1440')
  const locale: Locale = localeOf(values.language)
  return {
    file,
    id: idOf(values.id, file === '-' ? 'realtime' : file),
    feed: values.feed,
    by: values.by,
    holdsMinutes: Number(holds),
    skipsUnknown: values['skip-unknown'] === true,
    isDry: values['dry-run'] === true,
    locale,
  }
}
