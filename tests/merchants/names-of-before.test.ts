import { describe, expect, it } from 'vitest'
import { isHeldByShop } from '../../api/merchants/application-review.ts'
import { firstDifference, type CheckedBank } from '../../api/merchants/merchant.ts'
import { payeeProblem, printZengin, type ZenginOrder } from '../../api/merchants/zengin-file.ts'
import { requesterOf, inLettersOfTowns } from '../../api/services-bank.ts'

/** As holders were stored while six legal forms were shortened. */
const long = 'ｲﾂﾊﾟﾝｼﾔﾀﾞﾝﾎｳｼﾞﾝｱｲﾂﾞ'
const account = {
  bankCode: '0126',
  bankKana: 'ﾄｳﾎｳ',
  branchCode: '401',
  branchKana: 'ｱｲﾂﾞ',
  kind: '1',
  number: '1234567',
} as const
const order = (change: object = {}): ZenginOrder => ({
  requester: { ...account, code: '0000012345', nameKana: 'ｲﾂﾊﾟﾝﾒｸﾞﾘ' },
  payMonthDay: '1124',
  transfers: [
    { ...account, payeeKana: long, amountYen: 1, customerCode1: '1', customerCode2: '1', ...change },
  ],
})
const rowOf = (value: ZenginOrder) => {
  const printed = printZengin(value, 'none')
  if (!printed.ok) throw new Error(JSON.stringify(printed.error))
  return new TextDecoder('shift_jis').decode(printed.value).slice(120, 240)
}

describe('a name that was stored before', () => {
  it.each([
    ['a legal form that was not shortened then', { payeeKana: long }, 50, long],
    ['an office', { payeeKana: 'ｱｲﾂﾞｴｲｷﾞﾖｳｼﾖ' }, 50, 'ｱｲﾂﾞｴｲｷﾞﾖｳｼﾖ'],
    ['both brackets at the end', { payeeKana: 'ｱｲﾂﾞ(ｶ)' }, 50, 'ｱｲﾂﾞ(ｶ)'],
    ['a town as it was set, in a netting that is frozen', { payeeKana: 'アイヅワカマツシ' }, 50, 'ｱｲﾂﾞﾜｶﾏﾂｼ'],
    ['a bank with a full stop, whose run is paid', { bankKana: 'ｸﾚﾃﾞｲ.ｱｸﾞﾘｺﾙ' }, 5, 'ｸﾚﾃﾞｲ.ｱｸﾞﾘｺﾙ'],
  ])('is printed as it was approved: %s', (_, change, at, letters) => {
    expect(rowOf(order(change)).slice(at).startsWith(letters.padEnd(15))).toBe(true)
  })

  it.each([
    [{}, undefined],
    [{ bankKana: 'ｸﾚﾃﾞｲ.ｱｸﾞﾘｺﾙ' }, { code: 'letter_not_allowed', field: 'bankKana', letter: '.' }],
    [{ branchKana: 'ﾎﾝ ﾃﾝ' }, { code: 'letter_not_allowed', field: 'branchKana', letter: ' ' }],
    [{ payeeKana: 'ｱ'.repeat(31) }, { code: 'too_long', field: 'payeeKana', length: 31, lengthMax: 30 }],
    [{ number: '12345678' }, { code: 'bad_number', field: 'number' }],
  ])('is looked at before money moves there: %o', (change, problem) => {
    expect(payeeProblem({ ...account, payeeKana: long, ...change })).toEqual(problem)
  })

  it.each([
    ['イッパンシャダンホウジン アイヅ', long, true],
    ['イッパンシャダンホウジンアイヅ', 'ｼﾔ)ｱｲﾂﾞ', true],
    ['シャ)アイヅ', long, true],
    ['アイヅ', long, false],
    ['会津', long, false],
  ])('%s holds the account of %s: %s', (nameKana, holderKana, isHeld) => {
    expect(isHeldByShop({ nameKana }, holderKana)).toBe(isHeld)
  })

  const checked: CheckedBank = {
    bankCode: '0126',
    branchCode: '401',
    depositType: 1,
    accountNumber: '1234567',
    bankNameKana: 'ﾄｳﾎｳ',
    branchNameKana: 'ｱｲﾂﾞ',
    holderKana: 'ｼﾔ)ｱｲﾂﾞ',
  }
  it.each([
    ['the same holder', { holderKana: long }, undefined],
    ['another holder', { holderKana: 'ｱｲﾂﾞ' }, 'holderKana'],
    ['none', { holderKana: undefined }, 'holderKana'],
    ['another number', { accountNumber: '7654321' }, 'accountNumber'],
  ])('is what the shop confirms: %s', (_, stored, field) => {
    expect(firstDifference(checked, { ...checked, ...stored })).toBe(field)
  })
})

describe('an account that is set', () => {
  const set = { ...account, code: '0000012345', nameKana: 'イッパンシャダンホウジン　アイヅ' }

  it('is read in the letters of a file, with its legal form shortened', () => {
    const written = { ...set, nameKana: 'ｼﾔ)ｱｲﾂﾞ' }
    expect(requesterOf('live', { PAYOUT_ACCOUNT: set })).toEqual(written)
    expect(inLettersOfTowns({ '074446': set })).toEqual({ '074446': written })
    expect(requesterOf('live', { PAYOUT_ACCOUNT: undefined })).toBeUndefined()
    expect(requesterOf('demonstration', { PAYOUT_ACCOUNT: undefined })?.bankKana).toBe('ﾄｳﾎｳ')
  })

  it('stops the start where no file can carry it', () => {
    const stopped = { ...set, bankKana: 'クレデイ.アグリコル' }
    expect(() => requesterOf('live', { PAYOUT_ACCOUNT: stopped })).toThrow(
      'Setting PAYOUT_ACCOUNT: no bank file can carry it: bankKana, the letter .',
    )
    expect(() => inLettersOfTowns({ '074446': stopped })).toThrow(
      'Setting TOWN_ACCOUNTS 074446: no bank file can carry it: bankKana, the letter .',
    )
  })
})
