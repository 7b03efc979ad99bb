import type { Asked, Purse } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice' | 'town'> & {
  readonly post: (what: string, path: string, asked: Asked) => Promise<unknown>
  readonly purseOf: () => Purse | undefined
  readonly amount: (most: number) => number
}

/** What towns register to give to, and what people give. */
export function causeActs({ dice, town, post, purseOf, amount }: Tools) {
  const causes: string[] = []
  return {
    'register a cause': async () => {
      const { merchantId } = dice.pick(town.shops)!
      const words = { nameJa: '屋根', nameEn: 'The roof', purposeJa: '葺きかえ', purposeEn: 'Thatching' }
      await post('cause', '/causes', {
        body: { merchantId, ...words },
        cookie: town.officer,
        learn: ({ causeId }: { causeId: string }) => causes.push(causeId),
      })
    },
    donate: async () => {
      const [purse, causeId] = [purseOf(), dice.pick(causes.slice(-4))]
      if (purse === undefined || causeId === undefined) return
      await post('donate', '/donations', {
        body: { causeId, amountYen: amount(300) },
        cookie: purse.cookie,
      })
    },
    'end a cause': async () => {
      const causeId = dice.chance(0.3) ? causes.shift() : undefined
      if (causeId === undefined) return
      await post('end-cause', `/causes/${causeId}/end`, { cookie: town.officer })
    },
  }
}
