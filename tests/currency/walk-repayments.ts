import { repaymentService } from '../../api/currency/service-repayments.ts'
import { japanDay } from '../../api/platform/clock.ts'
import { newId } from '../../api/platform/ids.ts'
import { ModelRepayments } from './model-repayments.ts'
import { oneOf, same, told } from './walk-world.ts'
import type { Acts, World } from './walk-world.ts'

/** What was issued in the period before: a fifth of it may be repaid in small amounts. */
const issuedBeforeYen = 200
const idIn = (answer: unknown, name: string): string => (answer as Record<string, string>)[name]!

/** Paid money that goes back to its holder as money. */
export function repaymentActs(
  world: World,
  limits: { readonly walletYenMax: number },
): Acts<'ask_repayment' | 'hand_out' | 'decline_repayment'> {
  const { books, model, wallets, send, corrections, journals } = world
  const [name, { clock }] = [newId(), books]
  /** A period of this world's own: others on the same books have theirs. */
  const periodOf = (at: number): string => `${japanDay(at).slice(0, 7)} ${name}`
  const basePeriods = {
    periodAt: async (at: number) => ({ period: periodOf(at), issuedBeforeYen, unusedBeforeYen: 0 }),
  }
  const repayments = repaymentService({ ...books.parts, basePeriods, hasCards: false })
  const { issuedPercentMax } = books.parts.settings.repayment
  const capYen = (issuedBeforeYen * issuedPercentMax) / 100
  const known = new ModelRepayments(model, { walletYenMax: limits.walletYenMax, capYen })
  const asked: { requestId: string; walletId: string; yen: number }[] = []
  const when = () => ({ at: clock.at, period: periodOf(clock.at) })

  return {
    ask_repayment: async (step) => {
      const walletId = oneOf(wallets, step.wallet)!
      const { reason, amount: yen } = step
      const seen = await send((key, more) => repayments.ask({ walletId, reason, amountYen: yen + more, key }))
      const requestId = seen.ok ? idIn(seen.value.answer, 'requestId') : ''
      same(told(seen), known.ask(requestId, { wallet: walletId, reason, yen }, when()))
      if (seen.ok) asked.push({ requestId, walletId, yen })
    },
    hand_out: async (step) => {
      const one = oneOf(asked, step.request)
      if (one === undefined) return
      const { requestId, walletId, yen } = one
      const seen = await send(
        (key, more) =>
          repayments.grant({ requestId: more === 0 ? requestId : 'another', decidedBy: 'officer', key }),
        'requestId',
      )
      same(told(seen), known.grant(requestId, when()))
      if (!seen.ok) return
      const id = idIn(seen.value.answer, 'repaymentId')
      journals.push(id)
      corrections.moved(id, { from: walletId, yen })
    },
    decline_repayment: async (step) => {
      const one = oneOf(asked, step.request)
      if (one === undefined) return
      const { requestId } = one
      const seen = await send(
        (key, more) =>
          repayments.decline({ requestId: more === 0 ? requestId : 'another', decidedBy: 'officer', key }),
        'requestId',
      )
      same(told(seen), known.decline(requestId))
    },
  }
}
