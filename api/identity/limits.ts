import type { Limit } from '../platform/http/rate-limit.ts'
import type { Operation } from './authorisation.ts'

const minutes = (count: number): number => count * 60_000

/**
 * How often an operation may be tried. Where a secret can be guessed only refusals count, so that an office behind one
 * address signs in as often as it likes; where success fills the database, success counts. Mobile networks and inns put
 * whole towns behind one address: what a visitor does once is generous per address, what a wallet does is counted per
 * wallet, and guesses at one person's password hold up that person there, and nobody else.
 */
export const limits: Partial<Record<Operation, readonly Limit[]>> = {
  'session.open': [
    {
      name: 'sign_in_person',
      by: 'client',
      field: 'email',
      attempts: 10,
      windowMs: minutes(15),
      counts: 'guess',
    },
    { name: 'sign_in', by: 'client', attempts: 100, windowMs: minutes(15), counts: 'guess' },
    { name: 'sign_in_near', by: 'neighbourhood', attempts: 300, windowMs: minutes(15), counts: 'guess' },
    {
      name: 'sign_in_all',
      by: 'everybody',
      attempts: 1_000,
      windowMs: minutes(15),
      counts: 'guess',
      above: 'alarm',
    },
  ],
  // 120 bits cannot be guessed; the limit keeps a typing machine from being a load.
  'wallet.recover': [
    { name: 'recover', by: 'client', attempts: 60, windowMs: minutes(15), counts: 'guess' },
    { name: 'recover_near', by: 'neighbourhood', attempts: 240, windowMs: minutes(15), counts: 'guess' },
    {
      name: 'recover_all',
      by: 'everybody',
      attempts: 500,
      windowMs: minutes(15),
      counts: 'guess',
      above: 'alarm',
    },
  ],
  // A school class behind one address reads a story; a machine that tells of scenes all day is not heard.
  'look.tell': [{ name: 'looks', by: 'client', attempts: 120, windowMs: minutes(1), counts: 'here' }],
  // The same code, guessed at another door.
  'wallet.freeze_by_code': [
    { name: 'freeze', by: 'client', attempts: 60, windowMs: minutes(15), counts: 'guess' },
    { name: 'freeze_near', by: 'neighbourhood', attempts: 240, windowMs: minutes(15), counts: 'guess' },
    {
      name: 'freeze_all',
      by: 'everybody',
      attempts: 500,
      windowMs: minutes(15),
      counts: 'guess',
      above: 'alarm',
    },
  ],
  // The same code once more, at the door of who has no phone.
  'proxy.by_code': [
    { name: 'proxy_code', by: 'client', attempts: 60, windowMs: minutes(15), counts: 'guess' },
    { name: 'proxy_code_near', by: 'neighbourhood', attempts: 240, windowMs: minutes(15), counts: 'guess' },
    {
      name: 'proxy_code_all',
      by: 'everybody',
      attempts: 500,
      windowMs: minutes(15),
      counts: 'guess',
      above: 'alarm',
    },
  ],
  // 60 bits for half an hour: per wallet and per address, so that many wallets at one address guess no faster.
  'proxy.accept': [
    { name: 'proxy_invitation', by: 'wallet', attempts: 20, windowMs: minutes(15), counts: 'guess' },
    { name: 'proxy_invitation_client', by: 'client', attempts: 60, windowMs: minutes(15), counts: 'guess' },
  ],
  // Each is a wallet that stays: a family has a few.
  'proxy.open': [
    { name: 'open_for_owner', by: 'wallet', attempts: 60, windowMs: minutes(60), counts: 'all' },
  ],
  'proxy.pay': [{ name: 'proxy_pay', by: 'wallet', attempts: 100, windowMs: minutes(10), counts: 'refused' }],
  // Each invitation is a row that stays.
  'proxy.manage': [
    { name: 'proxy_manage', by: 'wallet', attempts: 60, windowMs: minutes(60), counts: 'all' },
  ],
  // Ten wrong PINs one after the other lock the clerk; this makes them slow, and who tries one clerk after the other slower.
  'till.enter': [
    {
      name: 'enter_till_clerk',
      by: 'client',
      field: 'clerkId',
      attempts: 5,
      windowMs: minutes(5),
      counts: 'guess',
    },
    { name: 'enter_till', by: 'client', attempts: 20, windowMs: minutes(15), counts: 'guess' },
  ],
  // Each leaves rows that stay.
  'till.manage': [{ name: 'till_manage', by: 'client', attempts: 300, windowMs: minutes(60), counts: 'all' }],
  // Each leaves a row behind until it is used or over.
  'passkey.begin': [
    { name: 'passkey_begin', by: 'client', attempts: 600, windowMs: minutes(60), counts: 'all' },
  ],
  'wallet.link': [{ name: 'link', by: 'wallet', attempts: 60, windowMs: minutes(60), counts: 'all' }],
  'wallet.open': [{ name: 'open_wallet', by: 'client', attempts: 600, windowMs: minutes(60), counts: 'all' }],
  // A payment that is refused may be a guessed code.
  'payment.create': [{ name: 'pay', by: 'wallet', attempts: 100, windowMs: minutes(10), counts: 'refused' }],
  // Each is a row that stays: a till's queue shows a few, a page left open one in two minutes.
  'code.show': [{ name: 'show_code', by: 'wallet', attempts: 200, windowMs: minutes(60), counts: 'all' }],
  // A charge that is refused may be a guessed code, or a hand that tries how much a guest's wallet pays.
  'charge.create': [
    { name: 'charge', by: 'client', attempts: 100, windowMs: minutes(10), counts: 'refused' },
  ],
  'wallet.address': [{ name: 'address', by: 'wallet', attempts: 20, windowMs: minutes(60), counts: 'all' }],
  // A transfer that is refused may be a guessed address.
  'transfer.create': [{ name: 'transfer', by: 'wallet', attempts: 60, windowMs: minutes(60), counts: 'all' }],
  'donation.create': [{ name: 'donate', by: 'wallet', attempts: 60, windowMs: minutes(60), counts: 'all' }],
  // The numbers of other shops' invoices are nobody's to guess.
  'purchase.create': [
    { name: 'purchase', by: 'client', attempts: 120, windowMs: minutes(60), counts: 'all' },
  ],
  // Each is rows that stay: more than anybody books, far less than a machine.
  'hold.create': [{ name: 'hold', by: 'wallet', attempts: 60, windowMs: minutes(60), counts: 'all' }],
  // Each writes to somebody who may not have asked for it.
  'message.address': [
    { name: 'mail_address', by: 'wallet', attempts: 30, windowMs: minutes(60), counts: 'all' },
    { name: 'mail_address_client', by: 'client', attempts: 100, windowMs: minutes(60), counts: 'all' },
  ],
  // Each is a row that stays; a page says it at each visit.
  'message.browser': [{ name: 'browser', by: 'wallet', attempts: 60, windowMs: minutes(60), counts: 'all' }],
  'message.shop_browser': [
    { name: 'shop_browser', by: 'client', attempts: 120, windowMs: minutes(60), counts: 'all' },
  ],
  'message.by_link': [
    { name: 'mail_link', by: 'client', attempts: 60, windowMs: minutes(15), counts: 'guess' },
  ],
  // Each writes to somebody who may not have asked for it, and is a row that stays.
  'institution.staff': [
    { name: 'institution_staff', by: 'client', attempts: 600, windowMs: minutes(60), counts: 'all' },
  ],
  'institution.join': [
    { name: 'institution_join', by: 'client', attempts: 60, windowMs: minutes(15), counts: 'guess' },
  ],
  'repayment.ask': [
    { name: 'ask_repayment', by: 'wallet', attempts: 20, windowMs: minutes(60), counts: 'all' },
  ],
  // Thieves try stolen cards one after the other.
  'topup.create': [{ name: 'top_up', by: 'wallet', attempts: 30, windowMs: minutes(60), counts: 'all' }],
  'merchant.apply': [{ name: 'apply', by: 'client', attempts: 30, windowMs: minutes(60), counts: 'all' }],
  // Somebody who tries codes one after the other is told no more. Nobody pays without this answer, so whoever has a
  // wallet is counted alone: codes of other schemes, held before the camera by a whole inn, must not close its shops.
  'merchant.find': [
    { name: 'find_merchant', by: 'wallet', attempts: 1_000, windowMs: minutes(10), counts: 'refused' },
  ],
  // Each is a row that stays, and somebody of the office goes and looks.
  'code_report.create': [
    { name: 'code_report', by: 'client', attempts: 20, windowMs: minutes(60), counts: 'all' },
    { name: 'code_report_near', by: 'neighbourhood', attempts: 100, windowMs: minutes(60), counts: 'all' },
  ],
  // Each is a row that stays.
  'exposure.create': [
    { name: 'exposure', by: 'wallet', attempts: 600, windowMs: minutes(60), counts: 'all' },
  ],
  'consent.change': [{ name: 'consent', by: 'wallet', attempts: 60, windowMs: minutes(60), counts: 'all' }],
  'check_in.create': [{ name: 'check_in', by: 'wallet', attempts: 60, windowMs: minutes(10), counts: 'all' }],
}
