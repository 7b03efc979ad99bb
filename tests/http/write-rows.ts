import { museumWrites } from './museum-rows.ts'
import { proxyWrites } from './proxy-rows.ts'
import { shopWrites } from './shop-rows.ts'

/** Who sends a write: somebody whom the authorisation table lets through, so that the body is looked at. */
export type Sender =
  | ('anybody' | 'wallet' | 'till' | 'owner' | 'officer' | 'approver')
  | ('operator' | 'editor' | 'curator')
type Row = { readonly by: Sender; readonly body: Readonly<Record<string, unknown>> }

const passkey = {
  response: {
    id: 'x',
    rawId: 'x',
    type: 'public-key',
    response: { clientDataJSON: 'e30' },
    clientExtensionResults: {},
  },
}

const rights = { mayTake: true, maySeeTakings: false, refundYenMax: 300, refundDayYenMax: 500 }

const bankDetails = {
  bankCode: '0126',
  branchCode: '401',
  depositType: 1,
  accountNumber: '7654321',
  holderKana: 'ミホンノミセ',
}

/** Every write that takes a body, with one that has the right form. */
export const writes: Readonly<Record<string, Row>> = {
  'POST /api/wallets': { by: 'anybody', body: {} },
  'POST /api/wallets/recover': { by: 'anybody', body: { code: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8' } },
  'POST /api/wallets/freezing': { by: 'anybody', body: { code: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8' } },
  'POST /api/wallets/thawing': { by: 'anybody', body: { code: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8' } },
  'POST /api/wallets/{walletId}/thawing': { by: 'approver', body: { reason: 'seen' } },
  'POST /api/wallet-freezes': { by: 'operator', body: { paymentId: 'none', reason: 'called' } },
  ...proxyWrites,
  'POST /api/payments': {
    by: 'wallet',
    body: {
      merchantId: 'nobody',
      amountYen: 100,
      codeKind: 'printed',
      code: '7K2M9QXT',
      lots: [{ lotId: 'one', amountYen: 100 }],
    },
  },
  'POST /api/holds': {
    by: 'wallet',
    body: { merchantId: 'nobody', amountYen: 100, endsAt: 1_795_402_800_000 },
  },
  'POST /api/holds/{holdId}/capture': { by: 'owner', body: { amountYen: 100 } },
  'POST /api/transfers': { by: 'wallet', body: { address: '7K2M-9QXT-04BD-WNHE', amountYen: 100 } },
  'POST /api/gifts': {
    by: 'officer',
    body: { potId: 'pot:none', address: '7K2M-9QXT-04BD-WNHE', amountYen: 100, reason: 'autumn' },
  },
  'POST /api/donations': { by: 'wallet', body: { causeId: 'none', amountYen: 100 } },
  'POST /api/repayments': { by: 'wallet', body: { reason: 'leaving_japan', amountYen: 100, way: 'card' } },
  'POST /api/causes': {
    by: 'officer',
    body: { merchantId: 'none', nameJa: '寺', nameEn: 'Temple', purposeJa: '屋根', purposeEn: 'A roof' },
  },
  'POST /api/merchants/{id}/purchases': {
    by: 'owner',
    body: { sellerId: 'none', amountYen: 100, purchaseReference: 'INV-1' },
  },
  'POST /api/merchants/{id}/charges': {
    by: 'owner',
    body: { code: '7K2M-9QXT-04BD-WNHE-3SVA-CRP8-M2JQ', amountYen: 100 },
  },
  'POST /api/merchants/{id}/clerks': { by: 'owner', body: { name: '花', pin: '2580', ...rights } },
  'PUT /api/merchants/{id}/clerks/{clerkId}': { by: 'owner', body: { name: '花', ...rights } },
  'PUT /api/merchants/{id}/clerks/{clerkId}/pin': { by: 'owner', body: { pin: '2580' } },
  'POST /api/merchants/{id}/clerks/{clerkId}/end': { by: 'operator', body: { reason: 'called' } },
  'POST /api/merchants/{id}/tills': { by: 'owner', body: { name: '帳場' } },
  'POST /api/merchants/{id}/tills/{deviceId}/end': { by: 'operator', body: { reason: 'stolen' } },
  'POST /api/till/duty': { by: 'till', body: { clerkId: 'none', pin: '2580' } },
  'POST /api/refunds': { by: 'owner', body: { paymentId: 'none', amountYen: 100 } },
  'POST /api/card-refunds': {
    by: 'owner',
    body: { paymentId: 'none', amountYen: 100, cardYen: 100, reason: 'leaving_japan' },
  },
  'POST /api/topups': { by: 'wallet', body: { amountYen: 1_000 } },
  'POST /api/session': { by: 'anybody', body: { email: 'a@shop.example', password: 'not this one' } },
  'POST /api/session/passkey': { by: 'anybody', body: passkey },
  'POST /api/passkeys': { by: 'officer', body: passkey },
  'POST /api/wallets/me/passkey': { by: 'wallet', body: passkey },
  'POST /api/wallets/recover/passkey': { by: 'anybody', body: passkey },
  'POST /api/merchants': {
    by: 'anybody',
    body: {
      nameJa: '見本の店',
      nameKana: 'ミホンノミセ',
      nameEn: 'Sample Shop',
      municipality: '074446',
      merchantClass: 'food',
      stationId: 'aizu-kawaguchi',
      contactName: '見本 花子',
      contactPhone: '0241-00-0000',
      contactEmail: 'other@shop.example',
      bankCode: '0126',
      branchCode: '401',
      depositType: 1,
      accountNumber: '7654321',
      holderKana: 'ミホンノミセ',
      password: 'a-long-password-of-a-shop',
    },
  },
  'POST /api/merchants/{id}/closing': { by: 'officer', body: { reason: 'over' } },
  'POST /api/merchants/{id}/bank-account': {
    by: 'owner',
    body: {
      bankCode: '0126',
      branchCode: '401',
      depositType: 1,
      accountNumber: '7654321',
      holderKana: 'ミホンノミセ',
    },
  },
  'POST /api/merchants/{id}/bank-account-changes': { by: 'owner', body: bankDetails },
  'POST /api/merchants/{id}/bank-account-cancellation': { by: 'owner', body: { changeId: 'none' } },
  'POST /api/bank-account-changes': {
    by: 'operator',
    body: { ...bankDetails, merchantCode: 'NONE', reason: 'called back' },
  },
  'POST /api/bank-account-changes/{id}/check': { by: 'operator', body: { reason: 'called back' } },
  'POST /api/bank-account-changes/{id}/cancellation': { by: 'operator', body: { reason: 'not asked for' } },
  'POST /api/bank-account-changes/{id}/{decision}': { by: 'approver', body: { reason: 'seen' } },
  ...shopWrites,
  ...museumWrites,
  'POST /api/settlements': { by: 'approver', body: { cutOffAt: 0, planHash: '0'.repeat(64) } },
  'POST /api/payouts/{id}/return': { by: 'operator', body: { reason: 'no such account' } },
  'POST /api/topup-matters/{id}/ending': { by: 'approver', body: { how: 'paid_by_bank', reason: 'sent' } },
  'POST /api/reopenings': { by: 'operator', body: { accountId: 'none', reason: 'needed again' } },
  'POST /api/reopenings/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'POST /api/payout-profiles': {
    by: 'operator',
    body: { merchantCode: 'NONE', kind: 'weekly', weekday: 3, fromDay: '2027-01-01', reason: 'by phone' },
  },
  'POST /api/payout-profiles/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'POST /api/nettings': { by: 'approver', body: { month: '2026-10', statementHash: '0'.repeat(64) } },
  'POST /api/secondments': {
    by: 'officer',
    body: {
      userId: 'nobody',
      fromTown: '074446',
      town: '074454',
      works: ['merchant.decide'],
      firstDay: '2026-11-29',
      lastDay: '2026-11-30',
      reason: 'help',
    },
  },
  'POST /api/secondments/{id}/end': { by: 'officer', body: { reason: 'over' } },
  'POST /api/secondments/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'read' },
  },
  'PUT /api/acting-for': { by: 'officer', body: { town: '074454' } },
  'POST /api/pot-issues': { by: 'officer', body: { potId: 'none', amountYen: 100, reason: 'a campaign' } },
  'POST /api/pot-issues/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'POST /api/pot-openings': {
    by: 'officer',
    body: {
      municipality: '074454',
      nameJa: '秋の応援',
      nameEn: 'Autumn',
      validDays: 30,
      lastDay: '2099-03-31',
      endOf: 'fiscal_year',
      municipalities: ['074454'],
      merchantClasses: ['food'],
      merchantCodes: ['7K2M9QXT'],
      purposes: ['meals'],
      weekdays: ['mon'],
      hours: { from: '10:00', until: '17:00' },
      reason: 'a campaign',
    },
  },
  'POST /api/pot-openings/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'POST /api/adjustments': {
    by: 'operator',
    body: { journalId: 'none', direction: 'give', amountYen: 100, reason: 'a wrong amount' },
  },
  'POST /api/adjustments/{id}/{decision}': {
    by: 'approver',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'PUT /api/wallets/me/mail-address': {
    by: 'wallet',
    body: { address: 'hanako@mail.example', language: 'ja' },
  },
  'PUT /api/wallets/me/push-addresses': {
    by: 'wallet',
    body: {
      endpoint: 'https://fcm.googleapis.com/push/1',
      // Appendix A of RFC 8291: the receiver's public key and secret.
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
      language: 'ja',
    },
  },
  'POST /api/mail-addresses/confirmation': { by: 'anybody', body: { token: 'x.y' } },
  'POST /api/mail-addresses/removal': { by: 'anybody', body: { token: 'x.y' } },
  'POST /api/consents': {
    by: 'wallet',
    body: { purpose: 'statistics', given: true, wordingVersion: '2026-11-23' },
  },
  'POST /api/check-ins': { by: 'wallet', body: { spotKind: 'station', spotId: 'aizu-kawaguchi' } },
  'POST /api/exposures': { by: 'wallet', body: { subjectKind: 'place', subjectId: 'x' } },
}
