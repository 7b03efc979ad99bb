import { expect, test } from 'vitest'
import { lookBuffer } from '../../api/museum/look-buffer.ts'
import { type DayOfLooks, figuresOf, reachedFigures, toldPeriods } from '../../api/museum/look-figures.ts'
import { lookAt, lookOf } from '../../api/museum/look.ts'
import { addDays } from '../../api/platform/clock.ts'

const phone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 Version/26.0 Mobile Safari/604.1'

test.each([
  ['/items/basket', 'item', 'basket', 'ja'],
  ['/en/items/basket/?utm=x', 'item', 'basket', 'en'],
  ['/zh-hant/items/notebook?within=%E6%A1%90', 'document', 'notebook', 'zh-hant'],
  ['/items/notebook?within=%20', 'item', 'notebook', 'ja'],
  ['/stories/okuaizu-river', 'story', 'okuaizu-river', 'ja'],
  ['/ko/embed/stories/okuaizu-river', 'frame', 'okuaizu-river', 'ko'],
  ['/institutions/karamushi-museum', 'institution', 'karamushi-museum', 'ja'],
  ['/th/places/enzoji', 'place', 'enzoji', 'th'],
])('%s is a look at a %s', (address, kind, subject, language) => {
  expect(lookAt(address)).toEqual({ kind, subject, step: 0, language })
})

test.each([
  '/',
  '/items',
  '/ja/items/basket',
  '/xx/items/basket',
  '/items/basket/label',
  '/items/%00',
  '/items/A',
  '/lines/tadami',
  `/items/${'a'.repeat(101)}`,
])('%s is none', (address) => {
  expect(lookAt(address)).toBeUndefined()
})

