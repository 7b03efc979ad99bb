import { beforeAll, expect, it } from 'vitest'
import { openEngine } from '../support/engines.ts'
import { smallApi, type SmallApi } from './support/http.ts'
import { smallRegion, type Region } from './support/region.ts'

let region: Region
let api: SmallApi
let shop: Awaited<ReturnType<Region['openShop']>>
let elsewhere: Awaited<ReturnType<Region['openShop']>>
let owner: string
let other: string

beforeAll(async () => {
  const { store } = await openEngine('sqlite')
  region = await smallRegion(store)
  api = smallApi(region)
  shop = await region.openShop()
  elsewhere = await region.openShop({ municipality: '074454', nameJa: '川口の宿' })
  const memberOf = async (id: string) =>
    String(
      (await store.raw(`select user_id from merchant_members where merchant_id = '${id}'`))[0]!['user_id'],
    )
  owner = await memberOf(shop.id)
  other = await memberOf(elsewhere.id)
})

type Shown = { readonly id: string; readonly state: string; readonly isShown: boolean }

const sent = async (by = owner, shopId = shop.id, bytes = [1, 2, 3]) =>
  api.put(
    `/merchants/${shopId}/picture?altJa=${encodeURIComponent('青いのれん')}&altEn=A%20blue%20curtain`,
    new Uint8Array(bytes),
    by,
  )
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const scan = async () => {
  const code = await region.merchants.code(shop.id)
  if (!code.ok) throw new Error(code.error.code)
  const answer = await api.get(`/payment-codes?text=${encodeURIComponent(code.value.payload)}`)
  return (await answer.json()) as { picture: { address: string; altJa: string } | null }
}

it('a picture is seen by its shop and its town alone until it is approved, then by everybody who scans the code', async () => {
  expect((await scan()).picture).toBeNull()
  const answer = await sent()
  expect(answer.status).toBe(200)
  const { id, state } = (await answer.json()) as Shown
  expect(state).toBe('waiting')
  const seenBy = async (who?: string) => (await api.get(`/shop-pictures/${id}/file`, who)).status
  expect([await seenBy(), await seenBy(owner), await seenBy('officer'), await seenBy('approver')]).toEqual([
    401, 200, 200, 200,
  ])
  expect([await seenBy(other), await seenBy('operator')]).toEqual([404, 403])
  expect((await scan()).picture).toBeNull()
  expect((await api.get(`/shops/${shop.id}/picture/${id}`)).status).toBe(404)

  const decide = (who: string, decision: string) =>
    api.post(`/shop-pictures/${id}/${decision}`, { reason: '看板と同じ' }, who)
  expect((await decide(owner, 'approval')).status).toBe(403)
  expect((await decide('operator', 'approval')).status).toBe(403)
  expect(((await (await decide('officer', 'approval')).json()) as Shown).state).toBe('approved')
  const { picture } = await scan()
  expect(picture).toMatchObject({ altJa: '青いのれん', address: `/api/shops/${shop.id}/picture/${id}` })
  const file = await api.get(picture!.address.slice('/api'.length))
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array([1, 2, 3]))

  // The shop takes it back at once, by itself.
  expect((await api.post(`/shop-pictures/${id}/withdrawal`, {}, other)).status).toBe(404)
  expect((await api.post(`/shop-pictures/${id}/withdrawal`, {}, owner)).status).toBe(200)
  expect((await scan()).picture).toBeNull()
  expect((await api.get(`/shops/${shop.id}/picture/${id}`)).status).toBe(404)
})

