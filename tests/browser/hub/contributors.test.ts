import { afterEach, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

it.each(['ja', 'en'])('who only writes saves, is told who publishes, and an editor publishes it (%s)', async (locale) => {
  const t = wordsFor(locale)
  const studio = `${locale === 'ja' ? '' : `/${locale}`}/studio`
  const writer = await person({ viewport: phone, locale })
  await signIn(writer, 'karamushi-writer', studio, locale)
  await press(writer, t('studio:home.make'))
  await writer.page.waitForURL('**/studio/write/**')
  const { pathname } = new URL(writer.page.url())
  const field = (name: string) =>
    writer.page.getByLabel(t('studio:inLanguage', { what: t(name), language: t('studio:language.ja') }), { exact: true })
  await field('studio:about.title_').fill(`書き手の品 ${locale}`)
  await field('studio:about.summary').fill('書き手が書きました。')
  await writer.page.getByLabel(t('studio:rights.rights')).selectOption('by')
  await press(writer, t('studio:item.save'))
  await writer.page.getByText(t('studio:done.saved')).waitFor()
  await writer.page.getByText(t('studio:item.byEditor')).waitFor()
  expect(await writer.page.getByRole('button', { name: t('studio:item.publish') }).count()).toBe(0)
  await look(writer)

  const editor = await person({ viewport: phone, locale })
  await signIn(editor, 'karamushi', pathname, locale)
  expect(await editor.page.getByText(t('studio:item.byEditor')).count()).toBe(0)
  await press(editor, t('studio:item.publish'))
  await editor.page.getByText(t('studio:done.published')).waitFor()
  await writer.page.goto(pathname)
  await writer.page.getByRole('link', { name: t('studio:public.page') }).waitFor()
  expect(await writer.page.getByRole('button', { name: t('studio:public.withdraw') }).count()).toBe(0)
}, 90_000) // prettier-ignore
