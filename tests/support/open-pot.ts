import type { NewPot } from '../../api/currency/index.ts'
import type { Ledger } from '../../api/currency/service.ts'
import { potOpeningService, type PotOpenings } from '../../api/office/index.ts'
import { potOpeningStore } from '../../api/office/repository-pot-openings.ts'
import { settlementStore } from '../../api/office/repository.ts'
import type { Clock } from '../../api/platform/clock.ts'
import { newId } from '../../api/platform/ids.ts'
import type { Store } from '../../db/store.ts'

/** Opening pots over a ledger whose shops and towns are the test's own. */
export const openingsOn = (
  store: Store,
  { ledger, clock }: { readonly ledger: Pick<Ledger, 'openPot'>; readonly clock: Clock },
): PotOpenings => {
  const shop = async (id: string) => ({
    id,
    code: id,
    status: 'approved',
    closedAt: null,
    nameJa: '店',
    nameEn: 'Shop',
  })
  return potOpeningService({
    store: potOpeningStore(store),
    pots: settlementStore(store).pots,
    ledger,
    shops: { find: shop, findByCode: shop },
    isTown: () => true,
    clock,
    requestValidMs: 7 * 86_400_000,
  })
}

/** Opens a pot as two people of the office do: one asks for it, another lets it go. */
export async function openPot(potOpenings: Pick<PotOpenings, 'ask' | 'approve'>, pot: NewPot): Promise<void> {
  const { id: potId, municipality, nameJa, nameEn, validDays, lastDay = null, endOf = null, rule } = pot
  const asked = { potId, municipality, nameJa, nameEn, validDays, lastDay, endOf, rule, reason: '試し' }
  const waiting = await potOpenings.ask(asked, { requestedBy: 'officer', key: newId() })
  if (!waiting.ok) throw new Error(JSON.stringify(waiting.error))
  const { id, payloadHash } = waiting.value
  const opened = await potOpenings.approve({ id, payloadHash, decidedBy: 'another officer', reason: '' })
  if (!opened.ok) throw new Error(JSON.stringify(opened.error))
}
