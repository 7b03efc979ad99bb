import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../api/identity/index.ts'
import { type OpenHub, openHub } from '../../api/open-hub.ts'
import { addDays, japanDay, systemClock } from '../../api/platform/clock.ts'
import { allAgree } from '../support/accept-shop.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'
import { openPot } from '../support/open-pot.ts'

type Told = { status: number; text: string; json: <T = Record<string, never>>() => T }
const [mishima, kaneyama, yanaizu] = ['074446', '074454', '074233']
const today = japanDay(systemClock.now())

describe.each(['sqlite', 'postgresql'] as const)('help between towns on %s', (engine) => {
  let place: Place
  let opened: OpenHub
  let applied = 0

  beforeAll(async () => {
    place = await newPlace(engine, inject('postgresqlUrl'))
    opened = await openHub(place.environment, 'demonstration')
    const { identity, mode, potOpenings } = opened.hub
    const staff = [
      ...demonstrationStaff,
      { email: 'two@demonstration.example', roles: [mishima, yanaizu].map(officerOf) },
      { email: 'of-kaneyama@demonstration.example', roles: [{ role: 'approver' as const, scope: kaneyama }] },
      { email: 'of-yanaizu@demonstration.example', roles: [{ role: 'approver' as const, scope: yanaizu }] },
    ]
    for (const person of staff)
      await addDemonstrationPerson(identity, mode, { nameJa: person.email, nameEn: person.email, ...person })
    for (const municipality of [mishima, kaneyama])
      await openPot(potOpenings, {
        id: `pot:${municipality}`,
        municipality,
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

  function officerOf(scope: string) {
    return { role: 'municipal_officer' as const, scope }
  }

  /** A browser in which somebody signed in; it keeps its cookies. */
  async function signedIn(who?: string) {
    const jar = new Map<string, string>()
    const ask = async (method: string, path: string, body?: unknown): Promise<Told> => {
      const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
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
      for (const line of answer.headers.getSetCookie()) {
        const [name, value] = line.split(';', 1)[0]!.split('=') as [string, string]
        if (/max-age=0/i.test(line)) jar.delete(name)
        else jar.set(name, value)
      }
      const text = await answer.text()
      return { status: answer.status, text, json: <T>() => JSON.parse(text) as T }
    }
    if (who !== undefined) {
      const email = `${who}@demonstration.example`
      const entered = await ask('POST', '/session', { email, password: demonstrationPassword })
      expect(entered.status).toBe(201)
    }
    return ask
  }
  type Browser = Awaited<ReturnType<typeof signedIn>>
  /** One thing that somebody does in a browser of their own. */
  const by = async (who: string, ...sent: Parameters<Browser>) => (await signedIn(who))(...sent)
  const codeOf = ({ status, json }: Told) => (status < 400 ? status : json<{ code: string }>().code)

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
        contactEmail: `lent-${(applied += 1)}@shop.example`,
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

  const idOf = async (browser: Browser) =>
    (await browser('GET', '/session')).json<{ person: { userId: string } }>().person.userId
  const asked = async (change = {}) => ({
    userId: await idOf(await signedIn('officer-mishima')),
    fromTown: mishima,
    town: kaneyama,
    works: ['merchant.decide', 'pot.issue'],
    firstDay: today,
    lastDay: addDays(today, 3),
    reason: '窓口の手伝い',
    ...change,
  })
  type Request = { id: string; payloadHash: string }
  const lend = async (change = {}): Promise<string> => {
    const made = await by('officer', 'POST', '/secondments', await asked(change))
    expect([made.status, made.text]).toEqual([201, made.text])
    const { id, payloadHash } = made.json<Request>()
    const approver = await signedIn('of-kaneyama')
    expect((await approver('POST', `/secondments/${id}/approval`, { payloadHash })).status).toBe(200)
    return id
  }
  /** A shop that somebody else looked into, and where a second one lets it go. */
  const proposed = async (town: string) => {
    const merchantId = await waiting(town)
    const made = await opened.hub.merchants.propose({
      merchantId,
      doneBy: 'another officer',
      verdict: 'accept',
      checks: allAgree,
      reason: '確かめた',
      key: crypto.randomUUID(),
    })
    const last = made.ok ? made.value.steps.at(-1) : undefined
    if (last?.what !== 'proposed') throw new Error('nothing was proposed')
    const approval = { payloadHash: last.payloadHash, reason: '読んだ' }
    return { merchantId, path: `/merchant-applications/${merchantId}/approval`, approval }
  }
  const decide = async (browser: Browser, town: string) => {
    const { path, approval } = await proposed(town)
    return codeOf(await browser('POST', path, approval))
  }
  const choose = async (browser: Browser, town: string) =>
    codeOf(await browser('PUT', '/acting-for', { town }))
  const endAll = async () => {
    const approver = await signedIn('approver')
    const { secondments } = (await approver('GET', '/secondments')).json<{
      secondments: { id: string; state: string }[]
    }>()
    for (const { id, state } of secondments)
      if (state === 'ahead' || state === 'in_force')
        await approver('POST', `/secondments/${id}/end`, { reason: '片付け' })
  }

  test('one lent works for the other town in their own name, and each act says under what', async () => {
    const id = await lend()
    const hanako = await signedIn('officer-mishima')
    // Lent alone opens nothing: the town has to be chosen.
    expect(await decide(hanako, kaneyama)).toBe('merchant_not_found')
    expect(await choose(hanako, kaneyama)).toBe(204)
    const { merchantId: shop, path, approval } = await proposed(kaneyama)
    expect((await hanako('POST', path, approval)).status).toBe(200)
    // Lent to let go, not to look into: that is another work.
    const proposal = { verdict: 'accept', checks: allAgree, reason: '確かめた' }
    const looked = await hanako(
      'POST',
      `/merchant-applications/${await waiting(kaneyama)}/proposal`,
      proposal,
    )
    expect(codeOf(looked)).toBe('secondment_other_work')
    expect(
      (await hanako('POST', '/pot-issues', { potId: `pot:${kaneyama}`, amountYen: 100, reason: '祭り' }))
        .status,
    ).toBe(201)
    const { acts } = (await by('officer', 'GET', `/office-acts?subject=${shop}`)).json<{
      acts: object[]
    }>()
    expect(acts).toMatchObject([
      {
        userName: '役場の担当（三島町）',
        role: 'municipal_officer',
        operation: 'merchant.decide',
        onBehalfOf: kaneyama,
        secondmentId: id,
        end: { status: 200 },
      },
    ])
    const csv = (await by('approver', 'GET', `/office-acts.csv?subject=${shop}`)).text
    expect(csv).toContain(`,${kaneyama},${id},merchant.decide,`)
    // While working for the other town one's own is out of reach, and back again afterwards.
    expect(await decide(hanako, mishima)).toBe('merchant_not_found')
    await hanako('DELETE', '/acting-for')
    expect(await decide(hanako, mishima)).toBe(200)
    const own = (await by('officer-mishima', 'GET', '/office-acts?limit=1')).json<{
      acts: object[]
    }>()
    expect(own.acts).toMatchObject([{ onBehalfOf: mishima, secondmentId: null }])
    await endAll()
  })

  test('every way out is a refusal with a code of its own', async () => {
    const hanako = await signedIn('officer-mishima')
    expect(await choose(hanako, yanaizu)).toBe('town_not_yours')
    const ahead = await lend({ firstDay: addDays(today, 1), works: ['merchant.decide'] })
    expect(await choose(hanako, kaneyama)).toBe('secondment_not_begun')
    await by('officer', 'POST', `/secondments/${ahead}/end`, { reason: '取りやめ' })
    expect(await choose(hanako, kaneyama)).toBe('secondment_ended')
    expect(await choose(hanako, kaneyama)).toBe('secondment_ended')
    const id = await lend({ works: ['merchant.decide'] })
    expect(await choose(hanako, kaneyama)).toBe(204)
    expect(await decide(hanako, kaneyama)).toBe(200)
    // Another town, and another work.
    expect(await decide(hanako, yanaizu)).toBe('merchant_not_found')
    const issue = { potId: `pot:${kaneyama}`, amountYen: 100, reason: '祭り' }
    expect(codeOf(await hanako('POST', '/pot-issues', issue))).toBe('secondment_other_work')
    expect(codeOf(await hanako('GET', '/office-acts'))).toBe('secondment_other_work')
    // What was chosen before it was ended opens nothing any more.
    await by('officer', 'POST', `/secondments/${id}/end`, { reason: '担当が戻った' })
    expect(await decide(hanako, kaneyama)).toBe('secondment_ended')
    const told = await hanako('POST', '/pot-issues', issue)
    expect([told.status, told.json<{ title: string }>().title]).toEqual([
      403,
      'この応援は、途中で終わりました。',
    ])
    expect((await hanako('GET', '/acting-for')).json()).toMatchObject({ own: [mishima], chosen: kaneyama })
  })

  test('an officer of two towns says which, and the record names it', async () => {
    const two = await signedIn('two')
    expect(await decide(two, yanaizu)).toBe('town_not_chosen')
    expect(await choose(two, yanaizu)).toBe(204)
    const { merchantId: shop, path, approval } = await proposed(yanaizu)
    expect((await two('POST', path, approval)).status).toBe(200)
    expect(await decide(two, mishima)).toBe('merchant_not_found')
    const { acts } = (await by('approver', 'GET', `/office-acts?subject=${shop}`)).json<{
      acts: object[]
    }>()
    expect(acts).toMatchObject([{ onBehalfOf: yanaizu, secondmentId: null }])
  })

  test('it is asked for, seen and ended by the two towns, and let go by an approver of the one that is helped', async () => {
    const [officer, ofKaneyama, ofYanaizu, operator] = [
      await signedIn('officer'),
      await signedIn('of-kaneyama'),
      await signedIn('of-yanaizu'),
      await signedIn('operator'),
    ]
    const wanted = await asked()
    for (const [browser, code] of [
      [await signedIn(), 'not_signed_in'],
      [operator, 'not_allowed'],
      [ofKaneyama, 'not_allowed'],
    ] as const)
      expect(codeOf(await browser('POST', '/secondments', wanted))).toBe(code)
    // Kaneyama's officer asks only for what Kaneyama gives or gets.
    expect(codeOf(await officer('POST', '/secondments', { ...wanted, town: yanaizu }))).toBe('town_not_found')
    const { id, payloadHash } = (await officer('POST', '/secondments', wanted)).json<Request>()
    const approval = (browser: Browser) => browser('POST', `/secondments/${id}/approval`, { payloadHash })
    expect(codeOf(await approval(officer))).toBe('not_allowed')
    expect(codeOf(await approval(operator))).toBe('not_allowed')
    expect(codeOf(await approval(ofYanaizu))).toBe('request_not_found')
    expect(codeOf(await approval(ofKaneyama))).toBe(200)
    type List = { requests: Request[]; secondments: Request[] }
    const seen = async (browser: Browser) => {
      const told = await browser('GET', '/secondments')
      return told.status < 400 && told.json<List>().secondments.some((one) => one.id === id)
    }
    expect(await Promise.all([officer, ofKaneyama, ofYanaizu, operator].map(seen))).toEqual([
      true,
      true,
      false,
      false,
    ])
    const end = { reason: '担当が戻った' }
    expect(codeOf(await ofYanaizu('POST', `/secondments/${id}/end`, end))).toBe('secondment_not_found')
    expect(codeOf(await by('officer-mishima', 'POST', `/secondments/${id}/end`, end))).toBe(200)
  })

  test('what somebody else chose in the same browser, and a town nobody chose through here, open nothing', async () => {
    const id = await lend()
    const officer = await signedIn('officer')
    const [mine, hers] = [await idOf(officer), await idOf(await signedIn('officer-mishima'))]
    const asWith = async (who: string, town: string) => {
      const entered = await opened.hub.app.request('http://localhost/api/session', {
        method: 'POST',
        headers: { origin: 'http://localhost', 'content-type': 'application/json' },
        body: JSON.stringify({ email: `${who}@demonstration.example`, password: demonstrationPassword }),
      })
      const session = entered.headers.getSetCookie().map((line) => line.split(';', 1)[0])
      const { path, approval } = await proposed(kaneyama)
      const answer = await opened.hub.app.request(
        `http://localhost/api${path}`,
        {
          method: 'POST',
          headers: {
            origin: 'http://localhost',
            'content-type': 'application/json',
            'idempotency-key': crypto.randomUUID(),
            cookie: [...session, `meguri_town=${town}`].join('; '),
          },
          body: JSON.stringify(approval),
        },
        { clientAddress: '192.0.2.7' },
      )
      return answer.status < 400 ? answer.status : ((await answer.json()) as { code: string }).code
    }
    expect(await asWith('officer', `${kaneyama}.${hers}`)).toBe(200)
    expect(await asWith('officer', `${yanaizu}.${mine}`)).toBe('town_not_yours')
    expect(await asWith('officer-mishima', `${kaneyama}.${hers}`)).toBe(200)
    expect(await asWith('officer-mishima', `${yanaizu}.${hers}`)).toBe('town_not_yours')
    await by('approver', 'POST', `/secondments/${id}/end`, { reason: '片付け' })
    expect(await asWith('officer-mishima', `${kaneyama}.${hers}`)).toBe('secondment_ended')
  })
})