test.each<[what: string, headers: Record<string, string>, isCounted: boolean]>([
  ['a phone', { 'user-agent': phone }, true],
  ['a phone that says it opens a page', { 'user-agent': phone, 'sec-fetch-dest': 'document' }, true],
  ['a frame', { 'user-agent': phone, 'sec-fetch-dest': 'iframe' }, true],
  ['whoever carries a purse', { 'user-agent': phone, cookie: 'meguri_wallet=x' }, true],
  ['a program of a search engine', { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1)' }, false],
  ['a program of somebody', { 'user-agent': 'python-requests/2.32' }, false],
  ['who does not say what they are', {}, false],
  ['a page that is fetched ahead', { 'user-agent': phone, 'sec-purpose': 'prefetch;prerender' }, false],
  ['a script that fetches', { 'user-agent': phone, 'sec-fetch-dest': 'empty' }, false],
  ['who is signed in', { 'user-agent': phone, cookie: 'a=b; meguri.session_token=x' }, false],
  ['who is signed in over https', { 'user-agent': phone, cookie: '__Secure-meguri.session_token=x' }, false],
])('%s', (_, headers, isCounted) => {
  const page = { method: 'GET', address: '/items/basket', header: (name: string) => headers[name] }
  expect(lookOf(page, 200) !== undefined).toBe(isCounted)
})

test.each([
  ['GET', 404],
  ['GET', 503],
  ['HEAD', 200],
  ['POST', 200],
])('%s answered by %i is no look', (method, status) => {
  expect(lookOf({ method, address: '/items/x', header: () => phone }, status)).toBeUndefined()
})

const look = { kind: 'item', subject: 'basket', step: 0, language: 'ja' } as const

test('a batch that could not be written is sent again as it was; what came meanwhile is the next one', () => {
  const buffer = lookBuffer({ looksMost: 9, sumsMost: 9 })
  buffer.add(look, '2026-11-29')
  const first = buffer.batch('1', '2026-11-29')
  buffer.add(look, '2026-11-30')
  expect(buffer.batch('2', '2026-11-30')).toBe(first)
  buffer.written()
  expect(buffer.batch('3', '2026-11-30')).toEqual({
    id: '3',
    day: '2026-11-30',
    sums: [{ ...look, day: '2026-11-30', looks: 1 }],
  })
  buffer.written()
  expect(buffer.batch('4', '2026-11-30')).toBeUndefined()
})

test('whoever asks without end adds no more than a batch counts, and no more things than it holds', () => {
  const buffer = lookBuffer({ looksMost: 3, sumsMost: 2 })
  for (let n = 0; n < 100; n++)
    for (const subject of ['a', 'b', 'c']) buffer.add({ ...look, subject }, '2026-11-29')
  expect(buffer.batch('1', '2026-11-29')!.sums.map(({ subject, looks }) => [subject, looks])).toEqual([
    ['a', 3],
    ['b', 3],
  ])
})

/** Sunday. */
const today = '2026-11-29'
const days = (from: string, looks: readonly number[], over: Partial<DayOfLooks> = {}): DayOfLooks[] =>
  looks.map((n, later) => ({ day: addDays(from, later), language: 'ja', step: 0, looks: n, ...over }))

test('a week is told from the Tuesday after it on', () => {
  expect(['2026-11-29', '2026-11-30', '2026-12-01'].map((day) => toldPeriods(day).untilDay)).toEqual([
    '2026-11-22',
    '2026-11-22',
    '2026-11-29',
  ])
})

test('weeks, four weeks and months are sums of their days; a month is the weeks that end in it', () => {
  const { week, fourWeeks, months } = figuresOf(days('2026-09-01', Array<number>(90).fill(10)), today)
  expect(week).toEqual({ fromDay: '2026-11-16', untilDay: '2026-11-22', looks: 70 })
  expect(fourWeeks).toEqual({ fromDay: '2026-10-26', untilDay: '2026-11-22', looks: 280 })
  expect(months.map(({ month, looks }) => [month, looks])).toEqual([
    ['2026-10', 280],
    ['2026-09', 270],
  ])
})

test('a week of few is kept back, and the four weeks that would tell of it', () => {
  const { week, fourWeeks } = figuresOf(
    [
      ...days('2026-10-26', [20]),
      ...days('2026-11-02', [20]),
      ...days('2026-11-09', [20]),
      ...days('2026-11-16', [2]),
    ],
    today,
  )
  expect([week.looks, fourWeeks.looks]).toEqual([undefined, undefined])
})

test('a language of few is kept back with the smallest that will do; a month of few with all of them', () => {
  const october = [
    ...days('2026-10-05', [40]),
    ...days('2026-10-05', [12], { language: 'en' }),
    ...days('2026-10-06', [2], { language: 'th' }),
  ]
  const told = (given: readonly DayOfLooks[]) =>
    Object.fromEntries(
      figuresOf(given, today).months[0]!.languages.map(({ language, looks }) => [language, looks]),
    )
  expect(told(october)).toMatchObject({ ja: 40, en: undefined, th: undefined, ko: undefined })
  expect(told(october.slice(0, 2))).toMatchObject({ ja: 40, en: 12, th: undefined })
  expect(Object.values(told(october.slice(2))).every((looks) => looks === undefined)).toBe(true)
})

test('who came to a scene came to those before it; two numbers that differ by few are not both told', () => {
  const furthest = (step: number, looks: number) => days('2026-10-05', [looks], { step })
  const [october] = reachedFigures([...furthest(1, 20), ...furthest(2, 1), ...furthest(3, 30)], 3, today)
  expect(october!.steps).toEqual([
    { step: 1, looks: 51 },
    { step: 2, looks: 31 },
    { step: 3, looks: undefined },
  ])
})

test('what is told once is told again later: a pattern that moves would tell more', () => {
  const given = days(
    '2026-06-01',
    Array.from({ length: 200 }, (_, n) => (n * 7) % 5),
  )
  const monthsOn = (day: string) =>
    new Map(
      figuresOf(
        given.filter((one) => one.day < day),
        day,
      ).months.map(({ month, looks }) => [month, looks]),
    )
  const [early, late] = [monthsOn('2026-09-08'), monthsOn('2026-12-08')]
  for (const [month, looks] of early) expect(late.get(month), month).toBe(looks)
})
