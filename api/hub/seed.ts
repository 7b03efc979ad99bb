import { openHub } from '../open-hub.ts'
import { systemClock } from '../platform/clock.ts'
import { fillRegion, isEmpty } from '../seed.ts'
import { readOptions, say, showProgress, stopSignal, UsageFault, type Command } from './command.ts'

export const seed: Command = {
  summary: 'fills an empty demonstration database; --scale N makes the region N times larger',
  help: `npm run hub -- seed [--scale N]

Makes the demonstration region: shops, wallets, 90 days of payments and visits. N is a whole number from 1 to 100.
Ctrl-C ends it after the day under way; what is there is whole and right.`,
  run: async (words) => {
    const { scale: text = '1' } = readOptions(words, { scale: { type: 'string' } })
    const scale = Number(text)
    if (!Number.isInteger(scale) || scale < 1 || scale > 100)
      throw new UsageFault('--scale takes a whole number from 1 to 100')
    const { hub, store } = await openHub(process.env, 'demonstration')
    try {
      if (!(await isEmpty(store)))
        throw new Error(
          'This database was begun before. Seed an empty one (another DATA_DIR or DATABASE_URL).',
        )
      const progress = (done: number, of: number): void => showProgress('day', done, of)
      const { days, acts, stopped } = await fillRegion({
        store,
        hub,
        clock: systemClock,
        scale,
        progress,
        signal: stopSignal(),
      })
      say(`${days} days with ${acts} events${stopped ? ', then stopped' : ''}.`)
      return stopped ? 1 : 0
    } finally {
      await store.close()
    }
  },
}
