import type { Asked, Purse } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice' | 'town'> & {
  readonly post: (what: string, path: string, asked: Asked) => Promise<unknown>
  readonly purseOf: () => Purse | undefined
  readonly amount: (most: number) => number
}

/** What visitors who leave ask to have back, and what the office does about it. */
export function repaymentActs({ dice, town, post, purseOf, amount }: Tools) {
  const requests: string[] = []
  const decide = async (how: 'granting' | 'declining'): Promise<void> => {
    const requestId = dice.pick(requests.slice(-3))
    if (requestId === undefined) return
    await post(how, `/repayments/${requestId}/${how}`, { cookie: town.approver })
  }
  return {
    'ask for money back': async () => {
      const purse = purseOf()
      if (purse === undefined) return
      const reason = dice.chance(0.7) ? 'leaving_japan' : 'small_amount'
      await post('ask-back', '/repayments', {
        body: { reason, amountYen: amount(400) },
        cookie: purse.cookie,
        learn: ({ requestId }: { requestId: string }) => requests.push(requestId),
      })
    },
    'hand money back': () => decide('granting'),
    'decline to hand it back': () => decide('declining'),
  }
}
