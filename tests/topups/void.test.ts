import { beforeAll, expect, test } from 'vitest'
import { topupVoidService } from '../../api/currency/topup-void-service.ts'
import type { TopupVoids } from '../../api/currency/topup-void-service.ts'
import { onEveryEngine } from '../support/engines.ts'
import { cards, openCardCompany } from './card-company.ts'
import type { CardCompany } from './card-company.ts'

onEveryEngine('undoing a top-up', (store) => {
  let company: CardCompany
  let voids: TopupVoids
  beforeAll(async () => {
    company = await openCardCompany(store())
    voids = topupVoidService(company.parts)
  })

  const credited = async (amountYen: number) => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, amountYen)
    if (!begun.ok) throw new Error(begun.error.code)
    await company.payWith(begun.value.payPath, cards.succeeds)
    company.clock.at += 2_000
    await company.standIn.turn()
    expect(await company.holds(walletId)).toBe(amountYen)
    return { walletId, topupId: begun.value.topupId }
  }
  const refundsOf = async (topupId: string) => {
    const [row] = await store().raw(`select processor_payment from topups where id = '${topupId}'`)
    const events = await store().raw(`select body from stand_in_objects where kind = 'event'`)
    return events.filter(
      ({ body }) =>
        String(body).includes('"refund.created"') && String(body).includes(String(row!['processor_payment'])),
    ).length
  }

  test('takes it out of the wallet and gives it back to the card, once', async () => {
    const { walletId, topupId } = await credited(1_000)
    const done = await voids.voidTopup({ topupId, reason: 'charged twice' })
    expect(done).toMatchObject({ ok: true, value: { amountYen: 1_000, walletId } })
    expect(await voids.voidTopup({ topupId, reason: 'charged twice' })).toEqual(done)
    expect([await company.holds(walletId), await refundsOf(topupId)]).toEqual([0, 1])
  })

  test('is told as such from then on, whatever the card company says again, and can be begun anew', async () => {
    const { walletId, topupId } = await credited(50_000)
    const seen = async () => {
      const read = await company.topups.read(walletId, topupId)
      return read.ok && [read.value.status, read.value.journalId !== null]
    }
    expect(await seen()).toEqual(['credited', true])
    await voids.voidTopup({ topupId, reason: 'charged twice' })
    company.clock.at += 2_000
    await company.standIn.turn()
    expect(await seen()).toEqual(['voided', true])
    expect(await company.topups.giveUp(walletId, topupId)).toMatchObject({ value: { status: 'voided' } })
    for (const _ of [1, 2]) expect(await company.begin(walletId, 50_000)).toMatchObject({ ok: true })
  })

  test('goes on where it stopped when the card company could not be reached', async () => {
    const { walletId, topupId } = await credited(700)
    const undo = () => voids.voidTopup({ topupId, reason: 'charged twice' })
    await company.fault('rate_limited', { times: 9 })
    expect(await undo()).toMatchObject({ error: { code: 'processor_unreachable' } })
    expect([await company.holds(walletId), await refundsOf(topupId)]).toEqual([0, 0])
    await company.fault('rate_limited', { times: 0 })
    // Given back, and the answer lost on the way.
    await company.fault('lost_response', { times: 9 })
    expect(await undo()).toMatchObject({ error: { code: 'processor_unreachable' } })
    await company.fault('lost_response', { times: 0 })
    expect(await undo()).toMatchObject({ ok: true })
    expect(await refundsOf(topupId)).toBe(1)
  })

  test('is refused when a part was spent, and the card gets nothing', async () => {
    const { walletId, topupId } = await credited(500)
    const shop = await company.openShop()
    await company.ledger.pay({ walletId, merchantId: shop.id, amountYen: 1, key: company.key() })
    expect(await voids.voidTopup({ topupId, reason: 'regret' })).toMatchObject({
      error: { code: 'top_up_not_whole', leftYen: 499 },
    })
    expect([await company.holds(walletId), await refundsOf(topupId)]).toEqual([499, 0])
  })

  test('is refused for a top-up that is not there, was never paid, or where nobody charges cards', async () => {
    const walletId = await company.openWallet()
    const begun = await company.begin(walletId, 500)
    const topupId = begun.ok ? begun.value.topupId : ''
    const told = async (id: string, parts = voids) => {
      const done = await parts.voidTopup({ topupId: id, reason: 'why' })
      return done.ok ? 'ok' : done.error.code
    }
    expect(await told('nothing')).toBe('topup_not_found')
    expect(await told(topupId)).toBe('topup_not_credited')
    const paid = await credited(500)
    const nobody = topupVoidService({ ...company.parts, processor: undefined })
    expect(await told(paid.topupId, nobody)).toBe('topups_not_configured')
    expect(await company.holds(paid.walletId)).toBe(500)
  })
})
