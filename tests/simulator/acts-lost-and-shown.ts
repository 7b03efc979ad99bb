import { codeOf } from './clients.ts'
import type { Asked, Named, Purse } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice' | 'town'> & {
  readonly post: (what: string, path: string, asked: Asked) => Promise<unknown>
  readonly purseOf: () => Purse | undefined
  readonly amount: (most: number) => number
  readonly payments: Named[]
}

/** What holders do with a phone at the till, and without one. */
export function lostAndShownActs({ dice, town, post, purseOf, amount, payments }: Tools) {
  const stopped: Purse[] = []
  return {
    'pay by a shown code': async () => {
      const [purse, shop] = [purseOf(), dice.below(town.shops.length)]
      if (purse === undefined) return
      const { merchantId, cookie } = town.shops[shop]!
      let code: string | undefined
      await post('show', '/wallets/me/codes', {
        cookie: purse.cookie,
        // Asked again, another one is made.
        isSecret: true,
        learn: (made: { code: string }) => void (code = made.code),
      })
      if (code === undefined) return
      await post('charge', `/merchants/${merchantId}/charges`, {
        body: { code, amountYen: amount(700) },
        cookie,
        learn: ({ paymentId }: { paymentId: string }) => payments.push({ id: paymentId, shop, purse }),
      })
    },
    'stop a wallet': async () => {
      const purse = purseOf()
      if (purse === undefined) return
      stopped.push(purse)
      await post('stop', '/wallets/me/freezing', { cookie: purse.cookie })
    },
    'let wallets go': async () => {
      for (const { code } of stopped.splice(0))
        await post('let-go', '/wallets/thawing', {
          body: { code },
          // A code that brought the wallet back since then is used up, and names nobody any more.
          same: (first, again) =>
            codeOf(again) === codeOf(first) ||
            ['recovery_code_unknown', 'key_failed_before'].includes(codeOf(again)),
        })
    },
  }
}
