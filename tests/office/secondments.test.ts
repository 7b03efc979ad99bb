import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Officer, Work } from '../../api/identity/index.ts'
import {
  actService,
  defaultSecondmentSettings,
  secondmentService,
  type Secondments,
} from '../../api/office/index.ts'
import { actStore } from '../../api/office/repository-acts.ts'
import { secondmentRequestStore, secondmentStore } from '../../api/office/repository-secondments.ts'
import { randomIds } from '../../api/platform/ids.ts'
import type { Write } from '../../db/store.ts'
import { isViolation } from '../../db/violation.ts'
import { onEveryEngine } from '../support/engines.ts'

const at = (text: string): number => Date.parse(`${text}+09:00`)
const [mishima, kaneyama] = ['074446', '074454']
const [maker, approver, hanako] = ['user-maker', 'user-approver', 'user-hanako']

onEveryEngine('an officer lent to another town', (store) => {
  let now: number
  let officers: Officer[]
  let secondments: Secondments
  let acts: ReturnType<typeof actService>
  const clock = { now: () => now }

  beforeAll(() => {
    secondments = secondmentService({
      requests: secondmentRequestStore(store()),
      store: secondmentStore(store()),
      officers: { all: async () => officers },
      isTown: (code) => code === mishima || code === kaneyama,
      clock,
      settings: defaultSecondmentSettings,
    })
    acts = actService({ store: actStore(store()), clock, ids: randomIds })
  })
  beforeEach(() => {
    now = at('2026-11-24T10:00')
    officers = [{ userId: hanako, name: '星 花子', towns: [mishima] }]
  })

  const asked = (change = {}) => ({
    userId: hanako,
    fromTown: mishima,
    town: kaneyama,
    works: ['merchant.decide'] as readonly Work[],
    firstDay: '2026-11-25',
    lastDay: '2026-11-26',
    reason: '窓口の手伝い',
    ...change,
  })
  const ask = async (change = {}, key = crypto.randomUUID()) => {
    const made = await secondments.requests.ask(asked(change), { requestedBy: maker, key })
    if (!made.ok) throw new Error(made.error.code)
    return made.value
  }
  const approve = async (request: { id: string; payloadHash: string }, decidedBy = approver) =>
    secondments.requests.approve({ ...request, decidedBy, reason: '' })
  const lent = async (change = {}) => {
    const request = await ask(change)
    const done = await approve(request)
    if (!done.ok) throw new Error(done.error.code)
    return request.id
  }
  const stateOf = async (id: string) =>
    (await secondments.of(hanako)).find((one) => one.secondmentId === id)?.state
  const codeOf = (done: { ok: true } | { ok: false; error: { code: string } }) =>
    done.ok ? 'ok' : done.error.code

  test('is lent from the first instant of the first day to the last of the last, in Japan', async () => {
    const id = await lent()
    const seen: (string | undefined)[] = []
    for (const instant of [
      '2026-11-24T23:59:59.999',
      '2026-11-25T00:00',
      '2026-11-26T23:59:59.999',
      '2026-11-27T00:00',
    ]) {
      now = at(instant)
      seen.push(await stateOf(id))
    }
    expect(seen).toEqual(['ahead', 'in_force', 'in_force', 'over'])
  })

  test('and one who waits to be, stand in the list in front of any number of later ones', async () => {
    const early = await lent({ lastDay: '2026-12-24' })
    const waiting = await ask({ lastDay: '2026-12-24' })
    now += 1
    const over = await lent()
    now = at('2026-11-27T00:00')
    const newest = await lent({ firstDay: '2026-11-27', lastDay: '2026-11-27' })
    await ask({ firstDay: '2026-11-27', lastDay: '2026-11-27' })
    const ids = async (list: Promise<readonly { id: string }[]>) => (await list).map(({ id }) => id)
    const standing = await ids(secondments.latest(1))
    expect(standing.slice(0, 1)).toEqual([newest])
    expect(standing).toContain(early)
    expect(standing).not.toContain(over)
    const requests = await ids(secondments.requests.requests(1))
    expect(requests).toContain(waiting.id)
    expect(requests).not.toContain(over)
    // What waited too long can be decided by nobody, and is no longer in front.
    now += defaultSecondmentSettings.requestValidMs
    await ask({ firstDay: '2026-12-10', lastDay: '2026-12-10' })
    expect(await ids(secondments.requests.requests(1))).not.toContain(waiting.id)
  })

  test('is asked for once however often it is sent, and with another wish under the same key not at all', async () => {
    const key = crypto.randomUUID()
    const first = await ask({}, key)
    expect((await ask({}, key)).id).toBe(first.id)
    const other = await secondments.requests.ask(asked({ works: ['pot.issue'] }), { requestedBy: maker, key })
    expect(other).toEqual({ ok: false, error: { code: 'key_used', field: 'works' } })
  })

  test.each([
    ['an officer of another town', { fromTown: kaneyama, town: mishima }, 'officer_not_found', 'officer'],
    ['nobody that is known', { userId: 'user-nobody' }, 'officer_not_found', 'officer'],
    ['a town that is none', { town: '999999' }, 'town_not_found', 'town'],
    ['their own town', { town: mishima }, 'officer_of_town', 'town'],
    ['no work', { works: [] }, 'works_missing', 'works'],
    ['a day that is over', { firstDay: '2026-11-23' }, 'first_day_past', 'firstDay'],
    ['days the wrong way round', { lastDay: '2026-11-24' }, 'days_reversed', 'lastDay'],
    ['more days than one may', { lastDay: '2027-02-25' }, 'too_many_days', 'lastDay'],
    ['no reason', { reason: ' ' }, 'reason_missing', 'reason'],
  ])('is not asked for: %s', async (_, change, code, field) => {
    const refused = await secondments.requests.ask(asked(change), {
      requestedBy: maker,
      key: crypto.randomUUID(),
    })
    expect(refused).toMatchObject({ ok: false, error: { code, field } })
  })

  test('may be lent for the most days there are', async () => {
    expect(await ask({ lastDay: '2027-02-24' })).toMatchObject({ decision: null })
  })

  test('is lent by two people, neither of them who is lent, and only once', async () => {
    const request = await ask()
    expect(codeOf(await approve(request, maker))).toBe('own_request')
    expect(codeOf(await approve(request, hanako))).toBe('own_secondment')
    expect(codeOf(await approve({ ...request, payloadHash: '0'.repeat(64) }))).toBe('payload_changed')
    expect(await stateOf(request.id)).toBeUndefined()
    const both = await Promise.all([approve(request), approve(request, 'user-second')])
    expect(both.map(codeOf).toSorted()).toEqual(['ok', 'request_decided'])
    expect(await stateOf(request.id)).toBe('ahead')
  })

  test('is not lent after a refusal, after a week, and after its last day', async () => {
    const refused = await ask()
    await secondments.requests.refuse({ ...refused, decidedBy: approver, reason: '人手が足りる' })
    expect(codeOf(await approve(refused))).toBe('request_decided')
    const late = await ask({ lastDay: '2026-12-24' })
    const past = await ask()
    now = at('2026-11-27T00:00')
    expect(codeOf(await approve(past))).toBe('request_expired')
    now = at('2026-12-02T00:00')
    expect(codeOf(await approve(late))).toBe('request_expired')
    expect([await stateOf(refused.id), await stateOf(past.id), await stateOf(late.id)]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test('is ended once, at once, with a reason, and not when it is over', async () => {
    const id = await lent()
    now = at('2026-11-25T12:00')
    const end = (endedBy: string, reason = '担当が戻った') => secondments.end({ id, endedBy, reason })
    expect(codeOf(await end(maker, ' '))).toBe('reason_missing')
    expect(codeOf(await end(maker))).toBe('ok')
    expect(await stateOf(id)).toBe('ended')
    // An answer that got lost: the same person presses again.
    expect(codeOf(await end(maker))).toBe('ok')
    expect(codeOf(await end(approver))).toBe('secondment_ended_before')
    expect(await secondments.end({ id: 'none', endedBy: maker, reason: 'x' })).toMatchObject({
      error: { code: 'secondment_not_found' },
    })
    now = at('2026-11-24T10:00')
    const over = await lent()
    now = at('2026-11-27T00:00')
    expect(codeOf(await secondments.end({ id: over, endedBy: maker, reason: 'x' }))).toBe('secondment_past')
  })

  test('is ended by one of two who end it at the same moment', async () => {
    const id = await lent()
    const both = await Promise.all(
      [maker, approver].map((endedBy) => secondments.end({ id, endedBy, reason: '担当が戻った' })),
    )
    expect(both.map(codeOf).toSorted()).toEqual(['ok', 'secondment_ended_before'])
  })

  describe('does, as the database holds it,', () => {
    const begin = (secondmentId: string, change: Record<string, string> = {}) =>
      acts.begin({
        userId: hanako,
        userName: '星 花子',
        operation: 'merchant.decide',
        role: 'municipal_officer',
        onBehalfOf: kaneyama,
        secondmentId,
        sent: {},
        ...change,
      })

    test('what they were lent for, on the days they were lent', async () => {
      const id = await lent()
      expect(await begin(id)).toBeUndefined()
      now = at('2026-11-25T00:00')
      expect(await begin(id)).toEqual(expect.any(String))
      now = at('2026-11-26T23:59:59.999')
      expect(await begin(id)).toEqual(expect.any(String))
      now = at('2026-11-27T00:00')
      expect(await begin(id)).toBeUndefined()
    })

    test('nothing else: no other work, town or part, and nobody else', async () => {
      const id = await lent()
      now = at('2026-11-25T12:00')
      for (const change of [
        { operation: 'pot.issue' },
        { onBehalfOf: mishima },
        { userId: maker },
        { role: 'approver' },
      ])
        expect([change, await begin(id, change)]).toEqual([change, undefined])
    })

    test('nothing from the moment it is ended', async () => {
      const id = await lent()
      now = at('2026-11-25T12:00')
      expect(await begin(id)).toEqual(expect.any(String))
      await secondments.end({ id, endedBy: maker, reason: '担当が戻った' })
      expect(await begin(id)).toBeUndefined()
    })
  })

  test.each([
    ['who asked', maker],
    ['who is lent', hanako],
  ])('is never let go by %s, whatever the code says', async (_, approvedBy) => {
    const writes = secondmentStore(store()).writes({
      ...asked(),
      id: crypto.randomUUID(),
      userName: '星 花子',
      requestedBy: maker,
      approvedBy,
      approvedAt: now,
    })
    const stored = store().atomic([...writes] as Write[])
    await expect(stored).rejects.toSatisfy((error) => isViolation(error, 'check', 'secondment_four_eyes'))
  })
})
