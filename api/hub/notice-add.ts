import { content } from '../../content/index.ts'
import { systemClock } from '../platform/clock.ts'
import { newId } from '../platform/ids.ts'
import { openHub } from '../open-hub.ts'
import type { KeptNotice } from '../rail/index.ts'
import { noticeStore } from '../rail/repository-notices.ts'
import { type Command, readOptions, say, UsageFault } from './command.ts'
import { dayIn, known, said, webAddress } from './notice-options.ts'
import { suspendedBy, suspensionOptions } from './notice-suspension.ts'

export const noticeAdd: Command = {
  summary: 'tells travellers of a line something for some days',
  help: `npm run hub -- notice add --line ID --from YYYY-MM-DD --ja TEXT --en TEXT --by WHO

Shown at the line, its stations, journeys and plans until it ends. A running server shows it within a second.
--line ID      a line (tadami, banetsu-west, aizu, yagan); once for each
--station ID   a station that it is about, once for each
--from, --until  first and last day, both with it; without --until until \`notice end\`
--ja, --en     what to say, in both languages
--by WHO       who says so, and --url ADDRESS where they say it
--suspended    no train runs on the line; --between ID,ID only between two of its stations
--substitute-ja, --substitute-en  what runs in place of the trains, from --substitute-from YYYY-MM-DD on, to
               --substitute-until with it; --no-substitute: nothing does. Otherwise: not known`,
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
  ...suspensionOptions,
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
    ...suspendedBy(lines, from, given),
    source: {
      id: `notice-${id}`,
      title: { ja: `${publisher}のお知らせ`, en: `Notice of ${publisher}` },
      publisher,
      ...(given.url === undefined ? {} : { url: webAddress(given.url) }),
      checked: from,
    },
  }
}
