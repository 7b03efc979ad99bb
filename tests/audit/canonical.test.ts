import { sha256 as sha256Elsewhere } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical, canonicalOfText } from '../../api/audit/canonical-text.ts'
import { keptOf, sealedHash, sealEntry, toldOf } from '../../api/audit/canonical.ts'
import type { RecordedJournal } from '../../api/audit/canonical.ts'
import { sha256, sha256OfText, toBase64, utf8 } from '../../api/audit/hash.ts'
import { canonicalFromText } from '../../api/audit/json-text.ts'
import { sealedHashInText } from '../../api/audit/sealed-text.ts'
import type { JournalInText } from '../../api/audit/sealed-text.ts'
import { lot, payment, salt } from './journals.ts'

const previous = new Uint8Array(32).fill(3)

const hashOfSeal = async (
  journal: RecordedJournal,
  place: Partial<Parameters<typeof sealEntry>[1]> = {},
): Promise<string> => toBase64(sealedHash(sealEntry(journal, { sequence: 4, previous, salt, ...place })))

/** Every place inside a JSON value where a string, a number or null stands. */
const places = (value: unknown, path: (string | number)[] = []): (string | number)[][] =>
  value !== null && typeof value === 'object'
    ? Object.entries(value).flatMap(([name, inner]) =>
        places(inner, [...path, Array.isArray(value) ? Number(name) : name]),
      )
    : [path]

/** A copy with the value at this place changed a little. */
function changed<Value>(value: Value, path: readonly (string | number)[]): Value {
  const [name, ...rest] = path
  if (name === undefined)
    return (typeof value === 'number' ? value + 1 : value === null ? 'x' : `${String(value)}x`) as Value
  const inner = (value as Record<string | number, unknown>)[name]
  if (Array.isArray(value)) return value.with(Number(name), changed(inner, rest)) as Value
  return { ...value, [name]: changed(inner, rest) }
}

describe('the canonical form', () => {
  // RFC 8785, 3.2.2 and 3.2.3: numbers, escapes, and members sorted by UTF-16 units.
  test('is that of RFC 8785', () => {
    const text = String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],
      "string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`
    expect(canonical(JSON.parse(text))).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
    expect(
      canonical({ '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, ö: 7 }),
    ).toBe('{"\\r":2,"1":4,"\u0080":6,"ö":7,"€":1,"😀":5,"\ufb33":3}')
  })

  test('is one text for one value, however it was written', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const text = canonical(value)
        expect(canonical(JSON.parse(text))).toBe(text)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      }),
      { numRuns: 50 },
    )
  })

  test.each([
    ['numbers for names', { b: 1, '10': 2, '9': 3, a: { '01': 4, '1': 5 } }],
    ['a name that JavaScript keeps for itself', JSON.parse('{"z":1,"__proto__":{"b":1,"a":2},"a":3}')],
    ['an escape that looks like half a pair', { b: String.raw`\ud800`, a: '😀' }],
    ['names out of order inside of lists', [{ b: [{ d: 1, c: -0 }], a: null }]],
  ])('is that of the library: %s', (_, value) => {
    expect(canonical(value)).toBe(canonicalize(value))
  })

  test('is that of the library, of any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        expect(canonical(value)).toBe(canonicalize(value))
      }),
      { numRuns: 200 },
    )
  })

  test('does not exist of half a surrogate pair', () => {
    expect(() => canonical({ a: '\ud800' })).toThrow('surrogate')
  })

  test('has the same hash and the same base64, whoever reckons them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }), (bytes, text) => {
        expect(sha256(bytes)).toEqual(sha256Elsewhere(bytes))
        expect(sha256OfText(text)).toEqual(sha256Elsewhere(utf8(text)))
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'))
      }),
      { numRuns: 200 },
    )
  })
})

describe('a seal', () => {
  test('changes with whatever is changed in the journal, down to each column', async () => {
    const journal = { ...payment, lots: [lot] }
    const right = await hashOfSeal(journal)
    const all = places(journal)
    expect(all.length).toBeGreaterThan(40)
    for (const place of all)
      expect(await hashOfSeal(changed(journal, place)), place.join('.')).not.toBe(right)
  })

  test('changes with its place, with what was sealed before, and with the salt', async () => {
    const right = await hashOfSeal(payment)
    expect(await hashOfSeal(payment)).toBe(right)
    expect(await hashOfSeal(payment, { sequence: 5 })).not.toBe(right)
    expect(await hashOfSeal(payment, { previous: null })).not.toBe(right)
    expect(await hashOfSeal(payment, { previous: new Uint8Array(32).fill(4) })).not.toBe(right)
    expect(await hashOfSeal(payment, { salt: salt.replace('A', 'B') })).not.toBe(right)
  })

  test('tells nothing of the wallet, its balance, its lots or its key', async () => {
    const entry = sealEntry(payment, { sequence: 4, previous, salt })
    const told = canonical(entry)
    for (const word of ['secret', '12345', salt]) expect(told).not.toContain(word)
    for (const word of ['700', 'shop-m1', '072028', 'pay']) expect(told).toContain(word)
    expect(canonical(keptOf(payment, salt))).toContain('key-secret')
    expect(toldOf(payment).entries.map((one) => one.account)).toEqual(['shop-m1', 'wallet'])
  })

  test('of the same journal under another salt is another hash: nobody can try values until one fits', async () => {
    const hashes = new Set<string>()
    for (let number = 0; number < 20; number++)
      hashes.add(await hashOfSeal(payment, { salt: toBase64(new Uint8Array(32).fill(number)) }))
    expect(hashes.size).toBe(20)
  })
})

