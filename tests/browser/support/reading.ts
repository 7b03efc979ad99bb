import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader'

let ready: Promise<unknown> | undefined

/** What a camera or a hand scanner reads in a picture. */
export async function readCodes(picture: Buffer, options: ReaderOptions): Promise<readonly string[]> {
  ready ??= prepareZXingModule({
    overrides: {
      wasmBinary: readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
        .buffer,
    },
    fireImmediately: true,
  })
  await ready
  const seen = await readBarcodes(new Uint8Array(picture), options)
  return seen.map(({ text }) => text)
}
