import { clerkService, tillStaff } from './merchants/index.ts'
import { pinHashBetterAuth } from './merchants/pin-hash-better-auth.ts'
import { clerkStore } from './merchants/repository-clerks.ts'
import type { HubParts } from './services.ts'

/** Clerks and tills of shops: who may come to one, and who did what there. */
export function composeClerks({
  store,
  clock,
  ids,
  secret,
}: Pick<HubParts, 'store' | 'clock' | 'ids' | 'secret'>) {
  const kept = clerkStore(store)
  return {
    clerks: clerkService({ store: kept, pins: pinHashBetterAuth(secret), clock, ids }),
    staff: tillStaff(kept),
  }
}
