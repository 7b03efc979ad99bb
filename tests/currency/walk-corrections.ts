import { adjustmentService, defaultAdjustmentSettings } from '../../api/office/index.ts'
import { adjustmentStore } from '../../api/office/repository-adjustments.ts'
import { oneOf, same, told } from './walk-world.ts'
import type { Acts, World } from './walk-world.ts'

/** Corrections, which one person of the office proposes and another lets go. */
export function correctionActs(world: World): Acts<'correct'> {
  const { books, corrections, journals } = world
  const office = adjustmentService({
    store: adjustmentStore(books.store),
    ledger: books.ledger,
    clock: books.clock,
    settings: defaultAdjustmentSettings,
  })
  const made = async (asked: Parameters<typeof office.ask>[0], decidedBy: string) => {
    const proposed = await office.ask(asked, { requestedBy: 'first', key: books.key() })
    if (!proposed.ok) return proposed
    const { id, payloadHash } = proposed.value
    const decision = { id, decidedBy, payloadHash, reason: 'seen' }
    const done = await office.approve(decision)
    // Pressed twice, it is one correction.
    if (done.ok) same(told(await office.approve(decision)), 'ok')
    return done
  }
  return {
    correct: async (step) => {
      const journalId = oneOf(journals, step.journal)
      if (journalId === undefined) return
      const { direction, amount: yen, isByTwo } = step
      const asked = { journalId, direction, amountYen: yen, reason: 'entered wrongly' }
      const seen = await world.unless(() => made(asked, isByTwo ? 'second' : 'first'))
      const code = !seen.ok && seen.error.code === 'adjustment_refused' ? seen.error.ledgerCode : told(seen)
      const rows = await books.store.raw(
        `select journal_id from adjustments where corrects_id = '${journalId}'`,
      )
      const id = rows.map((row) => String(row['journal_id'])).find((one) => !journals.includes(one)) ?? ''
      const correction = { id, journal: journalId, direction, yen, at: books.clock.at }
      same(code, corrections.correct(correction, isByTwo))
      if (seen.ok) journals.push(id)
    },
  }
}