describe('the canonical form of a JSON text', () => {
  test('is that of the value that it says', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 4, noUnicodeString: false }), (text) => {
        expect(canonicalOfText(text)).toBe(canonicalize(JSON.parse(text)))
      }),
      { numRuns: 500 },
    )
  })

  test.each([
    '{"b":[{"d":1,"c":-2},{}],"a":{"z":null,"y":true,"x":false},"":[]}',
    '{"ä":1,"z":"会津","10":2,"9":3,"__proto__":{"b":1,"a":2}}',
    '0',
    '""',
    '[123456789012345,-1]',
  ])('is made of the text alone: %s', (text) => {
    expect(canonicalFromText(text)).toBe(canonicalize(JSON.parse(text)))
  })

  test.each([
    '-0',
    '1.50',
    '1e3',
    '1234567890123456789',
    '{"a":1,"a":2}',
    String.raw`"\u0041"`,
    '[ 1 ]',
    '"😀"',
  ])('is left to whoever reads values where the text is written otherwise: %s', (text) => {
    expect(canonicalFromText(text)).toBeNull()
    expect(canonicalOfText(text)).toBe(canonicalize(JSON.parse(text)))
  })

  test.each([
    '',
    '{',
    '[1,]',
    '{"a"}',
    '{"a":}',
    '{a:1}',
    '01',
    '-',
    'nul',
    '[1}',
    '1 2',
    '"a',
    '{"a":1,}',
    '"\t"',
  ])('does not exist of what says no value: %s', (text) => {
    expect(() => canonicalOfText(text)).toThrow(SyntaxError)
  })
})

/** The journal as it stands in the tables. */
const inText = (journal: RecordedJournal): JournalInText => ({
  ...journal,
  body: JSON.stringify(journal.body),
  content: JSON.stringify(journal.content),
  answer: JSON.stringify(journal.answer),
  lots: journal.lots.map((one) => ({ ...one, rule: JSON.stringify(one.rule) })),
})

describe('the hash of a journal as it stands in the tables', () => {
  const text = fc.oneof(fc.uuid(), fc.string({ unit: 'grapheme', maxLength: 8 }))
  const textOrNull = fc.option(text)
  const yen = fc.maxSafeInteger()
  const yenOrNull = fc.option(fc.nat())
  const entry = fc.record({
    line: fc.nat(),
    accountId: text,
    accountKind: fc.oneof(text, fc.constant('wallet')),
    fundId: text,
    instrument: text,
    municipality: textOrNull,
    lotId: textOrNull,
    amountYen: yen,
    balanceAfterYen: yenOrNull,
    accountVersion: yenOrNull,
  })
  const value = fc.jsonValue({ maxDepth: 2 })
  const anyLot = fc.record({
    id: text,
    accountId: text,
    instrument: text,
    fundId: text,
    issuedYen: yen,
    validUntilAt: yen,
    rule: value,
  })
  const journal = fc.record({
    id: text,
    kind: text,
    at: yen,
    parentId: textOrNull,
    scope: text,
    key: text,
    body: value,
    content: value,
    answer: value,
    entries: fc.array(entry, { maxLength: 3 }),
    lots: fc.array(anyLot, { maxLength: 2 }),
    taken: fc.array(fc.record({ position: fc.nat(), lotId: text, fundId: text, amountYen: yen }), {
      maxLength: 2,
    }),
  })

  test('is the hash of its seal, whatever stands in it', () => {
    fc.assert(
      fc.property(journal, fc.nat(), fc.boolean(), (any, sequence, isFirst) => {
        const before = isFirst ? null : previous
        const reckoned = sealedHashInText(inText(any), {
          sequence,
          previous: before && toBase64(before),
          salt,
        })
        expect(reckoned).toBe(toBase64(sealedHash(sealEntry(any, { sequence, previous: before, salt }))))
      }),
      { numRuns: 300 },
    )
  })

  test('is that of null where the key is gone', () => {
    const gone = { ...payment, content: null, answer: null }
    const reckoned = sealedHashInText(
      { ...inText(payment), content: null, answer: null },
      { sequence: 0, previous: null, salt },
    )
    expect(reckoned).toBe(toBase64(sealedHash(sealEntry(gone, { sequence: 0, previous: null, salt }))))
  })

  test('does not exist with half of a surrogate pair, or with a text that says no value', () => {
    const place = { sequence: 4, previous: null, salt }
    for (const half of ['\ud800', '\udfff'])
      expect(sealedHashInText(inText({ ...payment, id: half }), place)).toBeNull()
    expect(sealedHashInText({ ...inText(payment), body: String.raw`"\ud800"` }, place)).toBeNull()
    expect(sealedHashInText({ ...inText(payment), body: '{' }, place)).toBeNull()
  })
})
