/** The door of identity for the roots and other domains. */
export type { HeldRole, Operation, Role } from './authorisation.ts'
export {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationShopPeople,
  demonstrationStaff,
  shownLogIns,
  type DemonstrationPerson,
} from './demonstration-people.ts'
export type { IdentityRefusal } from './errors.ts'
export { works, type LentTown, type SecondmentState, type Work } from './acting-for.ts'
export { institutionStaffService, type InstitutionStaff } from './institution-staff-service.ts'
export { createGuard, type GuardParts, type HubGuard } from './guard.ts'
export type {
  MembershipPort,
  Officer,
  OfficerDirectory,
  People,
  SecondmentPort,
  SessionPort,
  SignedIn,
  TillPort,
  WalletPort,
  WalletReopening,
} from './ports.ts'
export { identityService, type AddedUser, type Identity } from './service.ts'
export { walletPasskeyService, type WalletPasskeys } from './wallet-passkey-service.ts'
