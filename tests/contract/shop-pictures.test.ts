import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../api/platform/ids.ts'
import type { PictureAct } from '../../api/merchants/shop-picture.ts'
import { Violation } from '../../db/violation.ts'
import { firstPlace, pageOf, printPlace, readPlace } from '../../api/merchants/code-report-page.ts'
import { isOpenReport } from '../../api/merchants/code-report.ts'
import { smallRegion, type Region } from '../merchants/support/region.ts'
import { onEveryEngine } from '../support/engines.ts'

const front = new Uint8Array([255, 216, 255, 1])

onEveryEngine('a picture of a shop', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>
  let owner: string

  beforeAll(async () => {
    region = await smallRegion(store())
  })
  beforeEach(async () => {
    region.setNow('2026-11-24T10:00')
    shop = await region.openShop()
    const [row] = await store().raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
    owner = String(row!['user_id'])
  })

  const send = (bytes = front, key = newId(), sentBy = owner) =>
    region.pictures.send({
      merchantId: shop.id,
      bytes,
      altJa: '青いのれん',
      altEn: 'A blue curtain',
      sentBy,
      key,
    })
  async function sent(bytes = front): Promise<string> {
    const one = await send(bytes)
    if (!one.ok) throw new Error(one.error.code)
    return one.value.id
  }
  const act = (id: string, what: PictureAct, doneBy = 'officer', reason = '現地で見た') =>
    region.pictures.act({ id, what, doneBy, reason })
  const shownId = async () => (await region.pictures.shownOf(shop.id))?.id

  it('is shown once the office has looked at it, and no longer once it is taken away', async () => {
    const id = await sent()
    expect(await shownId()).toBeUndefined()
    expect((await act(id, 'approved')).ok).toBe(true)
    expect(await shownId()).toBe(id)
    const shown = await region.pictures.shownOf(shop.id)
    expect(shown).toMatchObject({ altJa: '青いのれん', altEn: 'A blue curtain', merchantId: shop.id })
    expect(await region.pictures.draw(shown!)).toEqual(front)
    expect((await act(id, 'removed')).ok).toBe(true)
    expect(await shownId()).toBeUndefined()
  })

  it('gives way to a newer one, and does not come back when that one is taken away', async () => {
    const old = await sent()
    await act(old, 'approved')
    const next = await sent(new Uint8Array([1, 2, 3]))
    expect(await shownId()).toBe(old)
    await act(next, 'approved')
    expect(await shownId()).toBe(next)
    expect((await act(next, 'withdrawn', owner, '')).ok).toBe(true)
    expect(await shownId()).toBeUndefined()
  })

  it('is refused, and the one before stays', async () => {
    const old = await sent()
    await act(old, 'approved')
    await act(await sent(new Uint8Array([1, 2, 3])), 'refused')
    expect(await shownId()).toBe(old)
  })

  it('waits alone, also of ten that are sent at once; the same key is the same', async () => {
    const told = await Promise.all(Array.from({ length: 10 }, () => send()))
    expect(told.filter(({ ok }) => ok)).toHaveLength(1)
    expect(new Set(told.flatMap((one) => (one.ok ? [] : [one.error.code])))).toEqual(
      new Set(['picture_waits']),
    )
    const [waiting] = await region.pictures.ofShop(shop.id)
    await act(waiting!.id, 'refused')
    const key = newId()
    const [first, again] = [await send(front, key), await send(front, key)]
    expect(first.ok && first.value.id).toBe(again.ok && again.value.id)
    expect(await send(new Uint8Array([9]), key)).toMatchObject({ error: { code: 'key_used', field: 'body' } })
  })

  it('is decided once, by one of two who decide at once, and by nobody who sent it or works there', async () => {
    const id = await sent()
    expect(await act(id, 'approved', owner)).toMatchObject({ error: { code: 'own_picture' } })
    expect(await act(id, 'approved', 'officer', ' ')).toMatchObject({ error: { code: 'reason_missing' } })
    expect(await act(id, 'removed')).toMatchObject({ error: { code: 'picture_decided' } })
    const both = await Promise.all([act(id, 'approved', 'officer'), act(id, 'refused', 'approver')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both.flatMap((one) => (one.ok ? [] : [one.error.code]))).toEqual(['picture_decided'])
    expect((await region.pictures.find(id))?.steps).toHaveLength(1)
  })

  it('that the office sent for a shop is let through by another of the office', async () => {
    const one = await send(front, newId(), 'officer')
    if (!one.ok) throw new Error(one.error.code)
    expect(await act(one.value.id, 'approved', 'officer')).toMatchObject({ error: { code: 'own_picture' } })
    expect((await act(one.value.id, 'approved', 'approver')).ok).toBe(true)
  })

  it('is sent ten times a day, and a file that is no picture leaves nothing', async () => {
    expect(await send(new Uint8Array([0]))).toMatchObject({
      error: { code: 'picture_unreadable', field: 'body' },
    })
    expect(await region.pictures.ofShop(shop.id)).toEqual([])
    for (let n = 1; n <= 10; n++) await act(await sent(new Uint8Array([n])), 'withdrawn', owner, '')
    expect(await send()).toMatchObject({ error: { code: 'pictures_too_many', most: 10 } })
    region.setNow('2026-11-25T10:00')
    expect((await send()).ok).toBe(true)
  })

  it('stands first on the desk while it waits', async () => {
    const decided = await sent()
    await act(decided, 'approved')
    const waiting = await sent(new Uint8Array([5]))
    const desk = (await region.pictures.latest(100)).map(({ id }) => id)
    expect(desk.indexOf(waiting)).toBeLessThan(desk.indexOf(decided))
  })

  describe('the database itself refuses', () => {
    const step = (id: string, number: number, what: string, by = 'a') =>
      `insert into shop_picture_steps (picture_id, number, what, done_by, reason, created_at) values ('${id}', ${number}, '${what}', '${by}', 'x', 1)`
    it.each([
      ['an approval by the owner', 1, 'approved', 'owner'],
      ['taking away what was never shown', 1, 'removed', 'a'],
      ['a step that leaves one out', 2, 'approved', 'a'],
      ['an act that nobody knows', 1, 'lost', 'a'],
    ])('%s', async (_, number, what, by) => {
      const id = await sent()
      const sql = step(id, number, what, by === 'owner' ? owner : by)
      await expect(store().raw(sql)).rejects.toBeInstanceOf(Violation)
    })

    it('a second decision, and a second picture while one waits', async () => {
      const id = await sent()
      const picture = (number: number) =>
        `insert into shop_pictures (id, merchant_id, number, sha256, alt_ja, alt_en, sent_by, created_at) values ('${newId()}', '${shop.id}', ${number}, 'x', 'x', 'x', 'x', 1)`
      await expect(store().raw(picture(2))).rejects.toBeInstanceOf(Violation)
      await act(id, 'refused')
      await expect(store().raw(step(id, 2, 'approved'))).rejects.toBeInstanceOf(Violation)
      await expect(store().raw(picture(3))).rejects.toBeInstanceOf(Violation)
      await store().raw(picture(2))
    })
  })
})

