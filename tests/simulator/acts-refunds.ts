import type { Asked, Named, Topup } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice' | 'company'> & {
  readonly post: (what: string, path: string, asked: Asked) => Promise<unknown>
  readonly shopOf: (place: number) => { readonly cookie: string }
  readonly payments: readonly Named[]
  readonly topups: readonly Topup[]
  readonly amount: (most: number) => number
  readonly turn: (job: string) => Promise<void>
}

/** What shops give back: into the wallet, or to the card that it came from. */
export function refundActs({ dice, company, post, shopOf, payments, topups, amount, turn }: Tools) {
  const bodyOf = (paid: Named) => ({
    paymentId: paid.id,
    ...(dice.chance(0.2) ? {} : { amountYen: amount(300) }),
  })
  const toCard = async (): Promise<Named | undefined> => {
    const paid = dice.pick(payments.slice(-6))
    if (paid === undefined) return undefined
    const body = { ...bodyOf(paid), reason: 'leaving_japan' }
    await post('refund-to-card', '/card-refunds', { body, cookie: shopOf(paid.shop).cookie })
    return paid
  }
  return {
    refund: async () => {
      const paid = dice.pick(payments)
      if (paid === undefined) return
      await post('refund', '/refunds', { body: bodyOf(paid), cookie: shopOf(paid.shop).cookie })
    },
    'give back to a card': toCard,
    'a card does not take it': async () => {
      const paid = await toCard()
      // A disputed charge is given back by nobody but the card company.
      for (const { purse, payUrl } of topups) if (purse === paid?.purse) await company.dispute(payUrl)
      await turn('card-refunds')
    },
    'job card-refunds': () => turn('card-refunds'),
  }
}
