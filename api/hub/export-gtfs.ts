import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { holidaysOfJapan } from '../merchants/holidays-holiday-jp.ts'
import { openDataService } from '../open-data/index.ts'
import { packZip } from '../open-data/pack-fflate.ts'
import { contentPublished } from '../open-data/published-content.ts'
import { systemClock } from '../platform/clock.ts'
import { readConfiguration } from '../platform/configuration.ts'
import { railService } from '../rail/index.ts'
import { contentNetwork } from '../rail/network-content.ts'
import { type Command, readOptions, say, UsageFault } from './command.ts'

export const exportGtfs: Command = {
  summary: 'writes the published timetable as a zip of GTFS',
  help: `npm run hub -- export gtfs --to FILE

The same file that is served at /open-data/aizu-rail-gtfs.zip: this year and the next, with sources and bounds of
estimates. Never overwrites FILE.`,
  run: async (words) => {
    const { to } = readOptions(words, { to: { type: 'string' } })
    if (to === undefined) throw new UsageFault('Say where: --to FILE')
    if (existsSync(to)) throw new Error(`${to} is there already; an export never overwrites.`)
    const { PUBLIC_ORIGIN, HOST, PORT } = readConfiguration(process.env)
    const openData = openDataService({
      published: contentPublished,
      rail: railService({ network: contentNetwork, holidays: holidaysOfJapan, clock: systemClock }),
      pack: packZip,
      clock: systemClock,
      origin: () => PUBLIC_ORIGIN ?? `http://${HOST}:${PORT}`,
    })
    const bytes = openData.fileOf('aizu-rail-gtfs.zip')
    await writeFile(to, bytes, { flag: 'wx' })
    say(`Wrote ${to}: ${bytes.length} bytes.`)
    return 0
  },
}
