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
    const typed = fc.string({ unit: fc.constantFrom(...'アガパャッーあゔ株式会社カｱﾞﾟA0 -().ヲ漢・！') })
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

/**
 * What the notes of banks say letter by letter: PCA's of the 総合振込 format for names and banks, Keiyo Bank's for transfers
 * (keiyobank.co.jp/alpha_dbank/internet/typing.html) for both brackets and the legal forms, Joyo Bank's
 * (joyobank.co.jp/j_help/1901/attention.html) for offices, and the 別表 at expydoc.com/doc/7181036 for the younger forms.
 */
describe('the published rules for a bank file, row by row', () => {
  const half = 'ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜﾝ'
  const letters = [...half, 'ﾞ', 'ﾟ', ...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789']

  it('a name has these letters of JIS X 0201 and no others, a bank has fewer', () => {
    // A sound mark needs a letter before it, and a space letters on both sides.
    const stands = (letter: string, use: 'name' | 'bank') => zenginKana(`ｶ${letter}1`, use)
    const bytes = [...Array(0x5f).keys()]
      .map((n) => n + 0x20)
      .concat([...Array(0x3f).keys()].map((n) => n + 0xa1))
    const allowed = (use: 'name' | 'bank') =>
      bytes
        .map((byte) => jisLetter(byte)!)
        .filter((letter) => {
          const written = stands(letter, use)
          return written.ok && written.value === `ｶ${letter}1`
        })
        .toSorted()
    expect(allowed('name')).toEqual([...letters, ' ', '(', ')', '-', '.'].toSorted())
    expect(allowed('bank')).toEqual([...letters, '-'].toSorted())
  })

  it.each([
    ...[...'ァィゥェォッャュョ'].map((small, at) => [`カ${small}`, `ｶ${[...'ｱｲｳｴｵﾂﾔﾕﾖ'][at]!}`]),
    ['エー', 'ｴ-'],
    ['abc', 'ABC'],
    ['ガ', 'ｶﾞ'],
    ['ポ', 'ﾎﾟ'],
    // What these notes tell apart as right and wrong.
    ['カ)ケイヨウギンコウ', 'ｶ)ｹｲﾖｳｷﾞﾝｺｳ'],
    ['(カ)ケイヨウギンコウ', 'ｶ)ｹｲﾖｳｷﾞﾝｺｳ'],
    ['ケイヨウギンコウ(カ', 'ｹｲﾖｳｷﾞﾝｺｳ(ｶ'],
    ['ケイヨウギンコウ(カ)', 'ｹｲﾖｳｷﾞﾝｺｳ(ｶ'],
    ['ケイヨウギンコウ(カ)チバシテン', 'ｹｲﾖｳｷﾞﾝｺｳ(ｶ)ﾁﾊﾞｼﾃﾝ'],
    ['アイヅ株式会社ミシマ営業所', 'ｱｲﾂﾞ(ｶ)ﾐｼﾏ(ｴｲ'],
    ['アイヅ　営業所　ミシマ', 'ｱｲﾂﾞ(ｴｲ)ﾐｼﾏ'],
    ['カイ　ダイヒョウ　タロウ', 'ｶｲ ﾀﾞｲﾋﾖｳ ﾀﾛｳ'],
    // An office is a word's end, and no part of another word.
    ['シュッチョウショクドウ アイヅ', 'ｼﾕﾂﾁﾖｳｼﾖｸﾄﾞｳ ｱｲﾂﾞ'],
    ['シュッチョウショ アイヅ', 'ｼﾕﾂﾁﾖｳｼﾖ ｱｲﾂﾞ'],
    ['アイヅエイギョウショウカイ', 'ｱｲﾂﾞｴｲｷﾞﾖｳｼﾖｳｶｲ'],
    ['エイギョウショウカイ', 'ｴｲｷﾞﾖｳｼﾖｳｶｲ'],
    ['アイヅ シュッチョウジョウ', 'ｱｲﾂﾞ ｼﾕﾂﾁﾖｳｼﾞﾖｳ'],
    ['アイヅエイギョウショ ミシマ', 'ｱｲﾂﾞ(ｴｲ)ﾐｼﾏ'],
    ['アイヅエイギョウショ(カ)ミシマ', 'ｱｲﾂﾞ(ｴｲ)(ｶ)ﾐｼﾏ'],
    ['アイヅエイギョウショカブシキガイシャ', 'ｱｲﾂﾞ(ｴｲ)(ｶ'],
    // So is a corporation, but in front; a company's form is a part of no other word.
    ['アイヅシャカイフクシホウジンレンラクカイ', 'ｱｲﾂﾞｼﾔｶｲﾌｸｼﾎｳｼﾞﾝﾚﾝﾗｸｶｲ'],
    ['アイヅシャカイフクシホウジン ミシマエン', 'ｱｲﾂﾞ(ﾌｸ)ﾐｼﾏｴﾝ'],
    ['アイヅソウゴウシカイシャシン', 'ｱｲﾂﾞｿｳｺﾞｳｼｶｲｼﾔｼﾝ'],
    ['ソウゴカイシャク アイヅ', 'ｿｳｺﾞｶｲｼﾔｸ ｱｲﾂﾞ'],
    ['アイヅソウゴカイシャ', 'ｱｲﾂﾞ(ｿ'],
    ['カブシキカイシャアイヅ', 'ｶ)ｱｲﾂﾞ'],
    ['アイヅ医療法人ミシマ', 'ｱｲﾂﾞ(ｲ)ﾐｼﾏ'],
    ['ケイヨウギンコウカブシキガイシャチバシテン', 'ｹｲﾖｳｷﾞﾝｺｳ(ｶ)ﾁﾊﾞｼﾃﾝ'],
    // A space in a form of two parts, and brackets around one.
    ['イリョウホウジン シャダン アイヅ', 'ｲ)ｱｲﾂﾞ'],
    ['医療法人　社団　アイヅ', 'ｲ)ｱｲﾂﾞ'],
    ['アイヅ イッパン シャダンホウジン', 'ｱｲﾂﾞ(ｼﾔ'],
    ['カブシキ ガイシャ アイヅ', 'ｶ)ｱｲﾂﾞ'],
    ['チホウ ドクリツ ギョウセイ ホウジン アイヅ', 'ﾁﾄﾞｸ)ｱｲﾂﾞ'],
    ['(株式会社)アイヅ', 'ｶ)ｱｲﾂﾞ'],
    ['アイヅ(カブシキガイシャ)', 'ｱｲﾂﾞ(ｶ'],
    ['アイヅ(カブシキガイシャ', 'ｱｲﾂﾞ(ｶ'],
    ['カブシキガイシャ)アイヅ', 'ｶ)ｱｲﾂﾞ'],
    // Not a legal form: what it stands for is left to who knows under which word the account stands.
    ['アイヅノウギョウキョウドウクミアイ', 'ｱｲﾂﾞﾉｳｷﾞﾖｳｷﾖｳﾄﾞｳｸﾐｱｲ'],
  ])('%s is written %s', (name, written) => {
    expect(zenginKana(name, 'name')).toEqual({ ok: true, value: written })
  })

  it.each([
    ['株式会社', 'カブシキガイシャ', 'ｶ'],
    ['有限会社', 'ユウゲンガイシャ', 'ﾕ'],
    ['合名会社', 'ゴウメイガイシャ', 'ﾒ'],
    ['合資会社', 'ゴウシガイシャ', 'ｼ'],
    ['合同会社', 'ゴウドウガイシャ', 'ﾄﾞ'],
    ['医療法人', 'イリョウホウジン', 'ｲ'],
    ['医療法人社団', 'イリョウホウジンシャダン', 'ｲ'],
    ['医療法人財団', 'イリョウホウジンザイダン', 'ｲ'],
    ['社会医療法人', 'シャカイイリョウホウジン', 'ｲ'],
    ['財団法人', 'ザイダンホウジン', 'ｻﾞｲ'],
    ['一般財団法人', 'イッパンザイダンホウジン', 'ｻﾞｲ'],
    ['公益財団法人', 'コウエキザイダンホウジン', 'ｻﾞｲ'],
    ['社団法人', 'シャダンホウジン', 'ｼﾔ'],
    ['一般社団法人', 'イッパンシャダンホウジン', 'ｼﾔ'],
    ['公益社団法人', 'コウエキシャダンホウジン', 'ｼﾔ'],
    ['宗教法人', 'シュウキョウホウジン', 'ｼﾕｳ'],
    ['学校法人', 'ガッコウホウジン', 'ｶﾞｸ'],
    ['社会福祉法人', 'シャカイフクシホウジン', 'ﾌｸ'],
    ['相互会社', 'ソウゴガイシャ', 'ｿ'],
    ['更生保護法人', 'コウセイホゴホウジン', 'ﾎｺﾞ'],
    ['特定非営利活動法人', 'トクテイヒエイリカツドウホウジン', 'ﾄｸﾋ'],
    ['独立行政法人', 'ドクリツギョウセイホウジン', 'ﾄﾞｸ'],
    ['地方独立行政法人', 'チホウドクリツギョウセイホウジン', 'ﾁﾄﾞｸ'],
    ['弁護士法人', 'ベンゴシホウジン', 'ﾍﾞﾝ'],
    ['有限責任中間法人', 'ユウゲンセキニンチュウカンホウジン', 'ﾁﾕｳ'],
    ['無限責任中間法人', 'ムゲンセキニンチュウカンホウジン', 'ﾁﾕｳ'],
    ['行政書士法人', 'ギョウセイショシホウジン', 'ｷﾞﾖ'],
    ['司法書士法人', 'シホウショシホウジン', 'ｼﾎｳ'],
    ['税理士法人', 'ゼイリシホウジン', 'ｾﾞｲ'],
    ['社会保険労務士法人', 'シャカイホケンロウムシホウジン', 'ﾛｳﾑ'],
    ['国立大学法人', 'コクリツダイガクホウジン', 'ﾀﾞｲ'],
    ['公立大学法人', 'コウリツダイガクホウジン', 'ﾀﾞｲ'],
    ['農事組合法人', 'ノウジクミアイホウジン', 'ﾉｳ'],
    ['管理組合法人', 'カンリクミアイホウジン', 'ｶﾝﾘ'],
    ['営業所', 'エイギョウショ', 'ｴｲ'],
    ['出張所', 'シュッチョウジョ', 'ｼﾕﾂ'],
  ])('%s (%s) is %s in front, in the middle and at the end', (word, spoken, short) => {
    const written = (text: string) => {
      const name = zenginKana(text, 'name')
      return name.ok ? name.value : name.error.code
    }
    for (const form of [word, spoken]) {
      expect(written(`${form}　アイヅ`)).toBe(`${short})ｱｲﾂﾞ`)
      expect(written(`アイヅ　${form}　ミシマ`)).toBe(`ｱｲﾂﾞ(${short})ﾐｼﾏ`)
      expect(written(`アイヅ${form}`)).toBe(`ｱｲﾂﾞ(${short}`)
    }
    expect(written(`${word}アイヅ`)).toBe(`${short})ｱｲﾂﾞ`)
    expect(written(`${spoken}アイヅ`) === `${short})ｱｲﾂﾞ`).toBe(!spoken.endsWith('ョ'))
    // What stands in the file is written no other way when it is printed again.
    expect(written(`${short})ｱｲﾂﾞ`)).toBe(`${short})ｱｲﾂﾞ`)
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
