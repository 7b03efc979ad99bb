import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../api/platform/ids.ts'
import type { TieAct, TieKind } from '../../api/merchants/tie.ts'
import { Violation } from '../../db/violation.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

onEveryEngine('a tie between an institution and a shop', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>
  let owner: string

  beforeAll(async () => {
    region = await smallRegion(store())
  })
  beforeEach(async () => {
    shop = await region.openShop({ merchantClass: 'experience' })
    const [row] = await store().raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
    owner = String(row!['user_id'])
  })

  const ask = (more: { what?: TieKind; item?: string; key?: string; shop?: string; askedBy?: string } = {}) =>
    region.ties.ask({
      institution: 'craft-museum',
      item: more.item ?? null,
      shop: more.shop ?? shop.id,
      what: more.what ?? 'admission',
      askedBy: more.askedBy ?? 'curator',
      key: more.key ?? newId(),
    })
  async function asked(more: Parameters<typeof ask>[0] = {}): Promise<string> {
    const one = await ask(more)
    if (!one.ok) throw new Error(one.error.code)
    return one.value.id
  }
  const act = (id: string, what: TieAct, doneBy = owner) => region.ties.act({ id, what, doneBy })
  const told = (items: readonly string[] = []) => region.ties.shopsOf('craft-museum', items)
  const isCounter = async () => (await told()).counters.some(({ id }) => id === shop.id)
  const sells = async (items: readonly string[] = []) =>
    (await told(items)).sellers.some(({ id }) => id === shop.id)

  it('is told to readers from when the shop agreed until either side ended it', async () => {
    const id = await asked()
    expect(await isCounter()).toBe(false)
    expect((await act(id, 'agreed')).ok).toBe(true)
    const { counters } = await told()
    expect(counters.find((one) => one.id === shop.id)).toMatchObject({ isOpen: true, nameJa: 'かすみ食堂' })
    const code = await region.merchants.code(shop.id)
    expect(counters.find((one) => one.id === shop.id)?.payload).toBe(code.ok && code.value.payload)
    expect((await act(id, 'ended', 'curator')).ok).toBe(true)
    expect(await isCounter()).toBe(false)
  })

  it('is not told after a refusal, and may be asked for again', async () => {
    await act(await asked(), 'refused')
    expect(await isCounter()).toBe(false)
    await act(await asked(), 'agreed', 'officer')
    expect(await isCounter()).toBe(true)
  })

  it('of an item is told of that item alone, beside the shops that its record names', async () => {
    await act(await asked({ what: 'sells', item: 'basket' }), 'agreed')
    expect([await sells(), await sells(['basket']), await sells(['pot'])]).toEqual([false, true, false])
    const craft = await region.openShop({ merchantClass: 'craft' })
    region.named.push(craft.id, 'nobody')
    const { sellers } = await told(['basket'])
    expect(sellers.map(({ id }) => id)).not.toContain('nobody')
    expect(sellers[0]!.id).toBe(craft.id)
    region.named.length = 0
  })

  it('with a shop that was stopped stays, and shows no way to pay there', async () => {
    await act(await asked(), 'agreed')
    await store().raw(`update merchants set status = 'suspended' where id = '${shop.id}'`)
    expect((await told()).counters.find(({ id }) => id === shop.id)).toMatchObject({
      isOpen: false,
      payload: null,
    })
    expect(await ask({ what: 'sells' })).toMatchObject({ error: { code: 'shop_unknown', field: 'shop' } })
  })

  it('is agreed to by nobody who asked, unless they keep the shop', async () => {
    const id = await asked({ askedBy: 'officer' })
    expect(await act(id, 'agreed', 'officer')).toMatchObject({ error: { code: 'own_tie' } })
    expect((await act(id, 'agreed', 'approver')).ok).toBe(true)
    expect((await act(await asked({ what: 'sells', askedBy: owner }), 'agreed', owner)).ok).toBe(true)
  })

  it('is asked for once, also ten times at once; the same key is the same', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => ask()))
    expect(all.filter(({ ok }) => ok)).toHaveLength(1)
    expect(new Set(all.flatMap((one) => (one.ok ? [] : [one.error.code])))).toEqual(new Set(['tie_stands']))
    const key = newId()
    const [first, again] = [await ask({ what: 'sells', key }), await ask({ what: 'sells', key })]
    expect(first.ok && first.value.id).toBe(again.ok && again.value.id)
    expect(await ask({ what: 'sells', item: 'basket', key })).toMatchObject({ error: { code: 'key_used' } })
  })

  it('is decided once, of two who decide at once; saying it again is the same', async () => {
    const id = await asked()
    const both = await Promise.all([act(id, 'agreed', owner), act(id, 'refused', 'officer')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await region.ties.find(id))?.steps).toHaveLength(1)
    const winner = (await region.ties.find(id))!.steps[0]!
    expect((await act(id, winner.what, winner.doneBy)).ok).toBe(true)
  })

  it.each([
    [{ item: 'basket' }, 'admission_of_item'],
    [{ what: 'sells' as const, item: 'pot' }, 'item_unknown'],
    [{ shop: 'nobody' }, 'shop_unknown'],
  ])('refuses %o', async (more, code) => {
    expect(await ask(more)).toMatchObject({ error: { code } })
  })

  it('names the shop by the letters under its code, too', async () => {
    const code = `${shop.code!.slice(0, 4).toLowerCase()} ${shop.code!.slice(4)}`
    expect(await ask({ shop: code })).toMatchObject({ ok: true, value: { merchantId: shop.id } })
  })

  describe('the database itself refuses', () => {
    const step = (id: string, number: number, what: string, by: string) =>
      `insert into shop_tie_steps (tie_id, number, what, done_by, created_at) values ('${id}', ${number}, '${what}', '${by}', 1)`
    it.each([
      ['an agreement by who asked', 1, 'agreed', 'curator'],
      ['a step that leaves one out', 2, 'ended', 'a'],
      ['an act that nobody knows', 1, 'lost', 'a'],
    ])('%s', async (_, number, what, by) => {
      await expect(store().raw(step(await asked(), number, what, by))).rejects.toBeInstanceOf(Violation)
    })

    it('an agreement after the end, and the same tie beside one that stands', async () => {
      const id = await asked()
      const tie = (number: number, item = '') =>
        `insert into shop_ties (id, institution, item, merchant_id, what, number, asked_by, created_at) values ('${newId()}', 'craft-museum', '${item}', '${shop.id}', 'admission', ${number}, 'x', 1)`
      await expect(store().raw(tie(2))).rejects.toBeInstanceOf(Violation)
      await expect(store().raw(tie(1, 'basket'))).rejects.toBeInstanceOf(Violation)
      await act(id, 'ended')
      await expect(store().raw(step(id, 2, 'agreed', 'a'))).rejects.toBeInstanceOf(Violation)
      await store().raw(tie(2))
    })
  })
})

