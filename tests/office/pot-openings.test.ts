import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { booksAudit } from '../../api/currency/repository-verify.ts'
import { potChecks } from '../../api/currency/repository-verify-pots.ts'
import { verifyBooks } from '../../api/currency/verify.ts'
import { potOpeningService, ruleOf, type PotOpeningAsked } from '../../api/office/index.ts'
import { potOpeningStore } from '../../api/office/repository-pot-openings.ts'
import { newId } from '../../api/platform/ids.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

onEveryEngine('opening a pot', (store) => {
  let region: Region
  beforeAll(async () => {
    region = await smallRegion(store())
  })
  const pot = (change: Partial<PotOpeningAsked> = {}): PotOpeningAsked => ({
    potId: `pot:${newId()}`,
    municipality: '074446',
    nameJa: '秋の「応援」',
    nameEn: 'Autumn’s "help"',
    validDays: 30,
    lastDay: '2027-03-31',
    endOf: 'month',
    rule: ruleOf({
      municipalities: ['074446', '074454'],
      merchantClasses: ['food'],
      merchants: undefined,
      purposes: ['meals'],
      weekdays: ['sat', 'sun'],
      hours: { from: '10:00', until: '17:00' },
    }),
    reason: '秋の催し',
    ...change,
  })
  const { id: officer, other: approver } = { id: 'officer', other: 'approver' }
  /** A request that waits, as it is shown. */
  const ask = async (asked: PotOpeningAsked) => {
    const waiting = await region.potOpenings.ask(asked, { requestedBy: officer, key: newId() })
    if (!waiting.ok) throw new Error(waiting.error.code)
    const { id, payloadHash } = waiting.value
    return { id, payloadHash }
  }
  const by = (decidedBy: string, reason = '') => ({ decidedBy, reason })
  const opened = async (potId: string) => (await region.office.pots()).find(({ id }) => id === potId)
  const refusal = (code: string, rest: object = {}) => ({ ok: false, error: { code, ...rest } })

  it('is done only when somebody else approves, once, exactly as it was asked for', async () => {
    const asked = pot()
    const shown = await ask(asked)
    expect(await opened(asked.potId)).toBeUndefined()
    expect(await region.potOpenings.approve({ ...shown, ...by(officer) })).toEqual(refusal('own_request'))
    const answers = await Promise.all([
      region.potOpenings.approve({ ...shown, ...by(approver) }),
      region.potOpenings.approve({ ...shown, ...by('another approver') }),
      region.potOpenings.refuse({ ...shown, ...by('a third', '今は見送る') }),
    ])
    const { decision } = (await region.potOpenings.find(shown.id))!
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await opened(asked.potId)) !== undefined).toBe(decision!.approved)
    const wanted = await ask(pot({ potId: 'pot:as-asked' }))
    expect((await region.potOpenings.approve({ ...wanted, ...by(approver) })).ok).toBe(true)
    const { potId: id, reason: _, ...facts } = pot({ potId: 'pot:as-asked' })
    expect(await opened('pot:as-asked')).toEqual({
      id,
      ...facts,
      balanceYen: 0,
      budgetYen: 0,
      grantedYen: 0,
      outYen: 0,
    })
    const { wrong } = await verifyBooks(booksAudit(store()))
    expect(wrong).toEqual([])
  })

  it('answers who did not hear the answer as the first time, and another decision not at all', async () => {
    const asked = pot()
    const [letGo, kept] = [await ask(asked), await ask(pot())]
    const first = await region.potOpenings.approve({ ...letGo, ...by(approver, '予算どおり') })
    const refused = await region.potOpenings.refuse({ ...kept, ...by(approver, '同じものがある') })
    expect([first.ok, refused.ok]).toEqual([true, true])
    expect(await region.potOpenings.approve({ ...letGo, ...by(approver, '予算どおり') })).toEqual(first)
    expect(await region.potOpenings.refuse({ ...kept, ...by(approver, '同じものがある') })).toEqual(refused)
    for (const [how, decision] of [
      ['approve', by(approver, '別の理由')],
      ['approve', by('another approver', '予算どおり')],
      ['refuse', by(approver, '予算どおり')],
    ] as const)
      expect(await region.potOpenings[how]({ ...letGo, ...decision })).toEqual(refusal('request_decided'))
  })

  it('is asked for once with the same key, and another pot under it is refused by its field', async () => {
    const [asked, key] = [pot(), { requestedBy: officer, key: newId() }]
    const first = await region.potOpenings.ask(asked, key)
    expect(await region.potOpenings.ask(asked, key)).toEqual(first)
    for (const [field, other] of [
      ['municipality', { municipality: '074454' }],
      ['nameJa', { nameJa: '冬の応援' }],
      ['nameEn', { nameEn: 'Winter' }],
      ['validDays', { validDays: 31 }],
      ['lastDay', { lastDay: null }],
      ['endOf', { endOf: null }],
      ['rule', { rule: {} }],
      ['reason', { reason: '別の理由' }],
    ] as const)
      expect(await region.potOpenings.ask({ ...asked, ...other }, key)).toEqual(
        refusal('key_used', { field }),
      )
    const { id, payloadHash } = first.ok ? first.value : { id: '', payloadHash: '' }
    await region.potOpenings.approve({ id, payloadHash, ...by(approver) })
    expect(await region.potOpenings.ask(asked, key)).toMatchObject({ ok: true, value: { id } })
  })

  it.each([
    ['of a town that is not there', { municipality: '131016' }, 'pot_town_not_found', 'municipality'],
    ['that has ended', { lastDay: '2026-11-23' }, 'last_day_past', 'lastDay'],
    [
      'for a shop that is not there',
      { rule: { merchants: ['nobody'] } },
      'pot_shop_not_open',
      'merchantCodes',
    ],
    ['for no time', { rule: { hours: { from: '10:00', until: '10:00' } } }, 'hours_empty', 'hours'],
    ['without a reason', { reason: ' ' }, 'reason_missing', 'reason'],
  ] as const)('is not asked for one %s', async (_, change, code, field) => {
    const asked = await region.potOpenings.ask(pot(change), { requestedBy: officer, key: newId() })
    expect(asked).toMatchObject(refusal(code, { field }))
  })

  it('lets go only what was read, and only what can still be opened', async () => {
    const [asked, other] = [pot(), await ask(pot({ validDays: 31 }))]
    const shown = await ask(asked)
    for (const payloadHash of [other.payloadHash, '0'.repeat(64)])
      for (const decide of [region.potOpenings.approve, region.potOpenings.refuse])
        expect(await decide({ id: shown.id, payloadHash, ...by(approver, '見た') })).toEqual(
          refusal('payload_changed', { field: 'payloadHash' }),
        )
    const [twice, today] = [await ask(asked), await ask(pot({ lastDay: '2026-11-24' }))]
    expect((await region.potOpenings.approve({ ...shown, ...by(approver) })).ok).toBe(true)
    expect(await region.potOpenings.approve({ ...twice, ...by(approver) })).toEqual(refusal('pot_exists'))
    expect(await region.potOpenings.ask(asked, { requestedBy: officer, key: newId() })).toEqual(
      refusal('pot_exists'),
    )
    const same = pot()
    const both = await Promise.all(
      [await ask(same), await ask(same)].map((one) =>
        region.potOpenings.approve({ ...one, ...by(approver) }),
      ),
    )
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both).toContainEqual(refusal('pot_exists'))
    const late = await ask(pot())
    region.setNow('2026-11-25T10:00')
    expect(await region.potOpenings.approve({ ...today, ...by(approver) })).toEqual(
      refusal('last_day_past', { field: 'lastDay' }),
    )
    region.setNow('2026-12-01T10:00:00.001')
    expect(await region.potOpenings.approve({ ...late, ...by(approver) })).toEqual(refusal('request_expired'))
    region.setNow('2026-11-24T10:00')
    expect((await region.potOpenings.approve({ ...late, ...by(approver) })).ok).toBe(true)
    expect(await region.potOpenings.refuse({ ...twice, ...by(approver) })).toEqual(
      refusal('reason_missing', { field: 'reason' }),
    )
  })

  it('tells what was put in, what was given and what of it lies in wallets', async () => {
    const asked = pot({ rule: {}, lastDay: null, endOf: null })
    await region.potOpenings.approve({ ...(await ask(asked)), ...by(approver) })
    const { potId } = asked
    const key = () => ({ scope: 'test', key: newId() })
    await region.ledger.issue({ key: key(), potId, amountYen: 1_000 })
    await region.ledger.issue({ key: key(), potId, amountYen: 200 })
    const shop = await region.openShop()
    const wallet = await region.openWallet(500)
    await region.ledger.grant({ key: key(), potId, walletId: wallet, amountYen: 700 })
    await region.pay(wallet, shop.id, 300)
    const yen = { budgetYen: 1_200, balanceYen: 500, grantedYen: 700, outYen: 400 }
    expect(await opened(potId)).toMatchObject(yen)
    // What ends goes back into the pot, and is no new budget.
    region.setNow('2026-12-25T10:00')
    await region.ledger.expireLots()
    expect(await opened(potId)).toMatchObject({ ...yen, balanceYen: 900, outYen: 0 })
    region.setNow('2026-11-24T10:00')
  })

  it('is opened at the last instant at which it may be, however long that takes', async () => {
    const asked = pot()
    const shown = await ask(asked)
    let { expiresAt: at } = (await region.potOpenings.find(shown.id))!
    const slow = potOpeningService({
      store: potOpeningStore(store()),
      pots: region.office.pots,
      ledger: region.ledger,
      shops: region.merchants,
      isTown: () => true,
      clock: { now: () => at++ },
      requestValidMs: 1,
    })
    const late = await ask(pot())
    expect(await slow.approve({ ...shown, ...by(approver) })).toMatchObject({ ok: true })
    expect(await opened(asked.potId)).toBeDefined()
    expect(await slow.approve({ ...late, ...by(approver) })).toEqual(refusal('request_expired'))
  })

  it('is a race that was lost where the database lets no such pot in', async () => {
    const { reason: _, potId: id, ...rest } = pot()
    expect(await region.ledger.openPot({ id, ...rest }, () => [])).toBe('lost_race')
  })

  it('is verified: a pot that is not as it was let go is named, and one that was let go and is not there', async () => {
    const asked = pot()
    await region.potOpenings.approve({ ...(await ask(asked)), ...by(approver) })
    const namedAfter = async (statement: string) => {
      await store().raw(statement)
      return (await verifyBooks(booksAudit(store()))).wrong.map(({ row }) => row)
    }
    const set = (change: string) => `update pots set ${change} where account_id = '${asked.potId}'`
    expect(await namedAfter(set('valid_days = 31'))).toEqual([`pot ${asked.potId}`])
    expect(await namedAfter(set('valid_days = 30'))).toEqual([])
    const id = newId()
    await decide((await ask(pot({ potId: `pot:${id}` }))).id, approver)
    expect((await verifyBooks(booksAudit(store()))).wrong).toMatchObject([
      { row: `opening of pot pot:${id}` },
    ])
  })

  const decide = (
    id: string,
    userId: string,
    { approved = true, at = 1, operation = 'pot_opening.decision' } = {},
  ) =>
    store().raw(
      `insert into staff_acts (id, user_id, operation, subject, details, created_at) values ('decision:${id}', '${userId}', '${operation}', '${id}', '{"approved":${approved},"reason":""}', ${at})`,
    )

  describe('is kept by the database', () => {
    const quoted = (value: unknown) =>
      value === null
        ? 'null'
        : `'${(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll("'", "''")}'`
    const insert = async (asked: PotOpeningAsked) => {
      const { potId, municipality, nameJa, nameEn, rule, validDays, lastDay, endOf } = asked
      await store().raw(
        `insert into accounts (id, kind, municipality, created_at) values ('${potId}', 'pot', '${municipality}', 1) on conflict do nothing`,
      )
      await store().raw(
        `insert into funds (id, instrument, municipality, pot_account_id, created_at) values ('${potId}', 'free', '${municipality}', '${potId}', 1) on conflict do nothing`,
      )
      const values = [potId, potId, municipality, nameJa, nameEn, rule].map(quoted).join(', ')
      const rest = [validDays, quoted(lastDay), quoted(endOf), 1].join(', ')
      await store().raw(
        `insert into pots (account_id, fund_id, municipality, name_ja, name_en, rule, valid_days, last_day, end_of, created_at) values (${values}, ${rest})`,
      )
    }
    it('which wants a request and two people, in time', async () => {
      const asked = [pot(), pot(), pot(), pot(), pot()]
      const [none, own, no, late, waiting] = asked as [PotOpeningAsked, ...typeof asked]
      await decide((await ask(own!)).id, officer)
      await decide((await ask(no!)).id, approver, { approved: false })
      await decide((await ask(late!)).id, approver, { at: Date.parse('2026-12-02T10:00+09:00') })
      await ask(waiting!)
      for (const one of [none, own!, no!, late!, waiting!])
        await expect(insert(one)).rejects.toThrow('pot_true')
    })

    it('which takes nothing else than what was let go', async () => {
      const asked = pot()
      await decide((await ask(asked)).id, approver)
      const others: Partial<PotOpeningAsked>[] = [
        { potId: `pot:${newId()}` },
        { municipality: '074454' },
        { nameJa: '別の名前' },
        { nameEn: 'Other' },
        { validDays: 31 },
        { lastDay: null },
        { endOf: null },
        { rule: {} },
      ]
      for (const change of others) await expect(insert({ ...asked, ...change })).rejects.toThrow('pot_true')
      await insert(asked)
    })

    it('and verified by the same rule: in time, and by a decision on pots', async () => {
      await store().raw(`drop trigger pots_true${store().dialect === 'postgresql' ? ' on pots' : ''}`)
      const [right, late, other] = [pot(), pot(), pot()]
      const at = Date.parse('2026-12-02T10:00+09:00')
      await decide((await ask(right)).id, approver)
      await decide((await ask(late)).id, approver, { at })
      await decide((await ask(other)).id, approver, { operation: 'point_issue.decision' })
      for (const one of [right, late, other]) await insert(one)
      const { query, prepareRead } = store()
      const [check] = potChecks(store())
      const rows = prepareRead(
        query.select({ row: sql<string>`wrong.name` }).from(sql`(${check!.wrong}) as wrong`),
      )
      const wrong = new Set((await rows({})).map(({ row }) => row))
      const named = (asked: PotOpeningAsked) => wrong.has(`pot ${asked.potId}`)
      expect([right, late, other].map(named)).toEqual([false, true, true])
    })
  })
})
