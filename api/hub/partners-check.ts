import { openHub } from '../open-hub.ts'
import { wordsFor } from '../platform/words.ts'
import { type Command, readOptions, say, stopSignal, UsageFault } from './command.ts'
import { localeOf } from './import-options.ts'

export const partnersCheck: Command = {
  summary: 'asks other houses whether what was taken from them is still there',
  help: `npm run hub -- partners check [--most N] [--after ADDRESS] [--language ja]

Fetches the manifest of each object that another house shows, one after another, in the order of their addresses. Where
it is gone (404 or 410), or back, that is written down and told in the studio; nothing is withdrawn: somebody decides.
--most N           no more than N (500)
--after ADDRESS    goes on behind this one, where an earlier check ended
Exit status 0: all are there; 1: some are gone or could not be asked, or it was interrupted; 2: not understood.`,
  run: async (words) => {
    const {
      most = '500',
      after = '',
      language,
    } = readOptions(words, {
      most: { type: 'string' },
      after: { type: 'string' },
      language: { type: 'string' },
    })
    if (!/^[1-9]\d{0,5}$/.test(most)) throw new UsageFault('--most is a number from 1 on')
    const t = wordsFor(localeOf(language))
    const signal = stopSignal()
    const { hub, store } = await openHub(process.env)
    try {
      let [count, missing] = [0, 0]
      for await (const { key, record, found, fault } of hub.museum.partners.watch.look({
        after,
        most: Number(most),
        signal,
      })) {
        count += 1
        if (found === 'there') continue
        if (found !== 'back') missing += 1
        const why = fault === undefined ? [] : [t(`partners:fault.${fault.code}`, fault)]
        say([t(`partners:watched.${found}`), record, key, ...why].join('  '))
      }
      say(t('partners:watched.all', { count, missing }))
      return missing === 0 && !signal.aborted ? 0 : 1
    } finally {
      await store.close()
    }
  },
}
