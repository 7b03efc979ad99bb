import fc from 'fast-check'

/** How large the small world is that commands are drawn for. */
export const walletCount = 3
export const shopCount = 2
const potCount = 2

const amount = fc.integer({ min: 0, max: 60 })
const wallet = fc.nat({ max: walletCount - 1 })
/** Also a wallet of somebody without a phone, once one was opened: counted over all that there are. */
const anyWallet = fc.nat({ max: walletCount + 1 })
const shop = fc.nat({ max: shopCount - 1 })
/** The shops, and the wallets behind them. */
const account = fc.nat({ max: shopCount + walletCount + 1 })
const pot = fc.nat({ max: potCount - 1 })

const number = fc.nat({ max: 30 })
const terms = { paymentYenMax: fc.nat({ max: 55 }), dayYenMax: fc.nat({ max: 75 }) }

export const command = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('top_up' as const), wallet: anyWallet, amount }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('grant' as const), wallet: anyWallet, pot, amount }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('issue' as const), pot, amount }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('pay' as const), wallet, shop, amount }) },
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
  { weight: 4, arbitrary: fc.record({ do: fc.constant('close' as const), account }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('reopen' as const), account }) },
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
    weight: 7,
    arbitrary: fc.record({ do: fc.constant('begin_top_up' as const), wallet: anyWallet, amount }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pay_page' as const), page: number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave_page' as const), page: number }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('show_code' as const), wallet }) },
  {
    weight: 7,
    arbitrary: fc.record({ do: fc.constant('charge' as const), code: fc.nat({ max: 4 }), shop, amount }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('ring_up' as const),
      shop,
      amount,
      hours: fc.integer({ min: 1, max: 48 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('pay_sale' as const),
      sale: fc.nat({ max: 3 }),
      wallet,
      more: fc.constantFrom(0, 0, 0, 0, 0, 0, 1),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('withdraw_sale' as const), sale: fc.nat({ max: 3 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('stop' as const),
      wallet: anyWallet,
      by: fc.constantFrom('device' as const, 'code' as const, 'staff' as const),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('let_go' as const),
      wallet: anyWallet,
      by: fc.constantFrom('code' as const, 'staff' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('ask_repayment' as const),
      wallet: anyWallet,
      amount,
      reason: fc.constantFrom('small_amount' as const, 'moved_away' as const, 'business_ended' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('hand_out' as const), request: number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('decline_repayment' as const), request: number }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('correct' as const),
      journal: number,
      direction: fc.constantFrom('give' as const, 'take' as const),
      amount,
      isByTwo: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('open_for_owner' as const), wallet, ...terms }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('join_proxies' as const), owner: number, wallet, ...terms }),
  },
  {
    weight: 8,
    arbitrary: fc.record({ do: fc.constant('pay_as_proxy' as const), proxy: number, shop, amount }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('end_proxy' as const), proxy: number, bySelf: fc.boolean() }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      hours: fc.oneof(
        { weight: 3, arbitrary: fc.integer({ min: 1, max: 5 }) },
        fc.integer({ min: 1, max: 190 }),
      ),
    }),
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
