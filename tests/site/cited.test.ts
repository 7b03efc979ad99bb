import { expect, test } from 'vitest'
import { citedIn } from '../../site/lib/cited.ts'

test.each([
  ['「村史」1983年', [{ text: '「村史」1983年', address: undefined }]],
  [
    '村史 https://example.jp/a?b=1（2026年11月に見た）',
    [{ text: '村史 （2026年11月に見た）', address: 'https://example.jp/a?b=1' }],
  ],
  ['https://example.jp/a', [{ text: 'https://example.jp/a', address: 'https://example.jp/a' }]],
  [
    'one\n\n  two  \n',
    [
      { text: 'one', address: undefined },
      { text: 'two', address: undefined },
    ],
  ],
  ['javascript:alert(1)', [{ text: 'javascript:alert(1)', address: undefined }]],
  ['http://[', [{ text: 'http://[', address: undefined }]],
])('%j', (text, cited) => {
  expect(citedIn(text)).toEqual(cited)
})
