import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, origin, person, purseOwner, region, signIn } from '../support/people.ts'
import { bare, look, phone } from '../support/phone.ts'

afterEach(() => goHome())

const t = wordsFor('ja')
const { merchantId } = region.ownShop

it('the close of a day: what the shop counted beside the record, without a script, and an empty line to sign on paper', async () => {
  const guest = await purseOwner(region.purses.at(-20)!)
  const owner = await person(bare)
  await signIn(owner, 'owner', '/shop')
  const paid = await guest.context.request.post('/api/payments', {
    data: { merchantId, amountYen: 31 },
    headers: { origin, 'idempotency-key': crypto.randomUUID() },
  })
  expect(paid.status()).toBe(201)
  await owner.page.getByRole('link', { name: t('statements:day.title'), exact: true }).click()
  await owner.page.getByText(t('statements:day.not_over')).waitFor()
  const net = Number((await owner.page.locator('[data-net]').innerText()).replaceAll(/[^0-9]/g, ''))
  const compare = async (typed: string): Promise<void> => {
    await owner.page.getByLabel(t('statements:day.counted_yen')).fill(typed)
    await owner.page.getByRole('button', { name: t('statements:day.submit'), exact: true }).click()
  }
  await compare('たくさん')
  await owner.page.getByText(t('statements:day.wrong_count')).waitFor()
  await compare(`${net + 9}円`)
  await owner.page.getByText(t('statements:day.fewer_yen', { amount: 9 })).waitFor()
  await compare(new Intl.NumberFormat('ja').format(net))
  await owner.page.getByText(t('statements:day.same')).waitFor()
  await owner.page.emulateMedia({ media: 'print' })
  await owner.page.getByText(t('statements:day.closed_by')).waitFor()
  expect(await owner.page.getByRole('button', { name: t('statements:day.submit') }).isVisible()).toBe(false)
})

it('as it stands on a phone: a day, a count that is none, one that differs, and a day that is none', async () => {
  const owner = await person({ viewport: phone })
  await signIn(owner, 'owner', '/shop/day')
  await look(owner)
  for (const query of ['countedYen=x', 'countedPayments=999&countedYen=1', 'day=2026-11-31']) {
    await owner.page.goto(`/shop/day?${query}`)
    await look(owner)
  }
  await owner.page.getByText(t('statements:day.wrong_day')).waitFor()
})
