import type { Kit } from '../kit.ts'
import { auditTables } from './audit.ts'
import { currencyTables } from './currency.ts'
import { identityTables } from './identity.ts'
import { merchantTables } from './merchants.ts'
import { platformTables } from './platform.ts'
import { railTables } from './rail.ts'
import { visitorTables } from './visitors.ts'

/** Every table of the hub in one dialect. */
export const allTables = (kit: Kit) => ({
  ...platformTables(kit),
  ...identityTables(kit),
  ...currencyTables(kit),
  ...auditTables(kit),
  ...merchantTables(kit),
  ...visitorTables(kit),
  ...railTables(kit),
})

export type Tables = ReturnType<typeof allTables>
