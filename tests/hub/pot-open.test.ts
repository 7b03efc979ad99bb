import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { potOpen } from '../../api/hub/pot-open.ts'
import { openHub } from '../../api/open-hub.ts'
import type { Hub } from '../../api/services.ts'
import { newPlace, prepareAt, type Place, type PreparedMoney } from '../support/prepared-hub.ts'

let place: Place
let money: PreparedMoney
beforeAll(async () => {
  place = await newPlace('sqlite', '')
  money = await prepareAt(place, 1, 100)
  for (const [name, value] of Object.entries(place.environment)) vi.stubEnv(name, value)
}, 60_000)
afterAll(() => {
  vi.unstubAllEnvs()
  return place.remove()
})
afterEach(() => vi.restoreAllMocks())

const wordsOf = (options: Readonly<Record<string, string | readonly string[]>>): string[] =>
  Object.entries(options).flatMap(([name, value]) => [value].flat().flatMap((one) => [`--${name}`, one]))

const plain = {
  id: 'culture-days',
  town: '074446',
  'name-ja': '文化の日',
  'name-en': 'Culture days',
  days: '30',
  reason: '秋の催し',
}

/** What the command says, and how it ends. */
async function opening(options: Readonly<Record<string, string | readonly string[]>>) {
  const said: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => said.push(String(text)) > 0)
  const status = await potOpen.run(wordsOf(options))
  return { status, said: said.join('') }
}

/** What waits by this name, let go by somebody who is not at the terminal. */
async function letGo({ potOpenings }: Hub, potId: string): Promise<void> {
  const waiting = (await potOpenings.requests(100)).find((one) => one.potId === potId)!
  const { id, payloadHash } = waiting
  expect(await potOpenings.approve({ id, payloadHash, decidedBy: 'command_line', reason: '' })).toMatchObject(
    {
      error: { code: 'own_request' },
    },
  )
  expect((await potOpenings.approve({ id, payloadHash, decidedBy: 'approver', reason: '' })).ok).toBe(true)
}

test('a pot is asked for once, opened by an approver with nothing in it, and its gifts are spent as it says', async () => {
  const bound = { ...plain, days: '60', purpose: ['culture', 'meals'], class: 'food', shop: money.merchantId }
  expect(await opening({ ...bound, weekday: ['mon', 'tue'], hours: '10:00-17:00' })).toMatchObject({
    status: 0,
  })
  expect(await opening(bound)).toMatchObject({ status: 1, said: expect.stringContaining('waits') })
  const { hub, store } = await openHub(place.environment)
  expect(await hub.office.pots()).toEqual([])
  expect(
    await store.raw(`select user_id, role, subject from office_acts where operation = 'pot_opening.propose'`),
  ).toEqual([{ user_id: 'command_line', role: 'operator', subject: 'pot:culture-days' }])
  await letGo(hub, 'pot:culture-days')
  expect(await opening(bound)).toMatchObject({ status: 1, said: expect.stringContaining('pot_exists') })
  expect(await hub.office.pots()).toMatchObject([{ id: 'pot:culture-days', balanceYen: 0, validDays: 60 }])
  const [{ walletId }] = [money.purses[0]!]
  const key = (name: string) => ({ scope: 'test', key: name })
  await hub.ledger.issue({ key: key('issue'), potId: 'pot:culture-days', amountYen: 500 })
  await hub.ledger.grant({ key: key('grant'), potId: 'pot:culture-days', walletId, amountYen: 500 })
  expect((await hub.views.wallet(walletId))!.lots[0]).toMatchObject({
    fundId: 'pot:culture-days',
    rule: {
      merchantClasses: ['food'],
      merchants: [money.merchantId],
      purposes: ['culture', 'meals'],
      weekdays: ['mon', 'tue'],
      hours: { from: '10:00', until: '17:00' },
    },
  })
  await store.close()
})

test('money for a purpose is spent at a shop that serves it, and at no other', async () => {
  const { hub, store } = await openHub(place.environment)
  const [{ walletId }, { merchantId }] = [money.purses[0]!, money]
  for (const purpose of ['travel', 'meals']) {
    expect(await opening({ ...plain, id: `for-${purpose}`, purpose })).toMatchObject({ status: 0 })
    const potId = `pot:for-${purpose}`
    await letGo(hub, potId)
    await hub.ledger.issue({ key: { scope: 'test', key: potId }, potId, amountYen: 70 })
    await hub.ledger.grant({ key: { scope: 'gift', key: potId }, potId, walletId, amountYen: 70 })
  }
  const paid = await hub.ledger.pay({ walletId, merchantId, amountYen: 70, key: 'meal' })
  expect(paid).toMatchObject({ ok: true, value: { answer: { lots: [{ fundId: 'pot:for-meals' }] } } })
  const more = await hub.ledger.pay({ walletId, merchantId, amountYen: 5_000, key: 'more' })
  expect(more).toMatchObject({ ok: false, error: { code: 'insufficient_funds' } })
  await store.close()
})

test.each([
  [{ 'last-day': '2099-03-31' }, { validDays: 3650, lastDay: '2099-03-31', endOf: null }],
  [{ 'end-of': 'fiscal_year' }, { validDays: 3650, lastDay: null, endOf: 'fiscal_year' }],
  [
    { days: '5', 'end-of': 'month' },
    { validDays: 5, lastDay: null, endOf: 'month' },
  ],
] as const)('a pot says how long its gifts are valid: %j', async (ends, validity) => {
  const { days: _, ...unending } = plain
  const id = `until-${Object.values(ends).join('-').replaceAll('_', '-')}`
  expect(await opening({ ...unending, id, ...ends })).toMatchObject({ status: 0 })
  const { hub, store } = await openHub(place.environment)
  await letGo(hub, `pot:${id}`)
  expect((await hub.office.pots()).find((one) => one.id === `pot:${id}`)).toMatchObject(validity)
  await store.close()
})

test('a shop that is not there is told', async () => {
  const options = { ...plain, id: 'nowhere', shop: 'nobody' }
  expect(await opening(options)).toMatchObject({ status: 1, said: expect.stringContaining('nobody') })
})

describe('what is not understood is told, and nothing is opened', () => {
  test.each([
    [{ id: 'X' }, /--id/],
    [{ town: '131016' }, /--town 131016/],
    [{ 'name-ja': ' ' }, /--name-ja/],
    [{ reason: ' ' }, /--reason/],
    [{ days: '0' }, /--days/],
    [{ days: '1.5' }, /--days/],
    [{ 'last-day': '2027-02-30' }, /--last-day/],
    [{ 'last-day': 'spring' }, /--last-day/],
    [{ 'end-of': 'week' }, /--end-of week/],
    [{ 'usable-town': 'x' }, /--usable-town/],
    [{ class: 'bank' }, /--class bank/],
    [{ purpose: 'fun' }, /--purpose fun/],
    [{ weekday: 'monday' }, /--weekday monday/],
    [{ hours: '10-17' }, /--hours/],
    [{ hours: '10:00-24:00' }, /--hours/],
  ])('%j', async (options, sentence) => {
    await expect(potOpen.run(wordsOf({ ...plain, ...options }))).rejects.toThrow(sentence)
  })
})
