import { imageCheckService, isAsItCame } from '../museum/index.ts'
import { openHub } from '../open-hub.ts'
import { StorageUnavailable } from '../platform/storage-unavailable.ts'
import { imageCheckParts } from '../services-museum.ts'
import { type Command, readOptions, say, showProgress, stopSignal, UsageFault } from './command.ts'

export const imagesCheck: Command = {
  summary: 'reads the originals of all images again and names those that are not as they came in',
  help: `npm run hub -- images check [--most N] [--after ID]

Reads each original from the first byte to the last and holds it against the sum (SHA-256) that was written down when it
came in, and opens what is shown of it; one after another, in the order of their identifiers. Changes nothing.
  changed      it has other bytes than came in: bring it back from a copy
  missing      it is not there
  unreadable   the disk does not give it back, or it does not open
--most N           no more than N
--after ID         goes on behind this image, where an earlier check ended; it is named where one is broken off
Where the folder is not there, or a bucket is away or lets nobody in, the check is broken off: that says nothing of an
image. So it is where nothing of any image is found: the disk may not be mounted.
Exit status 0: all that were read are right; 1: some are not, or it was broken off; 2: not understood.`,
  run: async (words) => {
    const { most, after = '' } = readOptions(words, { most: { type: 'string' }, after: { type: 'string' } })
    if (most !== undefined && !/^[1-9]\d{0,8}$/.test(most))
      throw new UsageFault('--most is a number from 1 on')
    const signal = stopSignal()
    const { store, configuration } = await openHub(process.env)
    try {
      const { check, count } = imageCheckService(imageCheckParts(store, configuration))
      const all = await count(after)
      const wanted = most === undefined ? all : Math.min(all, Number(most))
      let [read, wrong, last] = [0, 0, after]
      const readThrough = async (): Promise<void> => {
        for await (const image of check({ after, most: wanted, signal })) {
          read += 1
          last = image.id
          showProgress('images', read, wanted)
          if (isAsItCame(image)) continue
          wrong += 1
          say(`${image.id}  original ${image.master}, shown ${image.pyramid}`)
        }
      }
      await readThrough().catch((error: unknown) => {
        if (!(error instanceof StorageUnavailable)) throw error
        say(`Broken off: ${error.message}. Of the images that are left this says nothing.`)
      })
      say(`${read} of ${all} read, ${wrong} wrong.`)
      if (read < all && last !== '') say(`Go on with --after ${last}`)
      return wrong === 0 && read === wanted ? 0 : 1
    } finally {
      await store.close()
    }
  },
}
