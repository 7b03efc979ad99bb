import type { Topup } from './acts.ts'
import type { World } from './world.ts'

/** What payers do who have no card: cash at a store, or PayPay. A card's page is left alone: nothing on it fits. */
export function storeActs({ dice, company, tell }: World, topups: readonly Topup[]) {
  return {
    'go to a store, or to PayPay': async () => {
      const topup = dice.pick(topups.slice(-4))
      if (topup === undefined) return
      await company.order(topup.payUrl)
      const act = dice.chance(0.8) ? 'pay' : 'end'
      const said = dice.chance(0.8) ? await company.atStore(topup.payUrl, act) : undefined
      tell(`store or PayPay for ${topup.id.slice(-6)} → ${said?.status ?? 'later'}`)
    },
  }
}
