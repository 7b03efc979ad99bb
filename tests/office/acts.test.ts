import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { recorded } from '../../api/hub/recorded.ts'
import { type OpenHub, openHub } from '../../api/open-hub.ts'
import { japanDay, systemClock } from '../../api/platform/clock.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { allAgree } from '../support/accept-shop.ts'
import { openPot } from '../support/open-pot.ts'

const proposal = { verdict: 'accept', checks: allAgree, reason: '現地で確かめた' }

type Told = { status: number; headers: Headers; text: string; json: <T = Record<string, never>>() => T }
type Act = {
  id: string
  userName: string
  operation: string
  role: string
  onBehalfOf: string
  subject: string
  details: Record<string, unknown>
  end: { status: number; code: string | null } | null
}

describe.each(['sqlite', 'postgresql'] as const)('the acts of the office on %s', (engine) => {
  let place: Place
  let opened: OpenHub
  let applied = 0

  beforeAll(async () => {
    place = await newPlace(engine, inject('postgresqlUrl'))
    opened = await openHub(place.environment, 'demonstration')
    for (const person of demonstrationStaff)
      await addDemonstrationPerson(opened.hub.identity, opened.hub.mode, person)
    await openPot(opened.hub.potOpenings, {
      id: 'pot:kaneyama',
      municipality: '074454',
      nameJa: '応援',
      nameEn: 'Support',
      rule: {},
      validDays: 30,
    })
  }, 60_000)
  afterAll(async () => {
    await opened.store.close()
    await place.remove()
  })

  async function signedIn(who?: string) {
    let cookie = ''
    const ask = async (method: string, path: string, body?: unknown): Promise<Told> => {
      const answer = await opened.hub.app.request(
        `http://localhost/api${path}`,
        {
          method,
          headers: {
            origin: 'http://localhost',
            'idempotency-key': crypto.randomUUID(),
            ...(cookie === '' ? {} : { cookie }),
            ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        { clientAddress: '192.0.2.7' },
      )
      const text = await answer.text()
      cookie ||= answer.headers
        .getSetCookie()
        .map((line) => line.split(';', 1)[0])
        .join('; ')
      return { status: answer.status, headers: answer.headers, text, json: <T>() => JSON.parse(text) as T }
    }
    if (who !== undefined)
      await ask('POST', '/session', {
        email: `${who}@demonstration.example`,
        password: demonstrationPassword,
      })
    return ask
  }

  /** A shop that waits for its officer. */
  const waiting = async (municipality: string): Promise<string> => {
    const made = await opened.hub.merchants.apply(
      {
        nameJa: '見本の店',
        nameKana: 'ミホンノミセ',
        nameEn: 'Sample Shop',
        municipality,
        merchantClass: 'food',
        stationId: null,
        contactName: '見本 花子',
        contactPhone: '0241-00-0000',
        contactEmail: `acts-${(applied += 1)}@shop.example`,
        bankCode: '0126',
        branchCode: '401',
        depositType: 1,
        accountNumber: '7654321',
        holderKana: 'ミホンノミセ',
      },
      { password: 'a-long-password-of-a-shop' },
      crypto.randomUUID(),
    )
    if (!made.ok) throw new Error(JSON.stringify(made.error))
    return made.value.merchantId
  }

  const find = async (as: string, query = ''): Promise<Act[]> => {
    const told = await (await signedIn(as))('GET', `/office-acts${query}`)
    expect(told.status).toBe(200)
    return told.json<{ acts: Act[] }>().acts
  }

  test('say who did what, in which part, for whom, to what, why and how it ended', async () => {
    const [officer, approver] = [await signedIn('officer'), await signedIn('approver')]
    const id = await waiting('074454')
    const proposed = await officer('POST', `/merchant-applications/${id}/proposal`, proposal)
    expect(proposed.status).toBe(201)
    const { payloadHash } = proposed.json<{ payloadHash: string }>()
    const approval = { payloadHash, reason: '記録を読んだ' }
    expect((await officer('POST', `/merchant-applications/${id}/approval`, approval)).status).toBe(403)
    expect((await approver('POST', `/merchant-applications/${id}/approval`, approval)).status).toBe(200)
    const acts = await find('approver', `?subject=${id.slice(0, 12)}`)
    expect(acts).toMatchObject([
      {
        operation: 'merchant.decide',
        role: 'approver',
        details: { id, decision: 'approval', reason: '記録を読んだ', payloadHash },
        end: { status: 200, code: null },
      },
      {
        userName: '役場の担当（金山町）',
        operation: 'merchant.decide',
        role: 'municipal_officer',
        onBehalfOf: '074454',
        subject: id,
        end: { status: 403, code: 'own_proposal' },
      },
      {
        operation: 'merchant.check',
        details: { id, verdict: 'accept', reason: '現地で確かめた' },
        end: { status: 201, code: null },
      },
    ])
    // What was looked into stands beside the shop, and not in the record of acts.
    expect(JSON.stringify(acts)).not.toContain(allAgree.person_known.note)
  })

  test('are written for every command: asked, let go, stopped, proposed', async () => {
    const [officer, approver, operator] = [
      await signedIn('officer'),
      await signedIn('approver'),
      await signedIn('operator'),
    ]
    const asked = await officer('POST', '/pot-issues', {
      potId: 'pot:kaneyama',
      amountYen: 5_000,
      reason: '祭り',
    })
    const { id, payloadHash } = asked.json<{ id: string; payloadHash: string }>()
    await approver('POST', `/pot-issues/${id}/approval`, { payloadHash })
    await operator('POST', '/adjustments', {
      journalId: 'none',
      direction: 'give',
      amountYen: 10,
      reason: '訂正',
    })
    await approver('POST', '/wallet-freezes', { paymentId: 'none', reason: '電話' })
    await operator('POST', '/payouts/none/return', { reason: '口座なし' })
    const done = (await find('approver', '?limit=100')).map(({ operation, role, end }) => [
      operation,
      role,
      end?.status,
    ])
    for (const act of [
      ['pot.issue', 'municipal_officer', 201],
      ['pot.approve', 'approver', 200],
      ['adjustment.propose', 'operator', 404],
      ['wallet.freeze_by_staff', 'approver', 404],
      ['payout.return', 'operator', 404],
    ])
      expect(done).toContainEqual(act)
  })

  test('are found by person, day, kind and subject, page by page, and as CSV', async () => {
    const operation = '?operation=merchant.decide'
    expect((await find('approver', operation)).every((act) => act.operation === 'merchant.decide')).toBe(true)
    // What is a pattern to the database is a letter here.
    expect(await find('approver', '?operation=merchant.decid_')).toEqual([])
    expect(await find('approver', '?subject=%25')).toEqual([])
    expect(
      (await find('approver', `?person=${encodeURIComponent('運営')}`)).every(
        ({ role }) => role === 'operator',
      ),
    ).toBe(true)
    const today = japanDay(systemClock.now())
    const all = await find('approver', `?from=${today}&until=${today}`)
    expect(all.length).toBeGreaterThan(5)
    expect(await find('approver', '?until=2026-01-01')).toEqual([])
    const approver = await signedIn('approver')
    const paged: string[] = []
    for (let before = ''; ;) {
      const page = await approver('GET', `/office-acts?limit=2${before}`)
      const { acts, next } = page.json<{ acts: Act[]; next: string | null }>()
      paged.push(...acts.map(({ id }) => id))
      if (next === null) break
      before = `&before=${next}`
    }
    expect(paged).toEqual(all.map(({ id }) => id))
    const csv = await approver('GET', '/office-acts.csv?limit=2')
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(csv.headers.get('link')).toMatch(/^<\/api\/office-acts\.csv\?limit=2&before=.*>; rel="next"$/)
    expect(csv.text.startsWith('id,date,time,person,')).toBe(true)
    expect(csv.text.trimEnd().split('\r\n')).toHaveLength(3)
  })

  test('are read by the union, by a town what was done on its behalf, and by nobody else', async () => {
    const own = await find('officer')
    expect(own.length).toBeGreaterThan(0)
    expect(new Set(own.map(({ onBehalfOf }) => onBehalfOf))).toEqual(new Set(['074454']))
    for (const who of ['operator', 'editor'])
      expect((await (await signedIn(who))('GET', '/office-acts')).status).toBe(403)
    expect((await (await signedIn())('GET', '/office-acts')).status).toBe(401)
  })

  test('tell nothing of what people do in their own part, of reading, and of who was not let through', async () => {
    const before = (await find('approver', '?limit=1000')).length
    const operator = await signedIn('operator')
    expect((await operator('POST', '/pot-issues', { potId: 'x', amountYen: 1, reason: 'x' })).status).toBe(
      403,
    )
    expect((await operator('GET', '/wallet-freezes')).status).toBe(200)
    expect((await (await signedIn())('POST', '/wallets', {})).status).toBe(201)
    expect(await find('approver', '?limit=1000')).toHaveLength(before)
  })

  test('keep no account number, no address that a guest showed and no secret, done or refused', async () => {
    const operator = await signedIn('operator')
    const officer = await signedIn('officer')
    const account = { bankCode: '0126', branchCode: '401', depositType: 1, accountNumber: '7650123' }
    const merchantCode = 'M-NOT-THERE'
    await operator('POST', '/bank-account-changes', {
      ...account,
      holderKana: 'ミホンハナコ',
      merchantCode,
      reason: '窓口で通帳を見た',
    })
    const address = '7K2M-9QXT-04BD-WNHE'
    await officer('POST', '/gifts', { potId: 'pot:kaneyama', address, amountYen: 500, reason: '敬老' })
    await operator('POST', '/adjustments', { passphrase: 'open sesame', phone: '0241-00-0000' })
    const [refused, given, asked] = await find('approver', '?limit=3')
    expect(refused).toMatchObject({ operation: 'adjustment.propose', details: {}, end: { status: 400 } })
    expect(given?.details).toEqual({ potId: 'pot:kaneyama', amountYen: 500, reason: '敬老' })
    expect(asked).toMatchObject({ operation: 'bank_account.check', subject: merchantCode })
    expect(asked?.details).toEqual({ merchantCode, reason: '窓口で通帳を見た' })
  })

  test('name what was done by its path, whatever the body calls by the same name', async () => {
    const id = await waiting('074454')
    const officer = await signedIn('officer')
    const sent = { id: 'another', decision: 'return', reason: 'x' }
    await officer('POST', `/merchant-applications/${id}/approval`, sent)
    const [act] = await find('approver', '?limit=1')
    expect(act).toMatchObject({ subject: id, details: { id, decision: 'approval' } })
  })

  test('hold also what is done to people from the command line, without their password', async () => {
    const email = 'new@officer.example'
    const password = 'a long password of the new officer'
    const roles = [{ role: 'operator' as const, scope: '*' }]
    const add = () => opened.hub.identity.addUser({ email, name: '新しい人', password, roles })
    expect(await recorded(opened.hub, 'user.add', { email, password, roles: 'operator' }, add)).toMatchObject(
      {
        ok: true,
      },
    )
    const [act] = await find('approver', '?operation=user.add')
    expect(act).toMatchObject({ details: { email, roles: 'operator' }, end: { status: 200, code: null } })
    expect(act!.userName).toMatch(/^npm run hub \(.+\)$/)
    expect(JSON.stringify(act)).not.toContain(password)
  })

  test('what cannot be written down is not done', async () => {
    const id = await waiting('074454')
    const officer = await signedIn('officer')
    const off = 'alter table office_acts rename to put_aside'
    await opened.store.raw(off)
    const answer = await officer('POST', `/merchant-applications/${id}/proposal`, proposal)
    await opened.store.raw('alter table put_aside rename to office_acts')
    expect(answer.status).toBeGreaterThanOrEqual(500)
    expect((await opened.hub.merchants.review(id))?.steps).toEqual([])
  })
})