it('an officer decides for the own town, and sends for a shop of it; of another town there is nothing', async () => {
  const { id } = (await (await sent(other, elsewhere.id)).json()) as Shown
  expect(await codeOf(await api.post(`/shop-pictures/${id}/approval`, { reason: '見た' }, 'officer'))).toBe(
    'picture_not_found',
  )
  expect((await sent('officer', elsewhere.id)).status).toBe(404)
  const desk = async (who: string) =>
    ((await (await api.get('/shop-pictures', who)).json()) as { pictures: Shown[] }).pictures.map(
      (one) => one.id,
    )
  expect(await desk('officer')).not.toContain(id)
  expect(await desk('approver')).toContain(id)
  const own = (await (await sent('officer', shop.id, [255, 216, 7])).json()) as Shown
  expect(
    await codeOf(await api.post(`/shop-pictures/${own.id}/approval`, { reason: '見た' }, 'officer')),
  ).toBe('own_picture')
  expect((await api.post(`/shop-pictures/${own.id}/approval`, { reason: '見た' }, 'approver')).status).toBe(
    200,
  )
  // What the office sends is written down among its acts, and is still the file that it was.
  const file = await api.get(`/shop-pictures/${own.id}/file`, owner)
  expect(new Uint8Array(await file.arrayBuffer())).toEqual(new Uint8Array([255, 216, 7]))
})

it('a newer picture that is taken back before anybody looked leaves the one that payers see to be taken back, too', async () => {
  await sent(owner, shop.id, [255, 216, 8])
  const listed = async () =>
    ((await (await api.get(`/merchants/${shop.id}/pictures`, owner)).json()) as { pictures: Shown[] })
      .pictures
  const [newer] = await listed()
  expect((await api.post(`/shop-pictures/${newer!.id}/withdrawal`, {}, owner)).status).toBe(200)
  const seen = await scan()
  const shown = (await listed()).filter(({ isShown }) => isShown)
  expect(shown.map(({ id }) => `/api/shops/${shop.id}/picture/${id}`)).toEqual([seen.picture?.address])
  expect((await api.post(`/shop-pictures/${shown[0]!.id}/withdrawal`, {}, owner)).status).toBe(200)
  expect((await scan()).picture).toBeNull()
})

it('a picture without words for those who do not see it is not taken', async () => {
  const answer = await api.put(`/merchants/${shop.id}/picture?altJa=%20&altEn=x`, new Uint8Array([1]), owner)
  expect([answer.status, ((await answer.json()) as { field: string }).field]).toEqual([400, 'altJa'])
})

it('a report is made by anybody and read by the town where it was seen, the town of the shop, and the union', async () => {
  const code = await region.merchants.code(elsewhere.id)
  if (!code.ok) throw new Error(code.error.code)
  const made = await api.post('/code-reports', { text: code.value.payload, municipality: '074446' })
  expect(made.status).toBe(201)
  const { reportId } = (await made.json()) as { reportId: string }
  const far = await api.post('/code-reports', { text: code.value.payload, signSays: '宿' })
  const farId = ((await far.json()) as { reportId: string }).reportId
  const readBy = async (who: string) =>
    ((await (await api.get('/code-reports', who)).json()) as { reports: Shown[] }).reports.map(
      (one) => one.id,
    )
  expect(await readBy('officer')).toEqual([reportId])
  expect((await readBy('operator')).toSorted()).toEqual([reportId, farId].toSorted())
  const page = async (query: string) => api.get(`/code-reports?limit=1${query}`, 'operator')
  type Page = { reports: Shown[]; next: string | null }
  const first = (await (await page('')).json()) as Page
  const second = (await (await page(`&after=${first.next}`)).json()) as Page
  expect([...first.reports, ...second.reports].map(({ id }) => id)).toEqual(await readBy('operator'))
  expect([typeof first.next, second.next]).toEqual(['string', null])
  const wrong = await page('&after=2.5.x')
  expect([wrong.status, ((await wrong.json()) as { field: string }).field]).toEqual([400, 'after'])
  expect((await api.get('/code-reports', owner)).status).toBe(403)
  expect((await api.get('/code-reports')).status).toBe(401)
  const step = (id: string, who: string) =>
    api.post(`/code-reports/${id}/steps`, { what: 'sticker_found', reason: 'はがした' }, who)
  expect(await codeOf(await step(farId, 'officer'))).toBe('report_not_found')
  expect((await step(reportId, 'operator')).status).toBe(403)
  const done = await step(reportId, 'officer')
  expect([done.status, ((await done.json()) as Shown).state]).toEqual([200, 'sticker_found'])
})
