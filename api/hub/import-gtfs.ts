import { basename } from 'node:path'
import { openHub } from '../open-hub.ts'
import { japanDay, systemClock } from '../platform/clock.ts'
import { randomIds } from '../platform/ids.ts'
import { wordsFor } from '../platform/words.ts'
import { openArchive } from '../rail/archive-yauzl.ts'
import { gtfsLimits, gtfsToFeed, readGtfs, storeFeed } from '../rail/index.ts'
import { contentNetwork } from '../rail/network-content.ts'
import { feedStore } from '../rail/repository-feeds.ts'
import { readRows } from '../rail/rows-csv-parse.ts'
import { type Command, say, stopSignal } from './command.ts'
import { assertHeld, importOptions, pairsOf, readImport } from './import-options.ts'
import { showReport } from './show-report.ts'

export const importGtfs: Command = {
  summary: 'takes a zip of GTFS or GTFS-JP into use, or tells what is wrong with it',
  help: `npm run hub -- import gtfs FILE [--id NAME] [--line ROUTE=LINE …] [--stop STOP=STATION …]
    [--complete LINE --from DAY --to DAY] [--dry-run] [--language ja]

Reads FILE and tells each mistake with its file, row and rule. Only a file without errors is taken, whole, in place of
the one with the same NAME (else the name of the file); otherwise the timetable in use stays as it was.
--line and --stop say which of our lines and stations a route_id and a stop_id are, where names and places do not.
--complete declares that every train of a line is in FILE from one day to another (YYYY-MM-DD): only then the site says
"no train" and "last train". --dry-run changes nothing. Ctrl-C ends it; nothing is changed then.
Exit status 0: taken; 1: not; 2: not understood.`,
  run: async (words) => {
    const { values, file, id, locale, complete } = readImport(words, {
      ...importOptions,
      line: { type: 'string', multiple: true },
      stop: { type: 'string', multiple: true },
    })
    const routesTold = pairsOf('--line', values.line)
    const stopsTold = pairsOf('--stop', values.stop)
    const t = wordsFor(locale)
    const signal = stopSignal()
    const now = systemClock.now()
    const today = japanDay(now)
    const { report, feed, findings } = await readGtfs(file, {
      openArchive,
      readRows,
      limits: gtfsLimits,
      today: today.replaceAll('-', ''),
      progress: (name, rows) => process.stderr.write(`\r${name}: ${rows}`),
      signal,
    })
    const told = { file: basename(file) }
    if (feed === undefined) {
      showReport(report, locale)
      say(t('feeds:outcome.refused', { ...told, errors: report.errors, warnings: report.warnings }))
      return 1
    }
    const { lines, stations } = contentNetwork
    const mapped = gtfsToFeed(feed, {
      id,
      ...told,
      now,
      today,
      lines,
      stations,
      routesTold,
      stopsTold,
      complete,
      findings,
    })
    showReport(findings.report(), locale)
    const routed = [...new Set(mapped.head.lines.slice(0, feed.tables.get('routes.txt')!.length))]
    assertHeld(
      complete,
      routed.map((line) => line.id),
    )
    for (const line of routed)
      say(t('feeds:line', { line: line.id, name: locale === 'ja' ? line.name.ja : line.name.en }))
    const { warnings } = findings.report()
    if (values['dry-run'] === true) {
      say(t('feeds:outcome.checked', { ...told, warnings }))
      return 0
    }
    const { store } = await openHub(process.env)
    try {
      const progress = (parts: number): void => void process.stderr.write(`\r${id}: ${parts}`)
      await storeFeed(mapped, { store: feedStore(store), ids: randomIds, progress, signal })
      process.stderr.write('\n')
      say(t('feeds:outcome.imported', { ...told, ...mapped.head.counts }))
      return 0
    } finally {
      await store.close()
    }
  },
}
