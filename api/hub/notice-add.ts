import { content } from '../../content/index.ts'
import { systemClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { openHub } from '../open-hub.ts'
import type { KeptNotice } from '../rail/index.ts'
import { noticeStore } from '../rail/repository-notices.ts'
import { type Command, readOptions, say, UsageFault } from './command.ts'

export const noticeAdd: Command = {
  summary: 'tells travellers of a line something for some days',
  help: `npm run hub -- notice add --line ID --from YYYY-MM-DD --ja TEXT --en TEXT --by WHO

Shown at the line, its stations, journeys and plans until it ends. A running server shows it within a second.
--line ID      a line (tadami, banetsu-west, aizu, yagan); once for each
--station ID   a station that it is about, once for each
--from, --until  first and last day, both with it; without --until until \`notice end\`
--ja, --en     what to say, in both languages
--by WHO       who says so, and --url ADDRESS where they say it
--suspended    no train runs on the line; --between ID,ID only between two of its stations`,
  run: async (words) => {
    const notice = noticeFrom(words)
    const { store } = await openHub(process.env)
    try {
      await noticeStore(store).add(notice, systemClock.now())
      say(notice.id)
      return 0
    } finally {
      await store.close()
    }
  },
}

const options = {
  line: { type: 'string', multiple: true },
  station: { type: 'string', multiple: true },
  from: { type: 'string' },
  until: { type: 'string' },
  ja: { type: 'string' },
  en: { type: 'string' },
  by: { type: 'string' },
  url: { type: 'string' },
  suspended: { type: 'boolean' },
  between: { type: 'string' },
} as const

function noticeFrom(words: readonly string[]): KeptNotice {
  const given = readOptions(words, options)
  const lines = (given.line ?? []).map((id) => known('line', id, content.lines))
  if (lines.length === 0) throw new UsageFault('Say which line: --line ID')
  const from = dayIn('from', given.from)
  const until = given.until === undefined ? undefined : dayIn('until', given.until)
  if (until !== undefined && until < from) throw new UsageFault('--until is before --from')
  const id = newId()
  const publisher = said('by', given.by)
  return {
    id,
    words: { ja: said('ja', given.ja), en: said('en', given.en) },
    lines,
    stations: (given.station ?? []).map((station) => known('station', station, content.stations)),
    from,
    ...(until === undefined ? {} : { until }),
    ...(given.url === undefined ? {} : { url: webAddress(given.url) }),
    ...cutOf(lines, given),
    source: {
      id: `notice-${id}`,
      title: { ja: `${publisher}のお知らせ`, en: `Notice of ${publisher}` },
      publisher,
      ...(given.url === undefined ? {} : { url: webAddress(given.url) }),
      checked: from,
    },
  }
}

function cutOf(
  lines: readonly string[],
  { suspended, between }: { readonly suspended?: boolean | undefined; readonly between?: string | undefined },
): Pick<KeptNotice, 'cut'> {
  if (suspended !== true && between === undefined) return {}
  const [line, ...others] = lines
  if (line === undefined || others.length > 0) throw new UsageFault('Take trains off one line at a time')
  if (between === undefined) return { cut: { line } }
  const [from, to, ...more] = between.split(',')
  if (from === undefined || to === undefined || more.length > 0)
    throw new UsageFault('Name two stations: --between ID,ID')
  return {
    cut: {
      line,
      from: known('between', from, content.stations),
      to: known('between', to, content.stations),
    },
  }
}

function known(option: string, id: string, all: readonly { readonly id: string }[]): string {
  if (!all.some((one) => one.id === id)) throw new UsageFault(`--${option} ${id}: there is none`)
  return id
}

function said(option: string, text: string | undefined): string {
  if (text === undefined || text.trim() === '') throw new UsageFault(`--${option} is missing`)
  return text.trim()
}

function dayIn(option: string, text: string | undefined): string {
  const day = said(option, text)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || Number.isNaN(Date.parse(day)) || !isDay(day))
    throw new UsageFault(`--${option} ${day}: write a day as YYYY-MM-DD`)
  return day
}

const isDay = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)

function webAddress(text: string): string {
  if (!URL.canParse(text) || !/^https?:/.test(text)) throw new UsageFault(`--url ${text}: no web address`)
  return text
}
