import { expect, test } from 'vitest'
import { stateOf } from '../../site/components/wallet/topup-state.ts'

type Told = Parameters<typeof stateOf>[0]

const opened: Told = {
  status: 'opened',
  failure: null,
  payUrl: 'https://pay.example/',
  pageEndsAt: 1,
  voucher: null,
  deadlinePassed: false,
}
const voucher = { stores: [] }
const attemptExpired = 'payment_intent_payment_attempt_expired'

const rows: readonly [says: string, told: Partial<Told>, isBack?: boolean][] = [
  ['opened', {}],
  ['returned', {}, true],
  ['returned', { payUrl: null }, true],
  ['unheard', { payUrl: null }],
  ['opened', { payUrl: null, pageEndsAt: null }],
  ['failed', { status: 'failed', failure: 'expired_card' }],
  ['unheard', { status: 'failed', failure: 'expired_card', payUrl: null }],
  ['failed', { status: 'failed', failure: 'wallet_closed', payUrl: null }],
  ['waiting', { status: 'waiting', payUrl: null }],
  ['store', { status: 'waiting', payUrl: null, voucher }],
  ['store', { status: 'waiting', payUrl: null, voucher }, true],
  ['late', { status: 'waiting', payUrl: null, voucher, deadlinePassed: true }],
  ['missed', { status: 'expired', payUrl: null, voucher, failure: attemptExpired }],
  ['cancelled', { status: 'expired', payUrl: null, failure: 'given_up' }],
  ['expired', { status: 'expired', payUrl: null }],
  ['credited', { status: 'credited', payUrl: null, voucher }],
  ['voided', { status: 'voided', payUrl: null, voucher }],
]

test.each(rows)('%s is what %j says', (says, told, isBack = false) => {
  expect(stateOf({ ...opened, ...told }, isBack)).toBe(says)
})
