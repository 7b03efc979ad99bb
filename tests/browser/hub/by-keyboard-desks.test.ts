import sharp from 'sharp'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { type Line, openLine, shown } from '../support/broken-line.ts'
import { read as readInChinese } from '../support/chinese.ts'
import { type Hands, keysAlone, lineBreaks } from '../support/hands.ts'
import { chooseByKeys, comeToField, standsOn, tabBackTo, tabTo, typeAnew } from '../support/keyboard.ts'
import {
  goHome,
  origin,
  person,
  type Person,
  purseOwner,
  region,
  signIn,
  spendable,
} from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

/**
 * What an office decides about others' reports, pictures, ties and helpers: by keys alone, and each answer is sent three
 * times over a line that breaks in both ways, and given once.
 */
const t = wordsFor('ja')
const keys = keysAlone()

let line: Line
let hands: Hands
beforeAll(async () => {
  line = await openLine()
  hands = keysAlone(line)
})
afterAll(() => line.close())
afterEach(async () => {
  line.mend()
  await goHome(lineBreaks)
})

const headers = () => ({ origin, 'idempotency-key': crypto.randomUUID() })

/** The hub is asked past the line: what it holds is what counts. */
const read = async <Answer>({ context }: Person, path: string): Promise<Answer> =>
  (await (await context.request.get(`${origin}${path}`)).json()) as Answer

const ask = async <Answer>({ context }: Person, path: string, data: object): Promise<Answer> => {
  const answer = await context.request.post(`${origin}${path}`, { data, headers: headers() })
  expect([path, answer.status() < 300]).toEqual([path, true])
  return (await answer.json()) as Answer
}

/** An answer that wants a reason first: without one the focus comes to where it is missing. */
async function decide(
  who: Person,
  words: string,
  of: string,
  [label, why]: readonly [label: string, why: string],
): Promise<void> {
  await keys.press(who, words, of)
  await standsOn(who.page, label)
  await typeAnew(who.page, why)
  await hands.press(who, words, of)
}

/** A shop of the officer's town that no other story tells of. */
async function quietShop(officer: Person): Promise<{ id: string; nameJa: string }> {
  const { shops } = await read<{ shops: { id: string; nameJa: string }[] }>(
    officer,
    '/api/merchants?status=approved',
  )
  const told = new Set([region.ownShop.merchantId, region.otherShop.merchantId])
  return shops.find(({ id }) => !told.has(id))!
}

it('an officer goes after a code that somebody doubts, and says once what was found', async () => {
  const sign = '鍵盤看板'
  const { payload } = region.ownShop
  await ask(await person({ viewport: phone }), '/api/code-reports', { text: payload, signSays: sign })
  const officer = await hands.staff('officer', '/office/code-reports')
  const note = t('pictures:reports.note')
  await decide(officer, t('pictures:reports.taken_up'), sign, [note, '午後訪問'])
  await shown(officer, t('pictures:reports.done_taken_up'))
  await decide(officer, t('pictures:reports.sticker_found'), sign, [note, '貼紙除去'])
  await shown(officer, t('pictures:reports.done_sticker_found'))
  await look(officer)
  type Report = { signSays: string; steps: { what: string; note: string }[] }
  const { reports } = await read<{ reports: Report[] }>(officer, '/api/code-reports')
  const { steps } = reports.find(({ signSays }) => signSays === sign)!
  expect(steps.map(({ what, note: said }) => [what, said])).toEqual([
    ['taken_up', '午後訪問'],
    ['sticker_found', '貼紙除去'],
  ])
})

it('an officer lets a picture of a shop be seen, and takes it away', async () => {
  const officer = await hands.staff('officer', '/office')
  const shop = await quietShop(officer)
  const approver = await person({ viewport: phone })
  await signIn(approver, 'approver', '/office')
  const picture = { width: 1_200, height: 900, channels: 3 as const, background: '#7a5a3a' }
  const sent = await approver.context.request.put(
    `/api/merchants/${shop.id}/picture?altJa=${encodeURIComponent('木戸')}&altEn=A%20wooden%20door`,
    {
      data: await sharp({ create: picture }).jpeg().toBuffer(),
      headers: { ...headers(), 'content-type': 'application/offset+octet-stream' },
    },
  )
  expect(sent.status()).toBe(200)
  const { id } = (await sent.json()) as { id: string }
  await officer.page.goto('/office/shop-pictures')
  const why = t('pictures:office.reason')
  type Shown = { id: string; state: string; reason: string }
  const now = async () => {
    const { pictures } = await read<{ pictures: Shown[] }>(officer, '/api/shop-pictures')
    return pictures.filter((one) => one.id === id).map(({ state, reason }) => [state, reason])
  }
  await decide(officer, t('pictures:office.approve'), shop.nameJa, [why, '現地確認'])
  await shown(officer, t('pictures:office.done_approval'))
  expect(await now()).toEqual([['approved', '現地確認']])
  await look(officer)
  await decide(officer, t('pictures:office.remove'), shop.nameJa, [why, '閉店済'])
  await shown(officer, t('pictures:office.done_removal'))
  expect(await now()).toEqual([['removed', '閉店済']])
})

