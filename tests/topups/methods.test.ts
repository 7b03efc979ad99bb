import { expect, test } from 'vitest'
import { topupService } from '../../api/currency/topup-service.ts'
import type { TopupMethod } from '../../api/currency/topup-method.ts'
import { readConfiguration } from '../../api/platform/configuration.ts'
import { topupSettingsOf } from '../../api/services-topups.ts'
import { newId } from '../../api/platform/ids.ts'
import { openEngine } from '../support/engines.ts'
import { openCardCompany } from './card-company.ts'

test.each([
  ['demonstration', undefined, ['card', 'konbini', 'paypay']],
  ['live', undefined, ['card']],
  ['live', 'konbini, card', ['konbini', 'card']],
] as const)('%s with %s offers %s', (mode, TOPUP_METHODS, methods) => {
  expect(topupSettingsOf(mode, readConfiguration({ TOPUP_METHODS })).topUpMethods).toEqual(methods)
})

test.each(['cash', 'card,card', ','])('TOPUP_METHODS=%s stops the start and is named', (TOPUP_METHODS) => {
  expect(() => readConfiguration({ TOPUP_METHODS })).toThrow(/TOPUP_METHODS/)
})

test('what is not offered, or outside of what a store takes, is refused and opens nothing', async () => {
  const { store, dispose } = await openEngine('sqlite')
  const company = await openCardCompany(store)
  const walletId = await company.openWallet()
  const begin = (changed: object, method: TopupMethod, amountYen: number) =>
    topupService({ ...company.parts, settings: { ...company.parts.settings, ...changed } }).start({
      walletId,
      amountYen,
      method,
      key: newId(),
      locale: 'ja',
      pageOf: (id) => `http://localhost/${id}`,
    })
  expect(await begin({ topUpMethods: ['card'] }, 'konbini', 1_000)).toMatchObject({
    error: { code: 'method_not_offered', field: 'method' },
  })
  const wide = { topUpYenMin: 1, topUpYenMax: 900_000, topUpDayYenMax: 900_000, topUpMonthYenMax: 900_000 }
  expect(await begin(wide, 'konbini', 119)).toMatchObject({
    error: { code: 'amount_below_minimum', minimumYen: 120 },
  })
  expect(await begin(wide, 'konbini', 300_001)).toMatchObject({
    error: { code: 'amount_above_limit', limitYen: 300_000 },
  })
  expect(await store.raw('select id from topups')).toEqual([])
  expect(await begin(wide, 'konbini', 120)).toMatchObject({ ok: true })
  await dispose()
})
