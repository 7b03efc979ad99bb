import type { Result } from '../platform/result.ts'
import type { OfficeRefusal } from './errors.ts'
import type { Office, SettlementReport } from './service.ts'

/**
 * The operators' command: looks and approves in one go. Takings until the end of the last closed day, or until
 * `cutOffAt` (epoch ms). A day that was settled before answers with that settlement. Refuses what `approveSettlement` refuses.
 */
export async function runSettlement(
  office: Office,
  run: { approvedBy: string; cutOffAt?: number; onProgress?: (done: number, of: number) => void },
): Promise<Result<SettlementReport, OfficeRefusal>> {
  const shown = await office.previewSettlement(run.cutOffAt)
  // A second run of the same day finds nothing to do but what an interrupted first one left.
  if (!shown.ok && shown.error.code === 'settled_before')
    return office.resumeSettlement(shown.error.settlementId)
  if (!shown.ok) return shown
  const { plan, planHash } = shown.value
  const { approvedBy, onProgress } = run
  return office.approveSettlement({
    cutOffAt: plan.cutOffAt,
    planHash,
    approvedBy,
    ...(onProgress === undefined ? {} : { onProgress }),
  })
}
