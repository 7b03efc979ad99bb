import { openHub } from '../open-hub.ts'
import { readOptions, say, UsageFault, type Command } from './command.ts'

export const create: Command = {
  summary: 'makes an empty database: --live for real people and money, --demonstration for invented ones',
  help: `npm run hub -- create --live | --demonstration

Makes and marks an empty database. The mark is for ever: a demonstration never becomes live, nor the other way round.
A live database holds no demonstration log-in and takes no top-up before a card processor's key is set.`,
  run: async (words) => {
    const { live = false, demonstration = false } = readOptions(words, {
      live: { type: 'boolean' },
      demonstration: { type: 'boolean' },
    })
    if (live === demonstration) throw new UsageFault('Say which: --live or --demonstration')
    const { hub, store } = await openHub(process.env, live ? 'live' : 'demonstration')
    await store.close()
    say(`The database is ${hub.mode}.`)
    return 0
  },
}
