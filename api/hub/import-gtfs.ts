import { basename } from 'node:path'
import { japanDay, systemClock } from '../platform/clock.ts'
import { isLocale, wordsFor } from '../platform/words.ts'
import { openArchive } from '../rail/archive-yauzl.ts'
import { gtfsLimits, readGtfs } from '../rail/index.ts'
import { readRows } from '../rail/rows-csv-parse.ts'
import { type Command, readWords, say, stopSignal, UsageFault } from './command.ts'
import { showReport } from './show-report.ts'

export const importGtfs: Command = {
  summary: 'checks a zip of GTFS or GTFS-JP and tells what is wrong with it',
  help: `npm run hub -- import gtfs FILE --dry-run [--language ja]

Reads FILE and tells each mistake with its file, row and rule. Exit status 0: good; 1: not; 2: not understood.`,
  run: async (words) => {
    const { values, positionals } = readWords(words, {
      'dry-run': { type: 'boolean' },
      language: { type: 'string' },
    })
    const [file] = positionals
    if (file === undefined || positionals.length > 1) throw new UsageFault('Name one FILE')
    if (values['dry-run'] !== true) throw new UsageFault('Give --dry-run')
    const locale = values.language ?? 'en'
    if (!isLocale(locale)) throw new UsageFault('--language is one of the hub’s, such as ja')
    const { report } = await readGtfs(file, {
      openArchive,
      readRows,
      limits: gtfsLimits,
      today: japanDay(systemClock.now()).replaceAll('-', ''),
      progress: (name, rows) => process.stderr.write(`\r${name}: ${rows}`),
      signal: stopSignal(),
    })
    showReport(report, locale)
    const { errors, warnings } = report
    const outcome = errors > 0 ? 'refused' : 'checked'
    say(wordsFor(locale)(`feeds:outcome.${outcome}`, { file: basename(file), errors, warnings }))
    return errors > 0 ? 1 : 0
  },
}
