import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parsePaymentCode, printPaymentCode } from '../../api/merchants/payment-code.ts'
import { saleEndsAt, saleMinutes, saleReference } from '../../api/merchants/sale-reference.ts'
import { openEngine, type OpenEngine } from '../support/engines.ts'
import { at, smallRegion, type Region } from './support/region.ts'
import { smallApi, type SmallApi } from './support/http.ts'

const made = at('2026-11-24T23:50')
const lengthMs = saleMinutes * 60_000

describe('the reference of a sale', () => {
  it('says when its code ends, and fits into a code', () => {
    const reference = saleReference(made, crypto.randomUUID())
    expect(saleEndsAt(reference)).toBe(made + lengthMs)
    expect(reference).toMatch(/^[A-Za-z0-9]{25}$/)
    expect(saleReference(made, crypto.randomUUID())).not.toBe(reference)
  })

  it.each([undefined, 'A1', 'T', 'Tsoon', '0193f00aa1112223334445556'])(
    'says no end where none is in it: %s',
    (text) => {
      expect(saleEndsAt(text)).toBe(null)
    },
  )
})

describe('the code of a sale', () => {
  let engine: OpenEngine
  let region: Region
  let api: SmallApi
  let shopId: string
  beforeAll(async () => {
    engine = await openEngine('sqlite')
    region = await smallRegion(engine.store)
    api = smallApi(region)
    shopId = (await region.openShop()).id
  })
  afterAll(() => engine.dispose())

  const ask = async (text: string) => {
    const answer = await api.get(`/payment-codes?text=${encodeURIComponent(text)}`)
    return [answer.status, await answer.json()] as const
  }

  it('is read up to its last instant, over midnight, and says afterwards that it ended', async () => {
    region.setNow('2026-11-24T23:50')
    const sale = await region.merchants.code(shopId, 700)
    if (!sale.ok) throw new Error(sale.error.code)
    const { payload, link, endsAt, reference } = sale.value
    expect(endsAt).toBe(made + lengthMs)
    region.setNow('2026-11-25T00:05')
    expect(await ask(link)).toMatchObject([200, { amountYen: 700, endsAt }])
    expect(await region.directory.scanned(payload, made + lengthMs)).toEqual({
      merchantId: shopId,
      amountYen: 700,
      sale: reference,
    })
    region.setNow('2026-11-25T00:06')
    expect(await ask(link)).toMatchObject([409, { code: 'sale_code_ended' }])
    expect(await region.directory.scanned(payload, made + lengthMs + 1)).toBe(null)
  })

  it('has no end on a board, nor where it was made before codes said one', async () => {
    const board = await region.merchants.code(shopId)
    if (!board.ok) throw new Error(board.error.code)
    expect(board.value.endsAt).toBe(null)
    const read = parsePaymentCode(board.value.payload)
    if (!read.ok) throw new Error(read.error.code)
    const old = printPaymentCode({ ...read.value, amountYen: 500, reference: 'A1' })
    region.setNow('2027-11-24T12:00')
    expect(await ask(board.value.payload)).toMatchObject([200, { amountYen: null, endsAt: null }])
    expect(await ask(old)).toMatchObject([200, { amountYen: 500, endsAt: null }])
    expect(await region.directory.scanned(board.value.merchantCode, made)).toEqual({
      merchantId: shopId,
      amountYen: null,
      sale: null,
    })
    expect(await region.directory.scanned('no code at all', made)).toBe(null)
  })
})