it('an officer answers a museum for a shop that cannot, and ends it', async () => {
  const curator = await person({ viewport: phone })
  await signIn(curator, 'crafts', '/studio')
  const officer = await hands.staff('officer', '/office')
  const shop = await quietShop(officer)
  const tie = await ask<{ id: string }>(curator, '/api/institutions/mishima-craft-museum/ties', {
    shop: shop.id,
    what: 'sells',
  })
  const { page } = officer
  await page.goto('/office/ties')
  const row = page.locator('article', { has: page.locator(`[value="${tie.id}"]`) })
  const of = (await row.getAttribute('aria-label'))!
  const now = async () => {
    const { ties } = await read<{ ties: { id: string; state: string }[] }>(officer, '/api/ties')
    return ties.filter(({ id }) => id === tie.id).map(({ state }) => state)
  }
  await look(officer)
  await hands.press(officer, t('ties:row.agreement'), of)
  await shown(officer, t('ties:done.agreement'))
  expect(await now()).toEqual(['agreed'])
  await hands.press(officer, t('ties:row.end'), of)
  await shown(officer, t('ties:done.ended'))
  expect(await now()).not.toContain('agreed')
})

it('an operator takes a helper away for an owner who calls', async () => {
  const owner = await purseOwner(region.purses.at(-104)!)
  const helper = await purseOwner(region.purses.at(-105)!)
  const terms = { relation: 'grandchild', paymentYenMax: 1_000, dayYenMax: 3_000 }
  const { code } = await ask<{ code: string }>(owner, '/api/wallets/me/proxies/invitations', terms)
  await ask(helper, '/api/proxies/accepting', { code })
  const { merchantId } = region.ownShop
  const paid = await ask<{ paymentId: string }>(owner, '/api/payments', { merchantId, amountYen: 35 })

  const operator = await hands.staff('operator', '/office/proxies')
  await keys.press(operator, t('proxies:desk.look'))
  await standsOn(operator.page, t('accounts:stopped.payment'))
  await typeAnew(operator.page, paid.paymentId)
  await hands.press(operator, t('proxies:desk.look'))
  await shown(operator, t('proxies:desk.proxies'))
  const relation = t('proxies:relation.grandchild')
  const end = t('proxies:owner.end', { proxy: t('proxies:proxy', { number: 1, relation }) })
  await keys.press(operator, end)
  await standsOn(operator.page, t('proxies:desk.reason'))
  await typeAnew(operator.page, '電話で本人と確かめた')
  await hands.press(operator, end)
  await shown(operator, t('proxies:owner.end_done'))
  await look(operator)
  const { proxies } = await read<{ proxies: { proxyId: string; inForce: boolean }[] }>(
    operator,
    `/api/wallet-proxies?paymentId=${paid.paymentId}`,
  )
  expect(proxies.map(({ inForce }) => inForce)).toEqual([false])
  expect((await read<{ proxies: unknown[] }>(helper, '/api/proxies')).proxies).toEqual([])
  const refused = await helper.context.request.post(`${origin}/api/proxies/${proxies[0]!.proxyId}/payments`, {
    data: { merchantId, amountYen: 5 },
    headers: headers(),
  })
  expect([refused.status(), await refused.json()]).toEqual([
    409,
    expect.objectContaining({ code: 'proxy_ended' }),
  ])

  const chinese = wordsFor('zh-hant')
  await operator.page.goto('/zh-hant/office/proxies')
  await keys.fill(operator, chinese('accounts:stopped.payment'), paid.paymentId)
  await keys.press(operator, chinese('proxies:desk.look'))
  await shown(operator, chinese('proxies:owner.ended'))
  await readInChinese(operator)
})

it('an operator proposes to put a payment right, and an approver does not let it go', async () => {
  const guest = await purseOwner(region.purses.at(-106)!)
  const { merchantId } = region.ownShop
  const paid = await ask<{ paymentId: string }>(guest, '/api/payments', { merchantId, amountYen: 64 })
  const before = await spendable(guest)
  const operator = await hands.staff('operator', `/office/corrections?journalId=${paid.paymentId}`)
  const { page } = operator
  await comeToField(page, t('corrections:direction'))
  await chooseByKeys(page, t('corrections:direction_give'))
  await hands.fill(operator, t('corrections:amount'), '64')
  await keys.press(operator, t('corrections:submit'))
  await standsOn(page, t('corrections:reason'))
  await typeAnew(page, '二度押した')
  await hands.press(operator, t('corrections:submit'))
  await shown(operator, t('corrections:asked'))
  await look(operator)

  const what = t('corrections:give', { amount: 64 })
  const approver = await hands.staff('approver', '/office/corrections')
  // The field before the button that lets this one go, whatever else waits.
  await tabTo(approver.page, t('corrections:approve', { what }))
  await tabBackTo(approver.page, t('corrections:decision_reason'))
  await typeAnew(approver.page, '正しい支払い')
  await hands.press(approver, t('corrections:refuse'), what)
  await shown(approver, t('corrections:refusal'))
  await look(approver)
  type Proposal = { journalId: string; decision: { approved: boolean; reason: string } | null }
  const { adjustments } = await read<{ adjustments: Proposal[] }>(approver, '/api/adjustments')
  expect(adjustments.filter(({ journalId }) => journalId === paid.paymentId)).toMatchObject([
    { decision: { approved: false, reason: '正しい支払い' } },
  ])
  expect(await spendable(guest)).toBe(before)
})
