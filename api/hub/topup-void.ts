import { openHub } from '../open-hub.ts'
import { readOptions, say, UsageFault, type Command } from './command.ts'

export const topupVoid: Command = {
  summary: 'undoes a top-up that is still whole: out of the wallet, back the way it came',
  help: `npm run hub -- topup void --id TOPUP --reason TEXT

For a charge that failed or was wrong. Nothing happens when a part of it was spent, is held or has ended. TEXT stands in
the books. When the card company cannot be reached, run the same again: what was done is not done twice.`,
  run: async (words) => {
    const { id, reason } = readOptions(words, { id: { type: 'string' }, reason: { type: 'string' } })
    if (id === undefined) throw new UsageFault('Say which top-up: --id TOPUP')
    if (reason === undefined || reason.trim() === '') throw new UsageFault('Say why: --reason TEXT')
    const { hub, store } = await openHub(process.env)
    try {
      const done = await hub.voids.voidTopup({ topupId: id, reason: reason.trim() })
      say(
        done.ok
          ? `Voided: ${done.value.amountYen} yen left the wallet and go back the way they came; who paid cash is asked by mail for a bank account.`
          : `Not voided: ${done.error.code}`,
      )
      return done.ok ? 0 : 1
    } finally {
      await store.close()
    }
  },
}
