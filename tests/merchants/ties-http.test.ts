import { beforeAll, expect, it } from 'vitest'
import { itemOfTie, type Tie } from '../../site/lib/ties.ts'
import { openEngine } from '../support/engines.ts'
import { smallApi, type SmallApi } from './support/http.ts'
import { smallRegion, type Region } from './support/region.ts'

let region: Region
let api: SmallApi
let shop: Awaited<ReturnType<Region['openShop']>>
let owner: string
let other: string

beforeAll(async () => {
  const { store } = await openEngine('sqlite')
  region = await smallRegion(store)
  api = smallApi(region)
  shop = await region.openShop({ merchantClass: 'craft' })
  const elsewhere = await region.openShop({ municipality: '074454', nameJa: '川口の宿' })
  const memberOf = async (id: string) =>
    String(
      (await store.raw(`select user_id from merchant_members where merchant_id = '${id}'`))[0]!['user_id'],
    )
  owner = await memberOf(shop.id)
  other = await memberOf(elsewhere.id)
})

type Shown = { readonly id: string; readonly state: string; readonly itemTitle: object | null }
type Told = {
  readonly admission: { readonly en: string; readonly source: string } | null
  readonly counters: readonly { readonly id: string; readonly payAt: string | null }[]
  readonly sellers: readonly { readonly id: string }[]
}

const ask = (by: string | undefined, what: string, item?: string) =>
  api.post('/institutions/craft-museum/ties', { shop: shop.id, what, item }, by)
const told = async (items = '') =>
  (await (await api.get(`/institutions/craft-museum/shops?items=${items}`)).json()) as Told
const codeOf = async (answer: Response) => ((await answer.json()) as { code: string }).code
const act = (id: string, decision: string, by?: string) => api.post(`/ties/${id}/${decision}`, {}, by)

it('is asked by editors of the institution alone, and readers are told once the shop agreed', async () => {
  const tried = [undefined, 'writer', 'officer', owner].map(async (by) => (await ask(by, 'admission')).status)
  expect(await Promise.all(tried)).toEqual([401, 403, 403, 403])
  const elsewhere = await api.post(
    '/institutions/ramie-museum/ties',
    { shop: shop.id, what: 'sells' },
    'curator',
  )
  expect(elsewhere.status).toBe(403)

  const asked = (await (await ask('curator', 'admission')).json()) as Shown
  expect(asked.state).toBe('waiting')
  expect(await told()).toEqual({ admission: null, counters: [], sellers: [] })
  const desk = async (by: string) => ((await (await api.get('/ties', by)).json()) as { ties: Shown[] }).ties
  expect((await desk(owner)).map(({ id }) => id)).toEqual([asked.id])
  expect((await desk('officer')).map(({ id }) => id)).toEqual([asked.id])
  expect(await desk(other)).toEqual([])

  expect((await act(asked.id, 'agreement')).status).toBe(401)
  expect((await act(asked.id, 'agreement', 'curator')).status).toBe(403)
  expect((await act(asked.id, 'agreement', other)).status).toBe(404)
  expect((await act(asked.id, 'agreement', owner)).status).toBe(200)
  const [counter] = (await told()).counters
  expect(counter?.id).toBe(shop.id)
  const code = await region.merchants.code(shop.id)
  expect(counter?.payAt).toBe(code.ok && `/pay/${encodeURIComponent(code.value.payload)}`)
  expect(await codeOf(await act(asked.id, 'refusal', 'officer'))).toBe('tie_decided')

  const end = await api.post(`/institutions/craft-museum/ties/${asked.id}/end`, {}, 'curator')
  expect(((await end.json()) as Shown).state).toBe('ended')
  expect((await told()).counters).toEqual([])
})

it('is agreed to by the town for a shop, and told of the item that it names', async () => {
  const asked = (await (await ask('curator', 'sells', 'basket')).json()) as Shown
  // The shop reads what the item is called, not its identifier.
  expect(asked.itemTitle).toEqual({ ja: '山葡萄の籠', en: 'Grapevine basket' })
  expect((await act(asked.id, 'agreement', 'officer')).status).toBe(200)
  expect((await told('basket,pot')).sellers.map(({ id }) => id)).toEqual([shop.id])
  expect((await told('pot')).sellers).toEqual([])
  expect((await act(asked.id, 'end', owner)).status).toBe(200)
  expect((await told('basket')).sellers).toEqual([])

  // Of what is published no more the identifier is left, and what was decided about it.
  region.withdrawn.add('basket')
  const desk = (await (await api.get('/institutions/craft-museum/ties', 'curator')).json()) as {
    ties: Shown[]
  }
  const left = desk.ties.find(({ id }) => id === asked.id)
  expect(left).toMatchObject({ item: 'basket', itemTitle: null, state: 'ended' })
  region.withdrawn.delete('basket')
})

it('is told by pages by the title of its item, and by its identifier where it has none any more', () => {
  const itemTitle = { ja: '山葡萄の籠', en: 'Grapevine basket' }
  const tie = (title: typeof itemTitle | null) => ({ item: 'basket', itemTitle: title }) as Tie
  expect([itemOfTie(tie(itemTitle), 'en'), itemOfTie(tie(itemTitle), 'ja')]).toEqual([
    itemTitle.en,
    itemTitle.ja,
  ])
  expect(itemOfTie(tie(null), 'en')).toBe('basket')
})

it('refuses with the field that is wrong', async () => {
  const wrong = await api.post(
    '/institutions/craft-museum/ties',
    { shop: 'nobody', what: 'admission' },
    'curator',
  )
  expect(await wrong.json()).toMatchObject({ status: 422, code: 'shop_unknown', field: 'shop' })
  const unasked = await api.post('/institutions/craft-museum/ties/nobody/end', {}, 'curator')
  expect(await codeOf(unasked)).toBe('tie_not_found')
})

it('tells what the admission costs, and where that is known from', async () => {
  const said = { version: 0, ja: '大人300円', en: 'Adults 300 yen' }
  const path = '/institutions/craft-museum/admission'
  expect((await api.putJson(path, said, owner)).status).toBe(403)
  expect((await api.putJson(path, said, 'curator')).status).toBe(200)
  expect((await told()).admission).toMatchObject({ en: 'Adults 300 yen', source: '' })
  const late = await api.putJson(path, { ...said, en: 'Adults 400 yen' }, 'curator')
  expect(await late.json()).toMatchObject({ status: 409, code: 'admission_changed', facts: { version: 1 } })
  const half = await api.putJson(path, { version: 1, ja: '大人300円', en: '' }, 'curator')
  expect(await half.json()).toMatchObject({ status: 400, field: 'en' })
  expect((await api.post(`${path}/removal`, { version: 1 }, 'curator')).status).toBe(200)
  expect((await told()).admission).toBeNull()
})
