import { oneOf, same, told } from './walk-world.ts'
import type { Acts, World } from './walk-world.ts'

/** Wallets whose phone was lost are stopped, and let go. */
export function stopActs({ books, wallets, model, send }: World): Acts<'stop' | 'let_go'> {
  const changed = (by: 'device' | 'code' | 'staff') => ({ by, changedBy: by === 'code' ? null : `a ${by}` })
  const reasonOf = (more: number) => (more === 0 ? 'lost' : 'another reason')
  return {
    stop: async (step) => {
      const walletId = oneOf(wallets, step.wallet)!
      const seen = await send(
        (key, more) =>
          books.ledger.freezeWallet({ walletId, ...changed(step.by), reason: reasonOf(more), key }),
        'reason',
      )
      same(told(seen), model.doors.stop(walletId, step.by))
    },
    let_go: async (step) => {
      const walletId = oneOf(wallets, step.wallet)!
      const seen = await send(
        (key, more) =>
          books.ledger.thawWallet({ walletId, ...changed(step.by), reason: reasonOf(more), key }),
        'reason',
      )
      same(told(seen), model.doors.letGo(walletId, step.by))
    },
  }
}
