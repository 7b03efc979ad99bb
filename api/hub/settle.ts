import { runSettlement } from '../office/index.ts'
import { openHub } from '../open-hub.ts'
import { readOptions, say, showProgress, UsageFault, type Command } from './command.ts'

export const settle: Command = {
  summary: "turns merchants' balances into payouts of the next bank day",
  help: `npm run hub -- settle --by NAME

Takings until the end of the last closed day become payouts; the bank file is then in the office. NAME stands in the
record as who approved it. A day that was settled before answers with that settlement; an interrupted run is finished.`,
  run: async (words) => {
    const { by } = readOptions(words, { by: { type: 'string' } })
    if (by === undefined || by.trim() === '') throw new UsageFault('Say who approves: --by NAME')
    const { hub, store } = await openHub(process.env)
    try {
      const done = await runSettlement(hub.office, {
        approvedBy: `operator:${by.trim()}`,
        onProgress: (paid, of) => showProgress('payout', paid, of),
      })
      if (!done.ok) {
        say(`Not settled: ${done.error.code}`)
        return 1
      }
      const { settlement, payouts, sentYen } = done.value
      say(`Settlement ${settlement.id}: ${payouts.length} payouts, ${sentYen} yen, on ${settlement.payDay}`)
      return 0
    } finally {
      await store.close()
    }
  },
}
