import { openHub } from '../open-hub.ts'
import { feedStore } from '../rail/repository-feeds.ts'
import { type Command, readOptions, say } from './command.ts'

export const importList: Command = {
  summary: 'lists the imported timetables',
  help: `npm run hub -- import list

One line for each: its name, the file, when it was imported, lines, trips, and of which lines it holds every train.`,
  run: async (words) => {
    readOptions(words, {})
    const { store } = await openHub(process.env)
    try {
      const heads = await feedStore(store).heads()
      for (const { id, file, importedAt, counts, complete } of heads) {
        const whole = complete.map(({ line, from, to }) => `complete ${line} ${from} to ${to}`)
        const parts = [id, file, new Date(importedAt).toISOString(), `${counts.trips} trips`, ...whole]
        say(parts.join('  '))
      }
      if (heads.length === 0) say('No timetable was imported.')
      return 0
    } finally {
      await store.close()
    }
  },
}
