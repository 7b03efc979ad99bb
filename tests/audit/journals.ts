import type { RecordedJournal } from '../../api/audit/canonical.ts'

/** A payment of 700 yen from a free and a paid lot, as it is recorded. */
export const payment: RecordedJournal = {
  id: '019ab000-0000-7000-8000-000000000001',
  kind: 'pay',
  at: Date.parse('2026-11-23T12:00:00+09:00'),
  parentId: null,
  scope: 'wallet:W-secret',
  key: 'key-secret',
  body: { walletId: 'W-secret', merchantId: 'm1', amountYen: 700 },
  content: { operation: 'pay', amountYen: 700, merchantId: 'm1' },
  answer: {
    paymentId: '019ab000-0000-7000-8000-000000000001',
    lots: [{ lotId: 'lot-secret', amountYen: 300 }],
  },
  entries: [
    {
      line: 1,
      accountId: 'shop-m1',
      accountKind: 'merchant',
      fundId: 'pot-1',
      instrument: 'free',
      municipality: '072028',
      lotId: null,
      amountYen: 700,
      balanceAfterYen: null,
      accountVersion: null,
    },
    {
      line: 2,
      accountId: 'W-secret',
      accountKind: 'wallet',
      fundId: 'pot-1',
      instrument: 'free',
      municipality: '072028',
      lotId: 'lot-secret',
      amountYen: -700,
      balanceAfterYen: 12_345,
      accountVersion: 3,
    },
  ],
  lots: [],
  taken: [{ position: 0, lotId: 'lot-secret', fundId: 'pot-1', amountYen: 700 }],
}

/** A lot that begins, for journals that make one. */
export const lot = {
  id: 'lot-secret',
  accountId: 'W-secret',
  instrument: 'free',
  fundId: 'pot-1',
  issuedYen: 700,
  validUntilAt: 1_800_000_000_000,
  rule: { municipalities: ['072028'] },
}

export const salt = 'AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE='
