import { beforeAll, describe, expect, it } from 'vitest'
import { onEveryEngine } from '../support/engines.ts'
import { newId } from '../../api/platform/ids.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { smallApi } from '../merchants/support/http.ts'

onEveryEngine('a closed account', (store) => {
  let region: Region
  let api: ReturnType<typeof smallApi>
  beforeAll(async () => {
    region = await smallRegion(store())
    api = smallApi(region)
  })

  const closedShop = async () => {
    const shop = await region.openShop()
    const answer = await api.post(`/merchants/${shop.id}/closing`, { reason: '店じまい' }, 'officer')
    expect([answer.status, await answer.json()]).toMatchObject([
      201,
      { accountId: shop.accountId, what: 'closed' },
    ])
    return shop
  }
  const propose = async (accountId: string, as: 'operator' = 'operator') => {
    const made = await api.post('/reopenings', { accountId, reason: '再開' }, as)
    return (await made.json()) as { id: string; payloadHash: string }
  }
  const pay = async (merchantId: string) => {
    const walletId = await region.openWallet(100)
    const paid = await region.ledger.pay({ walletId, merchantId, amountYen: 10, key: newId() })
    return paid.ok ? 'ok' : paid.error.code
  }

  describe('of a shop', () => {
    it('is closed by its town and the approver only, and then nobody pays it', async () => {
      const shop = await region.openShop()
      expect(await pay(shop.id)).toBe('ok')
      const body = { reason: '店じまい' }
      for (const [as, status] of [
        [undefined, 401],
        ['operator', 403],
        ['officer', 409],
      ] as const)
        expect((await api.post(`/merchants/${shop.id}/closing`, body, as)).status).toBe(status)
      expect((await api.post('/merchants/none/closing', body, 'officer')).status).toBe(404)
      const closed = await closedShop()
      expect(await pay(closed.id)).toBe('merchant_not_open')
    })

    it('is opened again only when somebody else lets go of exactly what was read, and then once', async () => {
      const { id: merchantId, accountId } = await closedShop()
      const shown = await propose(accountId)
      const decide = (as: 'operator' | 'approver', payloadHash = shown.payloadHash) =>
        api.post(`/reopenings/${shown.id}/approval`, { payloadHash }, as)
      expect((await decide('operator')).status).toBe(403)
      expect((await decide('approver', '0'.repeat(64))).status).toBe(409)
      expect(await pay(merchantId)).toBe('merchant_not_open')
      expect((await decide('approver')).status).toBe(200)
      expect(await pay(merchantId)).toBe('ok')
      const listed = (await (await api.get('/reopenings', 'operator')).json()) as { reopenings: object[] }
      expect(listed.reopenings[0]).toMatchObject({ accountId, decision: { approved: true } })
      expect((await api.get('/reopenings', 'officer')).status).toBe(403)
    })
  })

  it.each([
    ['that is not there', 'none', 404, 'account_not_found'],
    ['that is open', 'wallet', 409, 'account_not_closed'],
    ['of the issuer', 'bank', 404, 'account_not_found'],
  ])('%s is not proposed', async (_, named, status, code) => {
    const accountId = named === 'wallet' ? await region.openWallet(1) : named
    const refused = await api.post('/reopenings', { accountId, reason: '再開' }, 'operator')
    expect([refused.status, await refused.json()]).toMatchObject([status, { code, field: 'accountId' }])
  })
})
