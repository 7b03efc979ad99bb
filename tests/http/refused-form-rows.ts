type Sender = 'visitor' | 'stranger' | 'owner' | 'officer' | 'operator'

/** A form, who sends it, its page, what is typed that is refused for what it is, and what of it stands there again. */
export const refusedForms: readonly (readonly [
  what: string,
  who: Sender,
  page: string,
  fields: Readonly<Record<string, string>>,
  typed: string,
])[] = [
  ['money that is added', 'visitor', '/en/wallet/add', { own: '0', method: 'card' }, '0'],
  ['a wallet that is stopped', 'visitor', '/en/wallet/stop', { act: 'stop', stopCode: 'x y' }, 'x y'],
  ['a wallet that is brought', 'stranger', '/en/wallet/recover', { code: 'x y' }, 'x y'],
  ['a wallet for somebody', 'visitor', '/en/wallet/family/open', { name: '', payment: '123' }, '123'],
  [
    'a gift',
    'officer',
    '/en/office/give',
    { potId: 'pot:festival', amountYen: '-1', reason: 'a day' },
    'a day',
  ],
  ['a correction', 'operator', '/en/office/corrections', { journalId: 'none', reason: 'wrong' }, 'wrong'],
  ['a pot', 'officer', '/en/office/pots/open', { nameJa: '米', nameEn: 'Rice' }, 'Rice'],
  ['the code of another service', 'owner', '/en/shop/board?shop={shop}', { text: 'no code' }, 'no code'],
]