onEveryEngine('a code that somebody doubts', (store) => {
  let region: Region
  let shop: Awaited<ReturnType<Region['openShop']>>
  let payload: string

  beforeAll(async () => {
    region = await smallRegion(store())
    shop = await region.openShop()
    const code = await region.merchants.code(shop.id)
    if (!code.ok) throw new Error(code.error.code)
    payload = code.value.payload
  })

  const report = (codeText = payload, key = newId(), municipality: string | null = '074454') =>
    region.reports.report({ codeText, signSays: '別の店', municipality, key })
  const act = (id: string, what: 'taken_up' | 'sticker_found' | 'no_sticker', doneBy = 'officer') =>
    region.reports.act({ id, what, doneBy, note: '見に行った' })
  async function reported(codeText = payload): Promise<string> {
    const one = await report(codeText)
    if (!one.ok) throw new Error(one.error.code)
    return one.value.id
  }

  it('is written down with the shop that it pays, or with why it cannot be read', async () => {
    const before = await region.reports.countOf(shop.id)
    expect(await region.reports.find(await reported())).toMatchObject({
      merchantId: shop.id,
      unreadable: null,
      signSays: '別の店',
      municipality: '074454',
      steps: [],
    })
    expect(await region.reports.find(await reported('https://elsewhere.example/x'))).toMatchObject({
      merchantId: null,
      unreadable: 'not_a_payment_code',
    })
    expect(await region.reports.countOf(shop.id)).toBe(before + 1)
    expect(await report(payload, newId(), '131016')).toMatchObject({
      error: { code: 'town_unknown', field: 'municipality' },
    })
  })

  it('names its shop also when its sale is over or its board withdrawn', async () => {
    region.setNow('2026-11-24T10:00')
    const other = await region.openShop()
    const code = async (amountYen?: number) => {
      const made = await region.merchants.code(other.id, amountYen)
      if (!made.ok) throw new Error(made.error.code)
      return made.value
    }
    const [board, paid, withdrawn, ended] = [await code(), await code(300), await code(400), await code(500)]
    const walletId = await region.openWallet(1_000)
    const { id: merchantId } = other
    const done = await region.ledger.pay({
      walletId,
      merchantId,
      amountYen: 300,
      key: newId(),
      seen: { code: paid.payload },
    })
    expect(done.ok).toBe(true)
    const reference = withdrawn.reference!
    expect((await region.merchants.withdrawSale({ merchantId, reference, by: 'owner' })).ok).toBe(true)
    const codes = [paid, withdrawn, ended, board].map(({ payload }) => payload)
    const shopsNamed = async () => {
      const told = await Promise.all(codes.map(async (one) => region.reports.find(await reported(one))))
      return told.map((one) => [one?.merchantId, one?.unreadable])
    }
    const named = codes.map(() => [merchantId, null])
    expect(await shopsNamed()).toEqual(named)
    region.setNow('2026-11-24T11:00')
    await store().raw(`update merchants set code_version = code_version + 1 where id = '${merchantId}'`)
    expect(await shopsNamed()).toEqual(named)
    expect(await region.reports.countOf(merchantId)).toBe(8)
    const desk = await region.reports.latest('074446', 1_000)
    expect(desk.filter((one) => one.merchantId === merchantId)).toHaveLength(8)
  })

  it('names its shop also when that has closed', async () => {
    const gone = await region.openShop()
    const code = await region.merchants.code(gone.id)
    const asked = { accountId: gone.accountId, changedBy: 'officer', reason: '閉店', key: newId() }
    expect((await region.ledger.closeAccount(asked)).ok).toBe(true)
    const id = await reported(code.ok ? code.value.payload : '')
    expect(await region.reports.find(id)).toMatchObject({ merchantId: gone.id, unreadable: null })
  })

  it('is one report for one key, also when it is sent five times at once', async () => {
    const key = newId()
    const told = await Promise.all(Array.from({ length: 5 }, () => report(payload, key)))
    expect(new Set(told.map((one) => (one.ok ? one.value.id : one.error.code))).size).toBe(1)
    expect(await report('other', key)).toMatchObject({ error: { code: 'key_used', field: 'codeText' } })
  })

  it('waits at the desk of its town in front of a flood of later ones, and of all that ended', async () => {
    const town = '074446'
    const at = async (time: string, text: string, of: string): Promise<string> => {
      region.setNow(`2026-11-26T${time}`)
      const one = await report(text, newId(), of)
      return one.ok ? one.value.id : one.error.code
    }
    const open = (await region.reports.latest('all', 1_000)).filter(isOpenReport).length
    const [first, second] = [await at('09:00', 'first', town), await at('10:00', 'second', town)]
    const flood: string[] = []
    for (let n = 0; n < 6; n++) flood.push(await at('11:00', 'flood', '074454'))
    const third = await at('12:00', 'third', town)
    const mine = [first, second, third, ...flood]
    const desk = async (of: string, most = 1_000) =>
      (await region.reports.latest(of, most)).map(({ id }) => id).filter((id) => mine.includes(id))
    expect(await desk('all', open + 2)).toEqual([first, second])
    expect(await desk(town)).toEqual([first, second, third])
    expect(await desk('074454')).toHaveLength(flood.length)
    await act(first, 'taken_up')
    await act(second, 'no_sticker')
    expect(await desk(town)).toEqual([first, third, second])
    await act(first, 'no_sticker')
    expect(await desk(town)).toEqual([third, second, first])
    const all = (await region.reports.latest('all', 1_000)).map(isOpenReport)
    expect(all.lastIndexOf(true)).toBeLessThan(all.indexOf(false))
    // Of the shop's own town, too, wherever it was seen.
    mine.push(await at('13:00', payload, '074454'))
    expect(await desk(town)).toContain(mine.at(-1))
  })

  it('is found on one of the pages, also where one ends meanwhile and two came at the same instant', async () => {
    region.setNow('2026-11-27T09:00')
    const ids = await Promise.all(Array.from({ length: 7 }, () => reported('https://elsewhere.example/x')))
    for (const id of ids.slice(0, 3)) await act(id, 'no_sticker')
    const whole = (await region.reports.latest('074454', 1_000)).map(({ id }) => id)
    expect(whole).toEqual(expect.arrayContaining(ids))
    const walk = async (between: () => Promise<unknown> = async () => null) => {
      const seen: string[] = []
      let after = firstPlace
      for (;;) {
        const { reports, next } = pageOf([await region.reports.latest('074454', 3, after)], 2)
        seen.push(...reports.map(({ id }) => id))
        if (next === null) return seen
        after = readPlace(printPlace(next))
        await between()
      }
    }
    expect(await walk()).toEqual(whole)
    // What ends while somebody reads comes again among those that ended, and nothing is left out.
    const left = ids.slice(3)
    const seen = await walk(async () => {
      const next = left.pop()
      if (next !== undefined) await act(next, 'no_sticker')
    })
    expect(new Set(seen)).toEqual(new Set(whole))
  })

  it('is taken up once and ended once, not by who works at the shop that it pays', async () => {
    const id = await reported()
    const [row] = await store().raw(`select user_id from merchant_members where merchant_id = '${shop.id}'`)
    expect(await act(id, 'no_sticker', String(row!['user_id']))).toMatchObject({
      error: { code: 'own_report' },
    })
    expect((await act(id, 'taken_up')).ok).toBe(true)
    expect((await act(id, 'taken_up')).ok).toBe(true)
    expect(await act(id, 'taken_up', 'approver')).toMatchObject({ error: { code: 'report_ended' } })
    const both = await Promise.all([act(id, 'sticker_found'), act(id, 'no_sticker', 'approver')])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect((await region.reports.find(id))?.steps.map(({ what }) => what)).toHaveLength(2)
    expect(await act(id, 'no_sticker', 'another')).toMatchObject({ error: { code: 'report_ended' } })
  })

  it.each([
    ['a step after the end', 2, 'no_sticker'],
    ['taken up a second time', 2, 'taken_up'],
    ['a step that leaves one out', 3, 'no_sticker'],
  ])('the database itself refuses %s', async (what, number, step) => {
    const id = await reported()
    await act(id, what === 'a step after the end' ? 'sticker_found' : 'taken_up')
    const sql = `insert into code_report_steps (report_id, number, what, done_by, note, created_at) values ('${id}', ${number}, '${step}', 'a', 'x', 1)`
    await expect(store().raw(sql)).rejects.toBeInstanceOf(Violation)
  })
})
