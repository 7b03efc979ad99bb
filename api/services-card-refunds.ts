import { cardRefundService, repaymentService } from './currency/index.ts'
import type { CardRefundParts } from './currency/service-card-refunds.ts'
import type { Job } from './platform/jobs.ts'

/** What goes back to holders, at a counter or to cards, and the job that asks the card company until each has its end. */
export function composeCardRefunds(parts: CardRefundParts) {
  const cardRefunds = cardRefundService(parts)
  const repayments = repaymentService({ ...parts, hasCards: parts.processor !== undefined })
  const jobs: Job[] = [{ name: 'card-refunds', everyMs: 2_000, run: cardRefunds.sendOpen }]
  return { cardRefunds, repayments, jobs }
}
