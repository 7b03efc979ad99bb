import { openHub } from '../open-hub.ts'
import { readOptions, say, type Command } from './command.ts'

const toldEvery = 10_000

export const searchRebuild: Command = {
  summary: 'makes the index of the search anew from everything public',
  help: `npm run hub -- search rebuild

The hub goes on answering from the old index meanwhile; the new one takes its place when it is whole. If this is stopped before
that, the old one stays, and what was made is cleared away by the next one that is made.
There is no need for it in ordinary days: what is published is taken in by itself.`,
  run: async (words) => {
    readOptions(words, {})
    const { hub, store } = await openHub(process.env)
    try {
      let told = 0
      const entries = await hub.museum.indexing.rebuild((done) => {
        if (done - told < toldEvery) return
        told = done
        process.stderr.write(`${done} entries\n`)
      })
      say(`${entries} entries can be found.`)
      return 0
    } finally {
      await store.close()
    }
  },
}
