import { describe, expect, test } from 'vitest'
import words from '../../.build/words.mjs'
import { languagesOfLetter, letterOf } from '../../api/messages/letter.ts'
import { linkTokens } from '../../api/messages/link-token.ts'
import { pushKinds, type Message, type MessageKind } from '../../api/messages/message.ts'
import { locales, wordsFor } from '../../api/platform/words.ts'

const paidAt = Date.parse('2026-11-24T01:30:00Z')
const payout = {
  payoutId: 'o1',
  merchantId: 'm1',
  shopJa: 'かすみ食堂',
  shopEn: 'Kasumi Shokudo',
  amountYen: 12_000,
  payDay: '2026-11-26',
}
const told = {
  address_confirmation: {},
  payment_receipt: {
    paymentId: 'p1',
    amountYen: 1_200,
    paidAt,
    shopJa: 'かすみ食堂',
    shopEn: 'Kasumi Shokudo',
  },
  payout_sent: payout,
  payout_returned: { ...payout, reason: '該当口座なし' },
}
type Kind = keyof typeof told

const letter = (kind: Kind, language: string) => {
  const recipient = { kind: kind.startsWith('payout') ? 'merchant' : 'address', id: 'r1' }
  const message = {
    id: `${kind}:1`,
    kind,
    recipient,
    language,
    facts: told[kind],
    createdAt: paidAt,
  } as Message
  const t = wordsFor(language)
  return letterOf(message, {
    words: (key, facts = {}) => t(key, facts),
    origin: 'https://meguri.example',
    token: 'r1.proof',
  })
}

const kinds = Object.keys(told) as Kind[]
/** Every kind of message that there is: each has a name in Japanese. */
const allKinds = Object.keys(words['ja']!['messages']!['kind'] as object) as MessageKind[]

/** The messages' words of a language that are its own, by their dotted keys. */
function flat(language: string): Record<string, string> {
  const under = (value: unknown, before: string): [string, string][] =>
    typeof value === 'string'
      ? [[before, value]]
      : Object.entries(value as object).flatMap(([key, inner]) =>
          under(inner, before === '' ? key : `${before}.${key}`),
        )
  return Object.fromEntries(under(words[language]?.['messages'] ?? {}, ''))
}

describe.each(locales)('in %s', (language) => {
  const says = (key: string): boolean => Object.hasOwn(flat(language), key)

  test.each(kinds)('%s has every word and no gap', (kind) => {
    const { subject, text } = letter(kind, language)
    expect(`${subject}\n${text}`).not.toMatch(/\{\{|\}\}|undefined|letter\.|NaN/)
    expect(text).toContain('https://meguri.example')
  })

  test.each(allKinds)('%s is said in it, or says in it that it is in Japanese', (kind) => {
    const isPush = pushKinds.some((one) => one === kind)
    const parts = isPush ? ['notice.title', 'notice.body'] : ['letter.subject', 'letter.text']
    const keys = parts.map((part) => part.replace('.', `.${kind}.`))
    const isTheirs = languagesOfLetter(kind).includes(language)
    expect(keys.map((key) => says(key))).toEqual(keys.map(() => isTheirs))
    if (isPush || !kinds.some((one) => one === kind)) return
    const sentence = wordsFor(language)('messages:letter.in_japanese')
    expect(letter(kind as Kind, language).text.startsWith(`${sentence}\n\n`)).toBe(!isTheirs)
    expect(says('letter.in_japanese')).toBe(!languagesOfLetter('payout_sent').includes(language))
  })

  test('a visitor is told nothing in Japanese that the reader does not know', () => {
    for (const kind of ['address_confirmation', 'payment_receipt'] as const)
      expect(languagesOfLetter(kind)).toContain(language)
    for (const key of ['letter.stop', 'letter.end']) expect(says(key)).toBe(true)
    expect(letter('payment_receipt', language).text).toContain('1,200')
  })
})

test('a receipt tells the sum, the shop in letters that the reader knows, Japanese time, and how to stop', () => {
  const english = letter('payment_receipt', 'en')
  expect(english.subject).toBe('Receipt: Kasumi Shokudo, ¥1,200')
  expect(english.text).toContain('2026-11-24 10:30')
  expect(english.text).toContain('https://meguri.example/en/wallet/receipts/p1')
  expect(english.stopLink).toBe('https://meguri.example/en/wallet/mail?stop=r1.proof')
  expect(letter('payment_receipt', 'ja').subject).toBe('支払いの控え：かすみ食堂 1,200円')
  expect(letter('payment_receipt', 'zh-hant').text).toContain('付款編號：p1')
})

test('what a shop or a bank wrote is a text, not words of ours to be filled in', () => {
  const t = wordsFor('ja')
  const message = {
    id: 'payout_returned:1',
    kind: 'payout_returned',
    recipient: { kind: 'merchant', id: 'm1' },
    language: 'ja',
    facts: { ...payout, reason: '{{link}} $t(messages:kind.payout_sent)' },
    createdAt: paidAt,
  } as const
  const { text } = letterOf(message, {
    words: (key, facts = {}) => t(key, facts),
    origin: 'https://meguri.example',
    token: '',
  })
  expect(text).toContain('{{link}} $t(messages:kind.payout_sent)')
})

test('a link is good for its own address and for no other, and only with the hub’s secret', () => {
  const { tokenOf, addressOfToken } = linkTokens('a secret of at least 32 characters')
  expect(addressOfToken(tokenOf('a1'))).toBe('a1')
  expect(addressOfToken(tokenOf('a1').replace('a1', 'a2'))).toBeUndefined()
  expect(addressOfToken(linkTokens('another secret').tokenOf('a1'))).toBeUndefined()
  for (const token of ['', '.', 'a1', 'a1.', '.x']) expect(addressOfToken(token)).toBeUndefined()
})
