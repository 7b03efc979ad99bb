import { expect, inject, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { newPlace, prepareMoney } from '../support/prepared-hub.ts'

test('a hub has the job that gives back what was held past its end', async () => {
  const place = await newPlace('sqlite', inject('postgresqlUrl'))
  const { hub, store } = await openHub(place.environment, 'demonstration')
  const { merchantId, purses } = await prepareMoney(hub, 1, 1_000)
  const { walletId } = purses[0]!
  const command = {
    walletId,
    merchantId,
    amountYen: 600,
    endsAt: Date.now() + 500,
    key: 'a-hold-for-the-job',
  }
  expect(await hub.ledger.hold(command)).toMatchObject({ ok: true })
  expect(await hub.views.wallet(walletId)).toMatchObject({ heldYen: 600, spendableYen: 400 })
  const job = hub.jobs.find(({ name }) => name === 'holds')!
  const heldAfterATurn = async () => {
    await job.run()
    return (await hub.views.wallet(walletId))!.heldYen
  }
  await expect.poll(heldAfterATurn, { timeout: 15_000 }).toBe(0)
  expect(await hub.views.wallet(walletId)).toMatchObject({ spendableYen: 1_000 })
  await store.close()
  await place.remove()
}, 60_000)
