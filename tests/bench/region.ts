import { fillRegion } from '../../api/seed.ts'
import { openHub } from '../../api/open-hub.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { newPlace } from '../support/prepared-hub.ts'
import type { Row } from './row.ts'

const budgetMs = 10_000

/** How long the demonstration region takes to make on an empty SQLite database, and to read as public numbers. */
export async function regionBench(): Promise<readonly Row[]> {
  const place = await newPlace('sqlite', '')
  const { hub, store } = await openHub(place.environment, 'demonstration')
  const cpu = process.cpuUsage()
  const started = performance.now()
  const { acts } = await fillRegion({ store, hub, clock: systemClock })
  const took = performance.now() - started
  const { user, system } = process.cpuUsage(cpu)
  const asked = performance.now()
  await hub.growth.numbers('90')
  const answered = performance.now() - asked
  await store.close()
  await place.remove()
  const ms = (value: number): string => `${Math.round(value)} ms`
  return [
    {
      what: `the demonstration region, ${acts} acts (${ms((user + system) / 1000)} of processor)`,
      value: ms(took),
      target: `< ${budgetMs} ms`,
      met: took < budgetMs ? 'yes' : 'no',
    },
    { what: 'its public numbers of 90 days, read once', value: ms(answered) },
  ]
}
