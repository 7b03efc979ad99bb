import { describe, expect, test } from 'vitest'
import { readCredential } from '../../api/currency/credential.ts'
import { newRecoveryCode, readRecoveryCode } from '../../api/currency/recovery-code.ts'

const plain = '7K2M9QXT04BDWNHE3SVACRP8'

describe('a recovery code', () => {
  test('is six groups of four letters that cannot be mistaken, never the same', () => {
    const codes = Array.from({ length: 200 }, newRecoveryCode)
    for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){5}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(new Set(codes).size).toBe(200)
  })

  test.each([
    ['as printed', '7K2M-9QXT-04BD-WNHE-3SVA-CRP8', plain],
    ['in small letters', '7k2m-9qxt-04bd-wnhe-3sva-crp8', plain],
    ['with spaces, no dashes', ' 7K2M 9QXT04BD WNHE3SVA CRP8 ', plain],
    ['in full-width letters', '７Ｋ２Ｍ－９ＱＸＴ－０４ＢＤ－ＷＮＨＥ－３ＳＶＡ－ＣＲＰ８', plain],
    ['with O typed for 0', '7K2M-9QXT-O4BD-WNHE-3SVA-CRP8', plain],
    ['not when a letter is short', '7K2M-9QXT-04BD-WNHE-3SVA-CRP', null],
    ['not with a letter too many', '7K2M-9QXT-04BD-WNHE-3SVA-CRP88', null],
    ['not with a U', '7K2M-9QXT-04BD-WNHE-3SVA-CRPU', null],
    ['not when empty', '', null],
  ])('is read %s', (_, typed, expected) => expect(readRecoveryCode(typed)).toBe(expected))
})

describe('the cookie of a wallet', () => {
  const id = '01900000-0000-7000-8000-000000000000'
  const secret = 'ab'.repeat(32)
  test.each([
    ['as it was given', `${id}.${secret}`, { walletId: id, secret }],
    ['not when missing', undefined, null],
    ['not with half a secret', `${id}.${secret.slice(32)}`, null],
    ['not with a quote in it', `${id}'--.${secret}`, null],
    ['not with more after it', `${id}.${secret}.x`, null],
  ])('is read %s', (_, cookie, expected) => expect(readCredential(cookie)).toEqual(expected))
})
