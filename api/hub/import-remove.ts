import { openHub } from '../open-hub.ts'
import { systemClock } from '../platform/clock.ts'
import { feedStore } from '../rail/repository-feeds.ts'
import { realtimeStore } from '../rail/repository-realtime.ts'
import { type Command, readWords, say, UsageFault } from './command.ts'

export const importRemove: Command = {
  summary: 'takes an imported timetable, or a live message, out of use',
  help: `npm run hub -- import remove NAME

NAME as \`import list\` shows it. Exit status 0: gone; 1: there was none.`,
  run: async (words) => {
    const { positionals } = readWords(words, {})
    const [id] = positionals
    if (id === undefined || positionals.length > 1) throw new UsageFault('Name one timetable')
    const { store } = await openHub(process.env)
    try {
      const feeds = feedStore(store)
      const isLive = await realtimeStore(store).remove(id, systemClock.now())
      const known = isLive || (await feeds.head(id)) !== undefined
      await feeds.remove(id)
      say(known ? `${id} is out of use.` : `There is no imported timetable or live message ${id}.`)
      return known ? 0 : 1
    } finally {
      await store.close()
    }
  },
}
