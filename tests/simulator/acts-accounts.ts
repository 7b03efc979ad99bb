import type { Purse } from './acts.ts'
import type { World } from './world.ts'

type Tools = Pick<World, 'dice'> & {
  readonly post: (what: string, path: string, asked: { readonly cookie: string }) => Promise<unknown>
  readonly purses: readonly Purse[]
  readonly reopen: (accountId: string) => Promise<unknown>
}

/** Wallets that are closed, mostly those with nothing in them yet, and opened again. */
export function accountActs({ dice, post, purses, reopen }: Tools) {
  const anyPurse = (): Purse | undefined => dice.pick(dice.chance(0.7) ? purses.slice(-1) : purses)
  return {
    'close a wallet': async () => {
      const purse = anyPurse()
      if (purse !== undefined) await post('close', '/wallets/me/closing', { cookie: purse.cookie })
    },
    'open a wallet again': async () => {
      const purse = anyPurse()
      if (purse !== undefined) await reopen(purse.walletId)
    },
  }
}
