import type { Store } from '../../db/store.ts'
import { openHub } from '../open-hub.ts'
import { feedStore } from '../rail/repository-feeds.ts'
import { realtimeStore } from '../rail/repository-realtime.ts'
import { type Command, readOptions, say } from './command.ts'

const liveMessages = async (store: Store) => {
  const messages = realtimeStore(store)
  const found = await Promise.all((await messages.versions()).map(({ id }) => messages.message(id)))
  return found.flatMap((one) => one ?? [])
}

export const importList: Command = {
  summary: 'lists the imported timetables and live messages',
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
      const live = await liveMessages(store)
      for (const { id, file, at, holdsMinutes, trips } of live)
        say(
          [
            id,
            file,
            new Date(at).toISOString(),
            `live for ${holdsMinutes} min`,
            `${trips.length} trains`,
          ].join('  '),
        )
      if (heads.length + live.length === 0) say('No timetable was imported.')
      return 0
    } finally {
      await store.close()
    }
  },
}
