export { operations, grantOf, roles, type HeldRole, type Operation, type Role } from './authorisation.ts'
export { createGuard, type GuardParts, type HubGuard } from './guard.ts'
export type { MembershipPort, SessionPort, SignedIn, WalletPort } from './ports.ts'
