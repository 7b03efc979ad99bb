import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { jisByte, jisLetter, zenginKana, zenginName } from '../../api/merchants/zengin-kana.ts'
import { zenginCodeMaster } from '../../api/merchants/bank-master-zengin-code.ts'

describe('a name in a bank file', () => {
  it.each([
    ['カスミショクドウ', 'ｶｽﾐｼﾖｸﾄﾞｳ'],
    ['かすみしょくどう', 'ｶｽﾐｼﾖｸﾄﾞｳ'],
    ['ｶｽﾐｼｮｸﾄﾞｳ', 'ｶｽﾐｼﾖｸﾄﾞｳ'],
    ['カフェー　ラッパ', 'ｶﾌｴ- ﾗﾂﾊﾟ'],
    ['アイヅ　abc 12', 'ｱｲﾂﾞ ABC 12'],
    ['カブシキガイシャアイヅ', 'ｶ)ｱｲﾂﾞ'],
    ['株式会社アイヅ', 'ｶ)ｱｲﾂﾞ'],
    ['㈱アイヅ', 'ｶ)ｱｲﾂﾞ'],
    ['アイヅ　カブシキガイシャ', 'ｱｲﾂﾞ(ｶ'],
    ['アイヅ株式会社ミシマ', 'ｱｲﾂﾞ(ｶ)ﾐｼﾏ'],
    ['株式会社アイヅミシマ営業所', 'ｶ)ｱｲﾂﾞﾐｼﾏ(ｴｲ'],
    ['ユウゲンガイシャアイヅ', 'ﾕ)ｱｲﾂﾞ'],
    ['ヴィラ', 'ｳﾞｲﾗ'],
  ])('%s is written %s', (name, written) => {
    expect(zenginKana(name, 'name')).toEqual({ ok: true, value: written })
  })

  it.each([
    ['会津食堂', { code: 'letter_not_allowed', letter: '会' }],
    ['ヲグラ', { code: 'letter_not_allowed', letter: 'ヲ' }],
    ['カスミ・ヤ', { code: 'letter_not_allowed', letter: '・' }],
    ['A&B', { code: 'letter_not_allowed', letter: '&' }],
    ['  ', { code: 'empty' }],
  ])('%s is refused', (name, error) => {
    expect(zenginKana(name, 'name')).toEqual({ ok: false, error })
  })

  it('is refused and never cut when it is too long, counting each sound mark', () => {
    expect(zenginName('ガギグゲゴガギグゲゴガギグゲゴ', 'name', 30).ok).toBe(true)
    expect(zenginName('ガギグゲゴガギグゲゴガギグゲゴガ', 'name', 30)).toEqual({
      ok: false,
      error: { code: 'too_long', length: 32, lengthMax: 30 },
    })
  })

  it('is one allowed byte a letter whatever was typed', () => {
    const typed = fc.string({ unit: fc.constantFrom(...'アガパャッーあゔ株式会社ｱﾞﾟA0 -().ヲ漢・！') })
    fc.assert(
      fc.property(typed, (text) => {
        const name = zenginKana(text, 'name')
        if (!name.ok) return
        const bytes = Array.from(name.value, jisByte)
        expect(bytes.every((byte) => byte !== undefined)).toBe(true)
        expect(bytes.map((byte) => jisLetter(byte!)).join('')).toBe(name.value)
        expect(zenginKana(name.value, 'name')).toEqual(name)
      }),
    )
  })
})

describe('the bank list', () => {
  it.each([
    ['0126', '401', '東邦 会津営業部', 'ｱｲﾂﾞ'],
    ['9900', '858', 'ゆうちょ 八五八', 'ﾊﾁｺﾞﾊﾁ'],
  ])('knows bank %s branch %s', async (bank, branch, names, kana) => {
    const found = await zenginCodeMaster.find(bank, branch)
    expect(`${found?.bankName} ${found?.branchName}`).toBe(names)
    expect(zenginKana(found!.branchKana, 'bank')).toEqual({ ok: true, value: kana })
  })

  it('answers nothing for a bank or branch that does not exist', async () => {
    expect(await zenginCodeMaster.find('0002', '001')).toBeUndefined()
    expect(await zenginCodeMaster.find('0126', '999')).toBeUndefined()
  })

  it('has the banks of Aizu, whose every branch fits the file', async () => {
    const codes = Array.from({ length: 1000 }, (_, branch) => String(branch).padStart(3, '0'))
    const banks = ['0126', '1181', '2096', '4160', '0514', '0513']
    const found = await Promise.all(
      banks.flatMap((bank) => codes.map((code) => zenginCodeMaster.find(bank, code))),
    )
    const branches = found.filter((branch) => branch !== undefined)
    expect(branches.length).toBeGreaterThan(200)
    expect(branches.filter((branch) => !zenginName(branch.branchKana, 'bank', 15).ok)).toEqual([])
  })
})
