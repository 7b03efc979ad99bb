import pino from 'pino'
import type { Store } from '../../db/store.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { cardRefundService } from '../../api/currency/service-card-refunds.ts'
import { topupStore } from '../../api/currency/topup-repository.ts'
import { assert } from '../../api/platform/assert.ts'
import { ok } from '../../api/platform/result.ts'
import { repaymentsOn } from '../contract/repayment-attempts.ts'
import { openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { moveMoney, openSealing } from './record.ts'

const dayMs = 86_400_000
const { merchantPayments } = demonstrationSettings

type Answered<Answer> = { ok: true; value: { answer: Answer } } | { ok: false; error: { code: string } }

/** The answer of what cannot be refused here. */
const must = <Answer>(asked: Answered<Answer>): Answer => {
  assert(asked.ok, `refused: ${asked.ok ? '' : asked.error.code}`)
  return asked.value.answer
}

type Shop = { readonly id: string; readonly accountId: string }

/** Something in every table of the ledger, sealed and stated: what `verify` reads all of. */
export async function richRecord(store: Store): Promise<void> {
  const books = await openTestBooks(store, {
    ...demonstrationSettings,
    merchantPayments: { ...merchantPayments, allowed: true },
  })
  const sealer = openSealing(books, { statementLeast: 1 })
  const { shop, walletId } = await moveMoney(books)
  await sealer.turn()
  books.clock.at += dayMs
  await books.topUp(walletId, 2_000)
  await holdMoney(books, walletId, shop)
  await sendMoney(books, walletId)
  await spendOtherwise(books, walletId, shop)
  await undo(books)
  await sendToCards(books)
  await stopAndClose(books)
  await charge(books, shop)
  await actForOthers(books, shop)
  await sealer.turn()
  books.clock.at += dayMs
  await sealer.turn()
}

async function holdMoney({ ledger, clock, key }: TestBooks, walletId: string, shop: Shop): Promise<void> {
  const asked = { merchantId: shop.id, merchantAccountId: shop.accountId }
  const place = async () => {
    const wanted = { walletId, merchantId: shop.id, amountYen: 80, endsAt: clock.at + dayMs / 2, key: key() }
    return must(await ledger.hold(wanted)).holdId
  }
  const [captured, voided] = [await place(), await place()]
  await place()
  must(await ledger.capture({ ...asked, holdId: captured, amountYen: 60, key: key() }))
  must(await ledger.voidHold({ ...asked, holdId: voided, key: key() }))
}

async function sendMoney(books: TestBooks, walletId: string): Promise<void> {
  const { ledger, key } = books
  const friend = await books.openWallet()
  const made = await ledger.newAddress({ walletId: friend, key: key() })
  assert(made.ok, 'an address is made')
  must(await ledger.transfer({ walletId, address: made.value, amountYen: 30, key: key() }))
}

async function spendOtherwise(books: TestBooks, walletId: string, shop: Shop): Promise<void> {
  const { ledger, key } = books
  const words = { ja: '屋根', en: 'The roof' }
  const cause = await ledger.registerCause({
    merchantId: shop.id,
    name: words,
    purpose: words,
    registeredBy: 'officer',
    key: key(),
  })
  assert(cause.ok, 'a cause is registered')
  must(await ledger.donate({ walletId, causeId: cause.value.causeId, amountYen: 40, key: key() }))
  const bought = {
    buyerId: shop.id,
    buyerAccountId: shop.accountId,
    sellerId: (await books.openShop()).id,
    amountYen: 20,
    purchaseReference: 'INV-1',
    key: key(),
  }
  must(await ledger.purchase(bought))
  const period = { period: '2027-03-31', issuedBeforeYen: 0, unusedBeforeYen: 0 }
  const repayments = repaymentsOn(books, period)
  const asked = { walletId, reason: 'leaving_japan' as const, amountYen: 50, key: key() }
  const { requestId } = must(await repayments.ask(asked))
  must(await repayments.grant({ requestId, decidedBy: 'officer', key: key() }))
}

/** Shops give back to cards: one card took it, one did not; and a holder who leaves has some back on one. */
async function sendToCards(books: TestBooks): Promise<void> {
  const { ledger, parts, clock, key } = books
  const [walletId, shop, topups] = [await books.openWallet(), await books.openShop(), topupStore(books.store)]
  const limits = { dayLimitYen: 5_000, monthLimitYen: 5_000, walletLimitYen: 5_000 }
  const topup = { id: 'by-card', walletId, amountYen: 900, method: 'card' as const, createdAt: clock.at }
  await topups.commit(topups.openWrites({ ...topup, ...limits, key: key() }))
  const charge = { id: topup.id, sessionId: 'page', paymentId: 'charge', at: clock.at }
  must(
    await ledger.topUp({
      key: { scope: 'topup', key: topup.id },
      walletId,
      amountYen: topup.amountYen,
      alongside: ({ journalId }) => topups.creditWrites({ ...charge, journalId }),
    }),
  )
  const { paymentId } = must(await ledger.pay({ walletId, merchantId: shop.id, amountYen: 500, key: key() }))
  const refunds = cardRefundService({
    ...parts,
    ledger,
    log: pino({ level: 'silent' }),
    basePeriods: { periodAt: async () => ({ period: '2027-03-31', issuedBeforeYen: 0, unusedBeforeYen: 0 }) },
    processor: { giveBackPart: async () => ok({ state: 'done', askedUntil: null }) },
  })
  const give = async (amountYen: number) => {
    const command = {
      paymentId,
      merchantAccountId: shop.accountId,
      amountYen,
      reason: 'leaving_japan' as const,
    }
    return must(await refunds.give({ ...command, key: key() })).toCard.parts[0]!.cardRefundId
  }
  const back = await give(70)
  must(await ledger.returnCardRefund({ cardRefundId: back, reason: 'failed' }))
  await give(80)
  const repayments = repaymentsOn(books, { period: '2027-03-31', issuedBeforeYen: 0, unusedBeforeYen: 0 })
  const rest = { walletId, reason: 'leaving_japan' as const, amountYen: 60, way: 'card' as const, key: key() }
  const { requestId } = must(await repayments.ask(rest))
  must(await repayments.grant({ requestId, decidedBy: 'officer', key: key() }))
  await refunds.sendOpen()
}

async function undo(books: TestBooks): Promise<void> {
  const { ledger, key } = books
  const walletId = await books.openWallet()
  const topUp = async () => must(await books.topUp(walletId, 500)).journalId
  const [corrected, disputed, lost] = [await topUp(), await topUp(), await topUp()]
  must(
    await ledger.adjust({
      key: { scope: 'test', key: key() },
      journalId: corrected,
      direction: 'take',
      amountYen: 5,
      approvedHash: 'a'.repeat(64),
    }),
  )
  must(await ledger.openDispute({ disputeId: 'open', topUpJournalId: disputed }))
  must(await ledger.openDispute({ disputeId: 'lost', topUpJournalId: lost }))
  must(await ledger.closeDispute({ disputeId: 'lost', how: 'lost' }))
}

async function stopAndClose(books: TestBooks): Promise<void> {
  const { ledger, key } = books
  const [stopped, letGo, closed] = [
    await books.openWallet(),
    await books.openWallet(),
    await books.openWallet(),
  ]
  const by = { by: 'staff' as const, changedBy: 'officer', reason: 'lost' }
  for (const walletId of [stopped, letGo]) must(await ledger.freezeWallet({ ...by, walletId, key: key() }))
  must(await ledger.thawWallet({ ...by, walletId: letGo, key: key() }))
  must(await ledger.closeAccount({ accountId: closed, changedBy: 'holder', reason: 'over', key: key() }))
}

async function charge(books: TestBooks, shop: Shop): Promise<void> {
  const { ledger, devices, key } = books
  const walletId = await books.openWallet(100)
  const [device] = await devices.devicesOf(walletId)
  const whose = { merchantId: shop.id, merchantAccountId: shop.accountId }
  for (const amountYen of [30, 500]) {
    await ledger.giveOfflineKey({ walletId, deviceId: device!.deviceId })
    const shown = await ledger.showCode({ walletId, deviceId: device!.deviceId })
    assert(shown.ok, 'a code is shown')
    await ledger.charge({ ...whose, code: shown.value.code, amountYen, key: key() })
  }
  const { merchantId, merchantAccountId } = whose
  const seen = { code: `${merchantId} 20 until ${books.clock.at} sale Tpaid` }
  must(
    await ledger.pay({
      walletId,
      merchantId,
      amountYen: 20,
      codeKind: 'sale',
      seen,
      deviceAddedAt: 0,
      key: key(),
    }),
  )
  await ledger.withdrawSale({ merchantAccountId, reference: 'Twithdrawn', withdrawnBy: 'owner' })
}

/** Somebody without a phone, for whom two phones of the family pay; one of them does so no more. */
async function actForOthers(books: TestBooks, shop: Shop): Promise<void> {
  const { proxies, devices, key } = books
  const phone = async () => {
    const walletId = await books.openWallet()
    return { walletId, deviceId: (await devices.devicesOf(walletId))[0]!.deviceId }
  }
  const [first, second] = [await phone(), await phone()]
  const terms = { relation: 'child' as const, paymentYenMax: 500, dayYenMax: 900 }
  const opened = await proxies.openForOwner(first, key(), terms)
  assert(opened.ok, 'a wallet is opened for its owner')
  const whose = await proxies.walletOfCode(opened.value.recoveryCode)
  assert(whose.ok, 'the code is of the wallet')
  await books.topUp(whose.value, 1_000)
  const invited = await proxies.invite(
    { walletId: whose.value, by: 'code', key: key() },
    { ...terms, endsOn: '2099-03-31' },
  )
  assert(invited.ok, 'another one is invited')
  const accepted = await proxies.accept(second, invited.value.code)
  assert(accepted.ok, 'another one is let in')
  const asked = { merchantId: shop.id, codeKind: 'printed' as const }
  for (const [by, proxyId, amountYen] of [
    [first, opened.value.proxyId, 70],
    [first, opened.value.proxyId, 30],
    [second, accepted.value.proxyId, 20],
  ] as const)
    must(await proxies.pay(by, { ...asked, proxyId, amountYen, key: key() }))
  await proxies.giveUp(accepted.value.proxyId, second)
}
