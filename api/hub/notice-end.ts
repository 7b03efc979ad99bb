import { systemClock } from '../platform/clock.ts'
import { openHub } from '../open-hub.ts'
import { noticeStore } from '../rail/repository-notices.ts'
import { type Command, readWords, say, UsageFault } from './command.ts'

export const noticeEnd: Command = {
  summary: 'ends a notice',
  help: `npm run hub -- notice end ID

ID as \`notice list\` shows it. Exit status 0: ended; 1: there was none.`,
  run: async (words) => {
    const { positionals } = readWords(words, {})
    const [id] = positionals
    if (id === undefined || positionals.length > 1) throw new UsageFault('Name one notice')
    const { store } = await openHub(process.env)
    try {
      const isEnded = await noticeStore(store).end(id, systemClock.now())
      say(isEnded ? `${id} has ended.` : `There is no notice ${id}.`)
      return isEnded ? 0 : 1
    } finally {
      await store.close()
    }
  },
}
