import type { Region } from './region.ts'

/** Pays a shop out what was taken until the last closing, or until now. */
export async function payOut(region: Region, now = false) {
  const shown = await region.office.previewSettlement(now ? region.clock.now() : undefined)
  if (!shown.ok) throw new Error(shown.error.code)
  const { plan, planHash } = shown.value
  const approval = { cutOffAt: plan.cutOffAt, planHash, approvedBy: 'approver' }
  const run = await region.office.approveSettlement(approval)
  if (!run.ok) throw new Error(run.error.code)
  return run.value
}
