/** The door of the audit: the sealed record of the books. */
export { auditService } from './service.ts'
export type { Audit } from './service.ts'
export { recordIdentity } from './identity-service.ts'
export { sealService } from './seal-service.ts'
export { auditSettings } from './settings.ts'
export { verifyRecord } from './record-verify.ts'
