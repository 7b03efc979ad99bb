import { recordIdentity } from '../../api/audit/identity-service.ts'
import type { Signer } from '../../api/audit/note.ts'
import { auditStore } from '../../api/audit/repository.ts'
import { sealService } from '../../api/audit/seal-service.ts'
import { auditSettings } from '../../api/audit/settings.ts'
import type { AuditSettings } from '../../api/audit/settings.ts'
import { newId } from '../../api/platform/ids.ts'
import type { TestBooks } from '../currency/books.ts'

const defaultSecret = 'a secret of thirty-two characters'

/** A process that seals the books of a test. */
export function openSealing(
  { store, clock }: Pick<TestBooks, 'store' | 'clock'>,
  settings: Partial<AuditSettings> = {},
  signer?: () => Promise<Signer>,
  secret = defaultSecret,
) {
  const kept = auditStore(store)
  const identity = recordIdentity({
    store: kept,
    secret,
    address: () => 'https://meguri.example',
    clock,
    ids: { next: newId },
  })
  const sealing = sealService({
    store: kept,
    signer: signer ?? identity.signer,
    clock,
    salt: () => crypto.getRandomValues(new Uint8Array(32)),
    settings: { ...auditSettings, ...settings },
  })
  return { kept, signer: identity.signer, turn: sealing.turn }
}

/** A little of everything that money does: charged, given, paid, given back, settled, paid out. */
export async function moveMoney(books: TestBooks) {
  const [shop, pot] = [await books.openShop(), await books.openPot()]
  const walletId = await books.openWallet(1_000)
  await books.grant(pot, walletId, 300)
  const paid = await books.ledger.pay({ walletId, merchantId: shop.id, amountYen: 700, key: books.key() })
  if (!paid.ok) throw new Error(paid.error.code)
  const { paymentId } = paid.value.answer
  const merchantAccountId = shop.accountId
  await books.ledger.refund({ paymentId, merchantAccountId, amountYen: 450, key: books.key() })
  const settled = await books.ledger.settle({ merchantAccountId, runId: 'run' })
  if (!settled.ok) throw new Error(settled.error.code)
  const settleJournalId = settled.value.answer.journalId
  await books.ledger.payout({ settleJournalId, runId: 'run' })
  return { shop, pot, walletId, paymentId }
}
