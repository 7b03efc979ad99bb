import { afterAll, beforeAll, expect, test } from 'vitest'
import { emptyDraft } from '../../api/museum/item-draft.ts'
import { demonstrationPassword } from '../../api/identity/index.ts'
import { wordingInForce } from '../../api/visitors/consent.ts'
import { openHub } from '../../api/open-hub.ts'
import { cookiesOf, openDesks } from './upload-world.ts'
import { storehouse } from './live-institution.ts'

type Answer = { readonly status: number; readonly told: Record<string, unknown> }
type Ask = (method: string, path: string, body?: unknown, key?: string) => Promise<Answer>
const origin = 'http://localhost'

let hub: Awaited<ReturnType<typeof openDesks>>
/** Another process on the same database, which began before anything was taken in. */
let other: Awaited<ReturnType<typeof openHub>>
let desks: Readonly<Record<string, Ask>>
/** Its first owner, once there is one. */
let keeper: Ask

const asWith =
  (cookie: string): Ask =>
  async (method, path, body, key = crypto.randomUUID()) => {
    const answer = await hub.reach(path, {
      method,
      headers: { origin, cookie, 'content-type': 'application/json', 'idempotency-key': key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const told = answer.status === 204 ? {} : ((await answer.json()) as Answer['told'])
    return { status: answer.status, told }
  }

beforeAll(async () => {
  hub = await openDesks()
  other = await openHub({ DATA_DIR: hub.folder }, 'demonstration')
  await other.hub.museum.routes.institutions.all()
  const names = ['officer', 'officer-mishima', 'approver', 'operator', 'karamushi-owner']
  const cookies = await Promise.all(names.map((name) => cookiesOf(hub.reach, origin, name)))
  desks = {
    ...Object.fromEntries(names.map((name, n) => [name, asWith(cookies[n]!)])),
    nobody: asWith(''),
  }
}, 60_000)
afterAll(async () => {
  await other.store.close()
  await hub.close()
})

const monday = { kind: 'weekly', weekday: 'monday', onHoliday: 'next-day' }
const winter = { kind: 'yearly', from: '12-01', to: '03-31', isCertain: true }
const days = (over: object, ...shut: readonly object[]) => ({
  hours: [{ months: [], from: '09:30', to: '17:00', ...over }],
  shut,
})
const told = { from: 'itself', day: '2026-11-20' }
const asked = (over: object = {}) => ({ ...storehouse(), told, reason: '町の小さな資料館', ...over })
const propose = (over: object = {}, as = 'officer-mishima', key?: string) =>
  desks[as]!('POST', '/api/institution-intakes', asked(over), key)
const decide = (id: string, payloadHash: unknown, as = 'approver', how = 'approval') =>
  desks[as]!('POST', `/api/institution-intakes/${id}/${how}`, { payloadHash, reason: '見た' })
const text = async (path: string): Promise<string> => (await hub.reach(path, {})).text()
const statusOf = async (path: string): Promise<number> => (await hub.reach(path, {})).status

test.each([
  ['municipality', { municipality: '074454' }, 404, 'institution_town_not_found'],
  ['name.en', { name: { ja: '蔵の家' } }, 422, 'institution_text_missing'],
  ['summary.ja', { summary: { ja: ' ', en: 'A house.' } }, 422, 'institution_text_missing'],
  ['contact.ja', { contact: {} }, 422, 'institution_text_missing'],
  ['station', { station: 'nowhere' }, 422, 'institution_station_unknown'],
  ['position', { position: { latitude: 37.4, longitude: 139.6, quality: 'official' }, told: { from: 'unverified' } }, 422, 'institution_position_unsourced'],
  ['position.latitude', { position: { latitude: 51, longitude: 139.6, quality: 'official' } }, 400, 'field_out_of_range'],
  ['told.day', { told: { from: 'itself', day: '2199-01-01' } }, 422, 'institution_told_ahead'],
  ['told.address', { told: { from: 'page', title: '案内', address: 'not a page' } }, 422, 'institution_malformed'],
  ['told', { told: undefined }, 400, 'field_missing'],
  ['address', { address: 'javascript:alert(1)' }, 422, 'institution_malformed'],
  ['name.en', { name: { ja: '蔵', en: '<b>' }, identifier: 'b' }, 422, 'institution_malformed'],
  ['identifier', { identifier: 'The House' }, 422, 'institution_identifier_malformed'],
  ['identifier', { identifier: '074446' }, 422, 'institution_identifier_malformed'],
  ['identifier', { identifier: undefined, name: { ja: '蔵', en: '蔵' } }, 422, 'institution_identifier_malformed'],
  ['identifier', { identifier: 'karamushi-museum' }, 409, 'institution_exists'],
  ['identifier', { identifier: 'aizu-meguri' }, 409, 'institution_exists'],
  // Of the files, though nothing of it is published.
  ['identifier', { identifier: 'fairy-museum' }, 409, 'institution_exists'],
  ['type', { type: 'castle' }, 400, 'field_malformed'],
  ['days.hours.0.to', { days: days({ to: '09:00' }) }, 422, 'institution_hours_backwards'],
  ['days.hours.0.lastEntry', { days: days({ lastEntry: '17:30' }) }, 422, 'institution_hours_backwards'],
  ['days.hours.0.from', { days: days({ from: '9 am' }) }, 400, 'field_malformed'],
  ['days.hours.0.months', { days: days({ months: [1] }) }, 422, 'institution_days_unclear'],
  ['days.shut.1.weekday', { days: days({}, monday, monday) }, 422, 'institution_days_unclear'],
  ['days.shut.0.to', { days: days({}, { ...winter, to: '02-30' }) }, 422, 'institution_days_unclear'],
])('is not asked for with a wrong %s: %j', async (field, over, status, code) => {
  const answer = await propose(over)
  expect([answer.status, answer.told['field']]).toEqual([status, field])
  if (status !== 400) expect(answer.told['code']).toBe(code)
  expect(String(answer.told['title'])).not.toContain('refusal.')
}) // prettier-ignore

test('is asked for by an officer of its town, and decided by an approver who did not ask', async () => {
  for (const as of ['approver', 'operator', 'karamushi-owner', 'nobody'])
    expect((await propose({ identifier: 'asked' }, as)).status).toBe(as === 'nobody' ? 401 : 403)
  const request = await propose({ identifier: 'asked' }, undefined, 'one-key-of-mine')
  expect(request.status).toBe(201)
  expect((await propose({ identifier: 'asked' }, undefined, 'one-key-of-mine')).told).toEqual(request.told)
  const { id, payloadHash } = request.told as { id: string; payloadHash: string }
  for (const as of ['officer-mishima', 'operator', 'karamushi-owner'])
    expect((await decide(id, payloadHash, as)).status).toBe(403)
  const ofOthers = await desks['officer']!('GET', '/api/institution-intakes')
  expect(ofOthers.told['requests']).toEqual([])
  expect((await decide(id, '0'.repeat(64))).told['code']).toBe('payload_changed')
  expect((await decide(id, payloadHash, 'approver', 'refusal')).told['decision']).toMatchObject({ approved: false })
  expect(await statusOf('/api/museum/institutions/asked')).toBe(404)
}) // prettier-ignore

/** The first owner, who took the link up. */
async function firstOwner(institution: string): Promise<Ask> {
  const path = `/api/institutions/${institution}/first-owner`
  const body = { email: 'kura@museum.example', language: 'ja', isMailed: false }
  for (const as of ['officer', 'approver', 'operator', 'karamushi-owner'])
    expect((await desks[as]!('POST', path, body)).status).toBe(as === 'officer' ? 404 : 403)
  const invited = await desks['officer-mishima']!('POST', path, body)
  expect(invited.status).toBe(201)
  const token = new URL(String(invited.told['link'])).searchParams.get('invitation')
  const answer = await hub.reach('/api/institution-invitations/acceptance', {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ token, name: '蔵の人', password: demonstrationPassword }),
  })
  expect(answer.status).toBe(201)
  expect((await desks['officer-mishima']!('POST', path, { ...body, email: 'x@museum.example' })).told['code']).toBe('institution_has_owner')
  return asWith(answer.headers.getSetCookie().map((line) => line.split(';', 1)[0]).join('; '))
} // prettier-ignore

test('is everywhere at once, with its first owner, what it publishes, and its tombstone', async () => {
  const request = await propose()
  expect((await decide(String(request.told['id']), request.told['payloadHash'])).status).toBe(200)
  const at = '/api/museum/institutions/the-storehouse'
  expect(JSON.parse(await text(at))).toMatchObject({
    name: { ja: ['蔵の家'] },
    municipality: '074446',
    opening: { en: ['Saturdays and Sundays, 10 to 4'] },
    told,
  })
  // A process that was there before sees it, and a search finds it.
  const seen = await other.hub.app.fetch(new Request(`${origin}/api/museum/institutions`), {})
  expect(await seen.json()).toMatchObject({ institutions: [{ id: 'the-storehouse' }] })
  expect((await other.hub.museum.holders()).map(({ id }) => id)).toContain('the-storehouse')
  const found = `/api/search?q=${encodeURIComponent('蔵の家')}`
  expect(await text(found)).toContain('/institutions/the-storehouse')
  expect(await text('/iiif/presentation/collection/top')).toContain('the-storehouse')
  expect(await text('/oai?verb=ListSets')).toContain('<setSpec>the-storehouse</setSpec>')
  const page = JSON.parse(await text('/iiif/activity/all-changes')) as { last: { id: string } }
  expect(await text(new URL(page.last.id).pathname)).toContain('/iiif/presentation/collection/the-storehouse')

  const owner = (keeper = await firstOwner('the-storehouse'))
  expect((await owner('GET', '/api/museum/studio/institutions')).told).toMatchObject({
    institutions: [{ id: 'the-storehouse' }],
  })
  const draft = {
    ...emptyDraft,
    title: { ja: '蔵の鍵', en: 'The key of the storehouse' },
    summary: { ja: '大きな鍵です。', en: 'A large key.' },
    credit: { ja: '蔵の家' },
    rights: 'by',
  }
  const saved = await owner('PUT', '/api/museum/drafts/storehouse-key', { institution: 'the-storehouse', revision: 0, draft }) // prettier-ignore
  expect(saved.status).toBe(200)
  expect((await owner('POST', '/api/museum/drafts/storehouse-key/publication', { revision: 1 })).status).toBe(200)
  expect(await text('/iiif/presentation/collection/the-storehouse')).toContain('storehouse-key')
  expect(await text('/api/museum/items?municipality=074446')).toContain('storehouse-key')
  expect(await text('/api/museum/items?municipality=074454')).not.toContain('storehouse-key')
  // Of the content, a town's items are those of the institutions that its files name.
  expect(await text('/api/museum/items?municipality=074462')).toContain('karamushi')
  expect(await text(`/api/search?q=${encodeURIComponent('蔵の鍵')}`)).toContain('/items/storehouse-key')

  const record = '/api/museum/institution-records/the-storehouse'
  const desk = await owner('GET', record)
  expect(desk.told).toMatchObject({ version: 1, acts: [{ byName: expect.any(String) as string }] })
  for (const as of ['karamushi-owner', 'officer-mishima', 'operator'])
    expect((await desks[as]!('GET', record)).status).toBe(403)
  const { municipality: _, identifier: __, ...said } = storehouse()
  const mended = { ...said, told, version: 1, opening: { ja: '日曜日', en: 'Sundays' } }
  expect((await desks['karamushi-owner']!('PUT', record, mended)).status).toBe(403)
  expect((await owner('PUT', record, mended)).told).toMatchObject({
    version: 2,
    opening: { ja: ['日曜日'] },
    acts: [{ byName: '蔵の人', changed: ['opening'] }, { version: 1 }],
  })
  expect((await owner('PUT', record, { ...mended, type: 'temple' })).told).toMatchObject({
    code: 'record_changed',
    field: 'version',
  })
  expect((await owner('PUT', record, { ...mended, name: { ja: '蔵' } })).told['field']).toBe('name.en')

  for (const as of ['karamushi-owner', 'officer'])
    expect((await desks[as]!('POST', `${record}/withdrawal`)).status).toBe(403)
  expect((await owner('POST', `${record}/withdrawal`)).told['code']).toBe('record_in_use')
  await owner('POST', '/api/museum/drafts/storehouse-key/withdrawal')
  expect((await desks['officer-mishima']!('POST', `${record}/withdrawal`)).told['state']).toBe('withdrawn')
  expect(await statusOf(at)).toBe(404)
  expect(await text(found)).not.toContain('/institutions/the-storehouse')
  expect(await text('/iiif/presentation/collection/top')).not.toContain('the-storehouse')
  expect((await owner('PUT', record, { ...mended, version: 3 })).told).toMatchObject({ state: 'published', version: 4 })
  expect(await text(found)).toContain('/institutions/the-storehouse')
}) // prettier-ignore

test('is where another house’s thing is seen: its name, its point and its station', async () => {
  const [at, record] = ['institution/the-storehouse', '/api/museum/drafts/lent-basket']
  const draft = {
    ...emptyDraft,
    title: { ja: '貸したかご', en: 'The lent basket' },
    summary: { ja: '蔵の家にあります。', en: 'It is at the storehouse.' },
    credit: { ja: 'からむし工芸博物館' },
    rights: 'by',
    contact: { ja: '見本の係 0240-00-0000' },
    spot: at,
  }
  const owner = desks['karamushi-owner']!
  const save = (spot: string, revision: number) =>
    owner('PUT', record, { institution: 'karamushi-museum', revision, draft: { ...draft, spot } })
  expect((await save('institution/nobody-knows-it', 0)).told['code']).toBe('draft_name_unknown')
  expect((await save(at, 0)).status).toBe(200)
  expect((await owner('POST', `${record}/publication`, { revision: 1 })).status).toBe(200)
  const item = JSON.parse(await text('/api/museum/items/lent-basket')) as Record<string, unknown>
  expect(item).toMatchObject({
    institution: { id: 'karamushi-museum' },
    place: { label: { en: ['The Storehouse'] }, position: null, page: '/institutions/the-storehouse' },
    station: 'aizu-miyashita',
  })
  expect(await text(`/api/museum/items?place=${at}`)).toContain('lent-basket')
  // Approximately known, it is named and no pin; exactly known, it is a point from the next publication on.
  const manifest = '/iiif/presentation/lent-basket/manifest'
  expect(await text(manifest)).toContain('The Storehouse')
  expect(await text(manifest)).not.toContain('navPlace')
  const { municipality: _, identifier: __, ...said } = storehouse()
  const desk = await keeper('GET', '/api/museum/institution-records/the-storehouse')
  const exact = { position: { ...said.position, quality: 'official' }, told, version: desk.told['version'] }
  expect((await keeper('PUT', '/api/museum/institution-records/the-storehouse', { ...said, ...exact })).status).toBe(200)
  expect((await owner('GET', record)).told).toMatchObject({ isChanged: true })
  expect((await owner('POST', `${record}/publication`, { revision: 1 })).status).toBe(200)
  expect(JSON.parse(await text(manifest))).toMatchObject({
    navPlace: { features: [{ geometry: { coordinates: [139.645, 37.471] } }] },
  })
  expect(await text('/api/museum/portal/items.csv')).toContain('蔵の家')
}) // prettier-ignore

test('is where visitors check in, for its town and its line, as long as it is public', async () => {
  const opened = await hub.reach('/api/wallets', { method: 'POST', headers: { origin, 'idempotency-key': 'a-wallet', 'content-type': 'application/json' }, body: '{}' })
  const visitor = asWith(opened.headers.getSetCookie().map((line) => line.split(';', 1)[0]).join('; '))
  const yes = { purpose: 'statistics', given: true, wordingVersion: wordingInForce.statistics }
  expect((await visitor('POST', '/api/consents', yes)).status).toBe(200)
  const here = (spotId: string, spotKind = 'institution') => visitor('POST', '/api/check-ins', { spotKind, spotId })
  expect(await here('the-storehouse')).toMatchObject({ status: 201 })
  expect(await here('the-storehouse')).toMatchObject({ status: 200 })
  expect((await here('the-storehouse', 'place')).told['code']).toBe('spot_unknown')
  expect((await here('asked')).told['code']).toBe('spot_unknown')
  const own = (await visitor('GET', '/api/visitors/me')).told
  expect(own).toMatchObject({ checkIns: [{ spotId: 'the-storehouse', municipality: '074446', lineId: 'tadami' }] })
}) // prettier-ignore

test('is open on the days that it tells, as a house of the content is', async () => {
  const [record, at] = ['/api/museum/institution-records/the-storehouse', '/api/rail/openings/the-storehouse']
  expect(JSON.parse(await text(at))).toEqual({ day: { date: expect.any(String) as string, state: 'unknown', because: [] } })
  const { municipality: _, identifier: __, ...said } = storehouse()
  const { version } = (await keeper('GET', record)).told
  const mended = { ...said, told, version, days: days({ lastEntry: '16:30' }, monday, winter) }
  const after = (await keeper('PUT', record, mended)).told
  expect(after['days']).toEqual(mended.days)
  expect((after['acts'] as object[])[0]).toMatchObject({ changed: ['position', 'days'] })
  // 23 November 2026 is a Monday and a national holiday: open, and shut on the day after.
  const on = async (date: string): Promise<unknown> => JSON.parse(await text(`${at}?date=${date}`))
  expect(await on('2026-11-23')).toMatchObject({ day: { state: 'open', hours: { from: 570, to: 1020 } } })
  expect(await on('2026-11-24')).toMatchObject({
    day: { state: 'shut', because: [{ ja: expect.stringContaining('月曜日') as string, en: expect.stringContaining('Mondays') as string }] },
    next: { date: '2026-11-25' },
  })
  expect(await on('2026-12-01')).toMatchObject({ day: { state: 'shut' }, next: { date: '2027-04-01' } })
  const elsewhere = await other.hub.app.fetch(new Request(`${origin}${at}?date=2026-11-23`), {})
  expect(await elsewhere.json()).toMatchObject({ day: { state: 'open' } })
}) // prettier-ignore

test('of the content is not mended here', async () => {
  const record = '/api/museum/institution-records/karamushi-museum'
  const { municipality: _, identifier: __, ...said } = storehouse()
  const owner = desks['karamushi-owner']!
  expect((await owner('GET', record)).told['code']).toBe('institution_not_taken_in')
  expect((await owner('PUT', record, { ...said, told, version: 1 })).told['code']).toBe('institution_not_taken_in')
  expect((await owner('POST', `${record}/withdrawal`)).told['code']).toBe('institution_not_taken_in')
  expect((await desks['officer']!('POST', '/api/institutions/karamushi-museum/first-owner', { email: 'x@museum.example', language: 'ja', isMailed: false })).told['code']).toBe('institution_unknown')
}) // prettier-ignore
