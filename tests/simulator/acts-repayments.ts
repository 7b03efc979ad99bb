import type { Asked, Purse, Topup } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice' | 'town' | 'company'> & {
  readonly post: (what: string, path: string, asked: Asked) => Promise<unknown>
  readonly purseOf: () => Purse | undefined
  readonly topups: readonly Topup[]
  readonly turn: (job: string) => Promise<void>
  readonly amount: (most: number) => number
}

/** What visitors who leave ask to have back, and what the office does about it. */
export function repaymentActs({ dice, town, company, post, purseOf, topups, amount, turn }: Tools) {
  const requests: string[] = []
  const ask = (purse: Purse, facts: { readonly reason: string; readonly way?: 'card' }) =>
    post('ask-back', '/repayments', {
      body: { ...facts, amountYen: amount(400) },
      cookie: purse.cookie,
      learn: ({ requestId }: { requestId: string }) => requests.push(requestId),
    })
  const decide = async (how: 'granting' | 'declining'): Promise<void> => {
    const requestId = dice.pick(requests.slice(-3))
    if (requestId === undefined) return
    await post(how, `/repayments/${requestId}/${how}`, { cookie: town.approver })
  }
  return {
    'ask for money back': async () => {
      const purse = purseOf()
      if (purse === undefined) return
      await ask(purse, { reason: dice.chance(0.7) ? 'leaving_japan' : 'small_amount' })
    },
    'ask for it back on the card': async () => {
      // Of somebody who added money, and not long ago: most of it may be there.
      const topup = dice.pick(topups.slice(-4))
      if (topup !== undefined) await ask(topup.purse, { reason: 'leaving_japan', way: 'card' })
    },
    'let it go to a card that does not take it': async () => {
      await decide('granting')
      const topup = dice.pick(topups.slice(-4))
      if (topup !== undefined) await company.dispute(topup.payUrl)
      await turn('card-refunds')
    },
    'hand money back': () => decide('granting'),
    'decline to hand it back': () => decide('declining'),
  }
}
