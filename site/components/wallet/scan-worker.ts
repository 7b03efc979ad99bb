import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** Reads QR codes beside the page: its WebAssembly is served by us and needs no word in the page's own policy. */
prepareZXingModule({
  overrides: {
    locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path),
  },
})

addEventListener('message', (event: MessageEvent<ImageData>) => {
  void readBarcodes(event.data, { formats: ['QRCode'], maxNumberOfSymbols: 1 })
    .then((found) => found[0]?.text)
    .catch(() => undefined)
    .then((text) => postMessage(text))
})
