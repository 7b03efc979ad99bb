import { beforeAll, beforeEach, expect, it } from 'vitest'
import { readScanned } from '../../api/merchants/payment-link.ts'
import { Violation } from '../../db/violation.ts'
import vectors from '../merchants/emv-vectors.json' with { type: 'json' }
import { smallApi, type SmallApi } from '../merchants/support/http.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

const jpqr = vectors.good[1]!

onEveryEngine('another service on a shop’s board', (store) => {
  let region: Region
  let api: SmallApi
  let shop: Awaited<ReturnType<Region['openShop']>>
  let owner: string

  beforeAll(async () => {
    region = await smallRegion(store())
    api = smallApi(region)
  })
  beforeEach(async () => {
    shop = await region.openShop()
    const [row] = await store().raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
    owner = String(row!['user_id'])
  })
  const board = async (who = owner) => {
    const answer = await api.get(`/merchants/${shop.id}/board`, who)
    return (await answer.json()) as { other: string | null; combined: string | null }
  }
  const rows = async () =>
    (await store().raw(`select number from shop_board_codes where merchant_id = '${shop.id}'`)).length

  it('is recorded, printed as one code that leads to the shop, and taken off again', async () => {
    expect(await board()).toEqual({ other: null, combined: null, problem: null })
    const put = await api.post(`/merchants/${shop.id}/board`, { text: jpqr }, owner)
    expect(put.status).toBe(200)
    const { other, combined } = await board()
    expect(other).toBe(jpqr)
    expect(readScanned(combined!)).toMatchObject({ ok: true, value: { merchantCode: shop.code } })
    expect(await region.merchants.scanned(combined!)).toMatchObject({ value: { shop: { id: shop.id } } })
    expect((await api.post(`/merchants/${shop.id}/board/removal`, {}, owner)).status).toBe(200)
    expect((await board()).combined).toBeNull()
  })

  it('sent ten times at once is recorded once; of two that differ the last one holds', async () => {
    await Promise.all(Array.from({ length: 10 }, () => region.boards.record(shop.id, jpqr, owner)))
    expect(await rows()).toBe(1)
    const told = await Promise.all([
      region.boards.record(shop.id, null, owner),
      region.boards.record(shop.id, null, 'officer'),
    ])
    expect(told.every(({ ok }) => ok)).toBe(true)
    expect([await rows(), (await board()).other]).toEqual([2, null])
  })

  it('is refused with its reason, and the board stays as it was', async () => {
    const answer = await api.post(`/merchants/${shop.id}/board`, { text: vectors.wrongChecksum }, owner)
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { code: 'other_code_wrong_sum', field: 'text' },
    ])
    expect(await rows()).toBe(0)
  })

  it('is the shop’s own and its office’s to say, and nobody else’s', async () => {
    const put = async (who?: string) =>
      (await api.post(`/merchants/${shop.id}/board`, { text: jpqr }, who)).status
    expect([await put(), await put('operator'), await put('somebody')]).toEqual([401, 403, 403])
    const elsewhere = await region.openShop({ municipality: '074454' })
    const far = await api.post(`/merchants/${elsewhere.id}/board`, { text: jpqr }, 'officer')
    expect([await put('officer'), far.status]).toEqual([200, 404])
    expect((await api.get(`/merchants/${elsewhere.id}/board`, owner)).status).toBe(404)
  })

  it('leaves no number out: the database refuses', async () => {
    const sql = `insert into shop_board_codes (merchant_id, number, code_text, recorded_by, created_at) values ('${shop.id}', 2, 'x', 'x', 1)`
    await expect(store().raw(sql)).rejects.toBeInstanceOf(Violation)
  })
})
