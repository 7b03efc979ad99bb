import { describe, expect, test } from 'vitest'
import { pathInOwnLanguage } from '../../site/lib/scanned.ts'

type Headers = Record<string, string>
const asked = (headers: Headers, locale?: string, method = 'GET') => {
  const url = new URL('https://meguri.example/pay/0002?amount=500')
  return pathInOwnLanguage(
    { request: new Request(url, { headers, method }), url, params: { locale } },
    '/pay/0002',
  )
}

describe('who came by a code whose address names no language', () => {
  test.each<[string, Headers, string]>([
    ['English', { 'accept-language': 'en-GB,en;q=0.9', 'sec-fetch-site': 'none' }, '/en/pay/0002?amount=500'],
    ['Taiwanese', { 'accept-language': 'zh-TW,zh;q=0.9' }, '/zh-hant/pay/0002?amount=500'],
    ['Thai', { 'accept-language': 'th', 'sec-fetch-site': 'none' }, '/th/pay/0002?amount=500'],
  ])('reads it in the own language: %s', (_who, headers, path) => {
    expect(asked(headers)).toBe(path)
  })

  test.each<[string, Headers, string | undefined, string]>([
    ['reads Japanese', { 'accept-language': 'ja', 'sec-fetch-site': 'none' }, undefined, 'GET'],
    ['asks for no language', {}, undefined, 'GET'],
    ['asks for one that there is none of', { 'accept-language': 'tlh' }, undefined, 'GET'],
    [
      'chose Japanese on a page',
      { 'accept-language': 'en', 'sec-fetch-site': 'same-origin' },
      undefined,
      'GET',
    ],
    [
      'came by a link, in an old browser',
      { 'accept-language': 'en', referer: 'https://a.example/' },
      undefined,
      'GET',
    ],
    ['is on a page of a language', { 'accept-language': 'en', 'sec-fetch-site': 'none' }, 'th', 'GET'],
    ['sends a form', { 'accept-language': 'en', 'sec-fetch-site': 'none' }, undefined, 'POST'],
  ])('stays where it is: who %s', (_who, headers, locale, method) => {
    expect(asked(headers, locale, method)).toBeUndefined()
  })
})
