import { existsSync } from 'node:fs'
import { openHub } from '../open-hub.ts'
import { composeImages } from '../services-museum.ts'
import { systemClock } from '../platform/clock.ts'
import { randomIds } from '../platform/ids.ts'
import { wordsFor } from '../platform/words.ts'
import { type Command, readWords, say, UsageFault } from './command.ts'

export const imageAdd: Command = {
  summary: 'takes an image into the museum, to be shown by the IIIF Image API',
  help: `npm run hub -- image add FILE --id ID

FILE is a JPEG, PNG, TIFF, WebP or AVIF of up to 200 megapixels. It is copied; where it was taken is removed from that copy,
what else a camera wrote beside the picture (time, name) stays in it and is in no picture that anybody is shown.
--id ID            what it is called in addresses, for ever: small letters, digits, dots, dashes and underscores
--whole            a work in copyright: only the whole is shown, never a part
--max-side N       no picture of it is larger than N pixels a side
--keep-location    keep in the copy where the photograph was taken`,
  run: async (words) => {
    const { values, positionals } = readWords(words, {
      id: { type: 'string' },
      whole: { type: 'boolean', default: false },
      'max-side': { type: 'string' },
      'keep-location': { type: 'boolean', default: false },
    })
    const [path, ...more] = positionals
    if (path === undefined || more.length > 0) throw new UsageFault('Give one file')
    if (values.id === undefined) throw new UsageFault('Say what it is called: --id ID')
    if (!existsSync(path)) throw new UsageFault(`There is no file ${path}`)
    const side = values['max-side']
    if (side !== undefined && !/^[1-9]\d{0,5}$/.test(side))
      throw new UsageFault('--max-side is a whole number of pixels from 1 on')
    const { store, configuration } = await openHub(process.env)
    try {
      const images = composeImages({ store, configuration, clock: systemClock, ids: randomIds })
      const added = await images.add({
        path,
        id: values.id,
        showing: values.whole ? 'whole' : 'zoomed',
        keepsLocation: values['keep-location'],
        ...(side === undefined ? {} : { maxSide: Number(side) }),
      })
      if (!added.ok) {
        process.stderr.write(`${wordsFor('en')(`museum:fault.${added.error}`)}\n`)
        return 1
      }
      const { id, width, height } = added.value
      say(`${id} ${width}×${height} /iiif/3/${id}/info.json`)
      return 0
    } finally {
      await store.close()
    }
  },
}
