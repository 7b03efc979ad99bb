import { openHub } from '../open-hub.ts'
import { noticeStore } from '../rail/repository-notices.ts'
import { type Command, readOptions, say } from './command.ts'

export const noticeList: Command = {
  summary: 'lists the notices that have not ended',
  help: `npm run hub -- notice list

One line for each: its name, days, lines and what it says.`,
  run: async (words) => {
    readOptions(words, {})
    const { store } = await openHub(process.env)
    try {
      const notices = await noticeStore(store).inForce()
      for (const { id, from, until, lines, cut, words: text } of notices) {
        const off =
          cut === undefined ? [] : [`no trains${cut.from === undefined ? '' : ` ${cut.from} to ${cut.to}`}`]
        say([id, `${from} to ${until ?? 'open'}`, lines.join(','), ...off, text.en].join('  '))
      }
      if (notices.length === 0) say('There is no notice.')
      return 0
    } finally {
      await store.close()
    }
  },
}