onEveryEngine('the admission of an institution', (store) => {
  let region: Region
  beforeAll(async () => {
    region = await smallRegion(store())
  })
  const say = (version: number, textJa: string, textEn: string, source = '') =>
    region.ties.tellAdmission({
      institution: 'ramie-museum',
      version,
      textJa,
      textEn,
      source,
      saidBy: 'curator',
    })
  const told = async () => (await region.ties.shopsOf('ramie-museum', [])).admission

  it('is what was said last, in both languages, until it is taken back', async () => {
    expect(await told()).toBeUndefined()
    expect(await say(0, '大人300円', 'Adults 300 yen')).toMatchObject({ ok: true, value: { version: 1 } })
    await say(1, '大人400円', 'Adults 400 yen', '窓口の掲示')
    expect(await told()).toMatchObject({ version: 2, textEn: 'Adults 400 yen', source: '窓口の掲示' })
    expect(await say(1, '大人500円', 'Adults 500 yen')).toMatchObject({
      error: { code: 'admission_changed', version: 2 },
    })
    expect(await say(1, '大人400円', 'Adults 400 yen', '窓口の掲示')).toMatchObject({ value: { version: 2 } })
    await say(2, '', '')
    expect(await told()).toBeUndefined()
    await expect(say(3, '大人400円', '')).rejects.toBeInstanceOf(Violation)
  })

  it('is said by one of two who say something else at once', async () => {
    const version = (await region.ties.admissionOf('ramie-museum'))?.version ?? 0
    const both = await Promise.all([say(version, '甲', 'A'), say(version, '乙', 'B')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(await region.ties.admissionOf('ramie-museum')).toMatchObject({ version: version + 1 })
  })
})
