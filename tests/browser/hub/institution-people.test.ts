import { afterEach, expect, test } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

afterEach(() => goHome(/40[13]/))

test('an owner invites, a contributor takes it up without scripts, and the owner takes the part away', async () => {
  const t = wordsFor('ja')
  const owner = await person({ viewport: phone })
  await signIn(owner, 'karamushi-owner', '/studio')
  await owner.page.getByRole('link', { name: t('staff:title') }).click()
  const email = 'yuki@museum.example'
  await owner.page.getByLabel(t('staff:invite.email')).fill(email)
  await owner.page.getByLabel(t('staff:invite.way')).selectOption('hand')
  await press(owner, t('staff:invite.submit'))
  const link = new URL((await owner.page.locator('[data-link]').textContent())!.trim())
  await look(owner)

  const writer = await person(bare)
  await writer.page.goto(`${link.pathname}${link.search}`)
  await writer.page.getByLabel(t('staff:join.name')).fill('雪')
  await writer.page.getByLabel(t('staff:join.password')).fill('yuki-no-nagai-kagi')
  await press(writer, t('staff:join.submit'))
  await writer.page.waitForURL('**/studio?institution=karamushi-museum')
  await writer.page.getByRole('button', { name: t('studio:home.make') }).waitFor()
  expect(await writer.page.getByRole('link', { name: t('staff:title') }).count()).toBe(0)

  await owner.page.goto('/studio/people?institution=karamushi-museum')
  await press(owner, t('staff:takeAwayOf', { name: '雪' }))
  await owner.page.getByText(t('staff:done.taken_away'), { exact: true }).first().waitFor()
  await look(owner)
  await writer.page.goto('/studio?institution=karamushi-museum')
  expect(await writer.page.getByRole('button', { name: t('studio:home.make') }).count()).toBe(0)
  await writer.page.goto(`${link.pathname}${link.search}`)
  await writer.page.getByText(t('staff:refusal.invitation_used')).waitFor()
  // Mostly it is the one who took it up: they are not sent for another link.
  await writer.page.getByRole('link', { name: t('staff:join.studio'), exact: true }).click()
  await writer.page.waitForURL('**/studio')
  await writer.page.getByText(t('studio:closed.not_yours')).waitFor()
}, 90_000)
