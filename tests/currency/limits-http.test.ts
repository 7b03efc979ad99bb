import { describe, expect, test } from 'vitest'
import { limitRoutes } from '../../api/currency/routes-limits.ts'
import { demonstrationSettings, type LedgerSettings } from '../../api/currency/settings.ts'

const told = async (change: Partial<LedgerSettings>) => {
  const settings = { ...demonstrationSettings, ...change }
  const routes = limitRoutes({ settings, guard: () => (_c, next) => next() })
  return (await routes.request('/limits')).json() as Promise<Record<string, unknown>>
}
const young = demonstrationSettings.youngDevice
const merchantPayments = { allowed: true, yenMax: 7, monthYenMax: 8 }

describe('the limits that are told are those that hold', () => {
  test.each<[Partial<LedgerSettings>, object]>([
    [{ paymentYenMax: 7 }, { payment: { onceYen: 7 } }],
    [{ printedCodeYenMax: 7 }, { payment: { printedCodeYen: 7 } }],
    [{ shownCodeYenMax: 7 }, { payment: { shownCodeYen: 7 } }],
    [{ offlineCodeYenMax: 7 }, { payment: { offlineCodeYen: 7 } }],
    [{ paymentDayYenMax: 7 }, { payment: { dayYen: 7 } }],
    [{ paymentMonthYenMax: 7 }, { payment: { monthYen: 7 } }],
    [{ topUpYenMax: 7 }, { topUp: { onceYen: 7 } }],
    [{ topUpDayYenMax: 7 }, { topUp: { dayYen: 7 } }],
    [{ topUpMonthYenMax: 7 }, { topUp: { monthYen: 7 } }],
    [{ walletYenMax: 7 }, { walletYen: 7 }],
    [{ transferYenMax: 7 }, { transfer: { onceYen: 7 } }],
    [{ transferMonthYenMax: 7 }, { transfer: { monthYen: 7 } }],
    [{ youngDevice: { ...young, hours: 7 } }, { youngDevice: { hours: 7 } }],
    [{ youngDevice: { ...young, paymentYenMax: 7 } }, { youngDevice: { paymentOnceYen: 7 } }],
    [{ youngDevice: { ...young, paymentDayYenMax: 7 } }, { youngDevice: { paymentDayYen: 7 } }],
    [{ youngDevice: { ...young, topUpDayYenMax: 7 } }, { youngDevice: { topUpDayYen: 7 } }],
    [{ youngDevice: { ...young, transferMonthYenMax: 7 } }, { youngDevice: { transferMonthYen: 7 } }],
    [{ merchantPayments }, { purchase: { onceYen: 7, monthYen: 8 } }],
    [{ merchantPayments: { ...merchantPayments, allowed: false } }, { purchase: null }],
    [{ giftYenMax: 7 }, { gift: { onceYen: 7 } }],
    [{ giftDayYenMax: 7 }, { gift: { dayYen: 7 } }],
    [{ adjustYenMax: 7 }, { correctionYen: 7 }],
  ])('%o', async (change, answered) => {
    expect(await told(change)).toMatchObject(answered)
  })
})
