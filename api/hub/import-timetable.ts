import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { openHub } from '../open-hub.ts'
import { japanDay, systemClock } from '../platform/clock.ts'
import { randomIds } from '../platform/ids.ts'
import { wordsFor } from '../platform/words.ts'
import { collectFindings, readTimetable, storeFeed, timetableToFeed } from '../rail/index.ts'
import { contentNetwork } from '../rail/network-content.ts'
import { feedStore } from '../rail/repository-feeds.ts'
import { readRows } from '../rail/rows-csv-parse.ts'
import { type Command, say, stopSignal } from './command.ts'
import { assertHeld, importOptions, readImport } from './import-options.ts'
import { showReport } from './show-report.ts'

export const importTimetable: Command = {
  summary: 'takes a table of stations × trains (CSV) into use, or tells what is wrong with it',
  help: `npm run hub -- import timetable FILE.csv [--id NAME] [--complete LINE --from DAY --to DAY] [--dry-run] [--language ja]

FILE is a sheet as api/rail/README.md shows it: 路線, 列車番号, 運転日, 出典 and 確認日 above, then a row for each
station and a column for each train. 6:08 is a time, 6:08頃 about; レ, 〃 and || pass; an empty cell is unknown. Trains that the site
has already give way; --complete declares that FILE holds every train of the line on those days, and the others go.
Only a file without errors is taken. Exit status 0: taken; 1: not; 2: not understood.`,
  run: async (words) => {
    const { values, file, id, locale, complete } = readImport(words, importOptions)
    const t = wordsFor(locale)
    const now = systemClock.now()
    const findings = collectFindings()
    const told = { file: basename(file) }
    const { lines, stations } = contentNetwork
    const read = await readTimetable(createReadStream(file), readRows, {
      id,
      ...told,
      lines,
      stations,
      findings,
    })
    const report = findings.report()
    showReport(report, locale)
    if (read === undefined) {
      say(t('feeds:outcome.refused', { ...told, errors: report.errors, warnings: report.warnings }))
      return 1
    }
    assertHeld(complete, [read.line.id])
    if (values['dry-run'] === true) {
      say(t('feeds:outcome.checked', { ...told, warnings: report.warnings }))
      return 0
    }
    const { store } = await openHub(process.env)
    try {
      const feed = timetableToFeed(read, { id, ...told, now, today: japanDay(now), complete })
      const storing = {
        store: feedStore(store),
        ids: randomIds,
        progress: () => undefined,
        signal: stopSignal(),
      }
      await storeFeed(feed, storing)
      say(t('feeds:outcome.imported', { ...told, ...feed.head.counts }))
      return 0
    } finally {
      await store.close()
    }
  },
}
