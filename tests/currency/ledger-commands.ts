import fc from 'fast-check'

/** How large the small world is that commands are drawn for. */
export const walletCount = 3
export const shopCount = 2
const potCount = 2

const amount = fc.integer({ min: 0, max: 60 })
const wallet = fc.nat({ max: walletCount - 1 })
const shop = fc.nat({ max: shopCount - 1 })
/** The wallets, and the shops behind them. */
const account = fc.nat({ max: walletCount + shopCount - 1 })
const pot = fc.nat({ max: potCount - 1 })

export const command = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('top_up' as const), wallet, amount }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('grant' as const), wallet, pot, amount }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('issue' as const), pot, amount }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('pay' as const), wallet, shop, amount }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('refund' as const), payment: fc.nat({ max: 30 }), amount }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('hold' as const),
      wallet,
      shop,
      amount,
      hours: fc.integer({ min: 0, max: 240 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('capture' as const), hold: fc.nat({ max: 30 }), amount }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), hold: fc.nat({ max: 30 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('transfer' as const), wallet, friend: wallet, amount }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('donate' as const), wallet, shop, amount }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('purchase' as const),
      shop,
      seller: shop,
      reference: fc.nat({ max: 12 }),
      amount,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('close' as const), account }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('reopen' as const), account }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sweep' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('void_top_up' as const), topUp: fc.nat({ max: 30 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('dispute' as const), topUp: fc.nat({ max: 30 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end_dispute' as const),
      dispute: fc.nat({ max: 30 }),
      how: fc.constantFrom('won' as const, 'lost' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settle' as const), shop }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('return_payout' as const), payout: fc.nat({ max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 190 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('again' as const),
      past: fc.nat({ max: 30 }),
      altered: fc.boolean(),
    }),
  },
)

export type Command = typeof command extends fc.Arbitrary<infer C> ? C : never
