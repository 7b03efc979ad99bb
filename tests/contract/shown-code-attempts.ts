import { hashOfShownCode } from '../../api/currency/shown-code.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import { noon } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'
import { postgresql, sqlites } from './hold-attempts.ts'
import type { Attempt, Facts } from './hold-attempts.ts'

/** Codes of one payer, and payments of theirs that nobody closed: `charging`, and `late`, made when codes have ended. */
export type ShownFacts = {
  readonly payerId: string
  readonly deviceId: string
  readonly freshHash: string
  readonly usedHash: string
  /** Made with the used code. */
  readonly chargeId: string
  /** A payment of the payer that was closed without a code. */
  readonly paidId: string
  /** A code that somebody else shows. */
  readonly otherHash: string
  readonly otherDeviceId: string
}

const endsAt = noon + demonstrationSettings.shownCodeSeconds * 1_000

const shows = (
  { shown }: Facts,
  told: { hash?: string; walletId?: string; deviceId?: string; ends?: number },
) => {
  const { hash = 'new', walletId = shown.payerId, deviceId = shown.deviceId, ends = endsAt } = told
  return `insert into shown_codes (code_hash, wallet_id, device_id, ends_at, created_at) values ('${hash}', '${walletId}', '${deviceId}', ${ends}, ${noon})`
}
const uses = ({ shown }: Facts, told: { hash?: string; journalId?: string; at?: number }) => {
  const { hash = shown.freshHash, journalId = 'charging', at = noon } = told
  return `insert into shown_code_uses (code_hash, journal_id, created_at) values ('${hash}', '${journalId}', ${at})`
}

/** What may be tried on the codes that holders show. */
export const shownCodeAttempts: readonly Attempt[] = [
  {
    what: 'showing a code of a wallet with a device of another',
    sql: (f) => shows(f, { deviceId: f.shown.otherDeviceId }),
  },
  {
    what: 'giving a device a key to codes of another’s wallet',
    sql: ({ shown }) =>
      `insert into offline_keys values ('new', '${shown.payerId}', '${shown.otherDeviceId}', ${endsAt}, ${noon})`,
  },
  {
    what: 'giving a key that ended before it began',
    sql: ({ shown }) =>
      `insert into offline_keys values ('new', '${shown.payerId}', '${shown.deviceId}', ${noon}, ${noon})`,
  },
  { what: 'letting a key to codes last longer', sql: () => 'update offline_keys set ends_at = ends_at + 1' },
  { what: 'taking a key to codes away', sql: () => 'delete from offline_keys' },
  { what: 'showing a code that ended before it began', sql: (f) => shows(f, { ends: noon }) },
  { what: 'showing a code again', sql: (f) => shows(f, { hash: f.shown.usedHash }) },
  { what: 'using a code twice', sql: (f) => uses(f, { hash: f.shown.usedHash }) },
  { what: 'using a code that nobody shows', sql: (f) => uses(f, { hash: 'none' }) },
  { what: 'using a code for another’s payment', sql: (f) => uses(f, { hash: f.shown.otherHash }) },
  { what: 'using a code for a payment of long ago', sql: (f) => uses(f, { journalId: f.shown.paidId }) },
  { what: 'using a second code for a payment', sql: (f) => uses(f, { journalId: f.shown.chargeId }) },
  { what: 'using a code for what is no payment', sql: (f) => uses(f, { journalId: 'open' }) },
  {
    what: 'using a code after its end, by a millisecond',
    sql: (f) => uses(f, { journalId: 'late', at: endsAt + 1 }),
  },
  {
    what: 'using a code at another instant than that of its payment',
    sql: (f) => uses(f, { journalId: 'late', at: endsAt }),
  },
  {
    what: 'counting a declined charge out of its turn',
    sql: (f) => `insert into shown_code_declines values ('${f.shown.freshHash}', 3, ${noon})`,
  },
  {
    what: 'counting a declined charge of a code that nobody shows',
    sql: () => `insert into shown_code_declines values ('none', 1, ${noon})`,
  },
  { what: 'forgetting a declined charge', sql: () => 'delete from shown_code_declines' },
  { what: 'counting a declined charge as another', sql: () => 'update shown_code_declines set number = 9' },
  { what: 'letting a code last longer', sql: () => 'update shown_codes set ends_at = ends_at + 1' },
  { what: 'giving a use another payment', sql: () => `update shown_code_uses set journal_id = 'charging'` },
  { what: 'making a used code good again', sql: () => 'delete from shown_code_uses' },
  { what: 'removing a code', sql: (f) => `delete from shown_codes where code_hash = '${f.shown.freshHash}'` },
  { what: 'emptying the uses of codes', sql: () => 'truncate shown_code_uses', only: postgresql },
  {
    what: 'writing over a use of a code through its payment',
    sql: (f) => uses(f, { journalId: f.shown.chargeId }).replace('insert', 'insert or replace'),
    only: sqlites,
  },
]

/** Somebody who pays 5 yen by a code and 5 without, shows another, and is not the only one who does. */
export async function openShownCodes(books: TestBooks, shopId: string): Promise<ShownFacts> {
  const [payerId, otherId] = [await books.openWallet(100), await books.openWallet()]
  const { accountId } = books.shops.get(shopId)!
  const deviceOf = async (walletId: string) => (await books.devices.devicesOf(walletId))[0]!.deviceId
  const [deviceId, otherDeviceId] = [await deviceOf(payerId), await deviceOf(otherId)]
  const show = async (by: { walletId: string; deviceId: string }): Promise<string> => {
    const made = await books.ledger.showCode(by)
    if (!made.ok) throw new Error(made.error.code)
    return made.value.code
  }
  const payer = { walletId: payerId, deviceId }
  await books.ledger.giveOfflineKey(payer)
  const [used, fresh] = [await show(payer), await show(payer)]
  const other = await show({ walletId: otherId, deviceId: otherDeviceId })
  const charged = await books.ledger.charge({
    merchantId: shopId,
    merchantAccountId: accountId,
    code: used,
    amountYen: 5,
    key: books.key(),
  })
  const declined = await books.ledger.charge({
    merchantId: shopId,
    merchantAccountId: accountId,
    code: fresh,
    amountYen: 99,
    key: books.key(),
  })
  if (declined.ok || declined.error.code !== 'shown_code_declined') throw new Error('there is not so much')
  const paid = await books.ledger.pay({
    walletId: payerId,
    merchantId: shopId,
    amountYen: 5,
    key: books.key(),
  })
  if (!charged.ok || !paid.ok) throw new Error('both are paid')
  for (const [id, at] of [
    ['charging', noon],
    ['late', endsAt + 1],
  ] as const) {
    await books.store.raw(
      `insert into journals (id, kind, scope, key, body, created_at, parent_id) values ('${id}', 'pay', 'raw', '${id}', '{}', ${at}, null)`,
    )
    await books.store.raw(
      `insert into payments (journal_id, wallet_id, merchant_account_id, amount_yen, refunded_yen, created_at) values ('${id}', '${payerId}', '${accountId}', 20, 0, ${at})`,
    )
  }
  return {
    payerId,
    deviceId,
    otherDeviceId,
    freshHash: hashOfShownCode(fresh)!,
    usedHash: hashOfShownCode(used)!,
    otherHash: hashOfShownCode(other)!,
    chargeId: charged.value.answer.paymentId,
    paidId: paid.value.answer.paymentId,
  }
}
