import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { beforeAll, expect, it } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { makeMerchantCode } from '../../api/merchants/merchant-code.ts'
import { printPaymentCode } from '../../api/merchants/payment-code.ts'
import { paymentLink, readScanned } from '../../api/merchants/payment-link.ts'
import { qrPath } from '../../site/lib/qr-path.ts'

beforeAll(async () => {
  const file = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  const wasmBinary = readFileSync(file).buffer
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true })
})

/** Paints the drawing's rectangles, four pixels a module, as a printer would. */
function painted({ size, path }: { size: number; path: string }): ImageData {
  const scale = 4
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g))
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++)
      for (let column = Number(x) * scale; column < (Number(x) + Number(length)) * scale; column++)
        data.fill(0, (row * width + column) * 4, (row * width + column) * 4 + 3)
  return { data, width, height: width, colorSpace: 'srgb' }
}

it('a camera reads from the drawing exactly the link of the shop', async () => {
  const merchantCode = makeMerchantCode(new Uint8Array([9, 8, 7, 6, 5, 4, 3]))
  const payload = printPaymentCode({
    merchantCode,
    boardVersion: 1,
    category: '5812',
    nameLatin: 'Okuaizu Yunosato',
    nameJa: '奥会津 湯の里 かすみ食堂 本店 二十五文字まで',
    city: 'KANEYAMA',
  })
  const link = paymentLink('https://meguri.example', payload)
  const [seen] = await readBarcodes(painted(qrPath(link)))
  expect(seen?.text).toBe(link)
  const read = readScanned(seen?.text ?? '')
  expect(read.ok && read.value.merchantCode).toBe(merchantCode)
})
