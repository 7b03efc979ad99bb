import { strToU8, zipSync } from 'fflate'
import type { Pack } from './ports.ts'

/** Zips by fflate. Every file has the first day that the format knows: the hour of packing is no part of the data. */
export const packZip: Pack = (files) =>
  new Uint8Array(
    zipSync(Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)])), {
      level: 9,
      mtime: new Date(1980, 0, 1),
    }),
  )
