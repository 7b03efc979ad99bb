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

it('an editor says on which terms the texts are used elsewhere; who writes only reads it, and of two at once none undoes the other', async () => {
  const t = wordsFor('ja')
  const open = async (who: string) => {
    const one = await person({ viewport: phone })
    await signIn(one, who, '/studio')
    await one.page.getByRole('link', { name: t('studio:terms.title') }).click()
    await one.page.waitForURL('**/studio/terms**')
    return one
  }
  const choose = async ({ page }: Awaited<ReturnType<typeof open>>, terms: string) => {
    await page.getByLabel(t(`studio:terms.${terms}`), { exact: true }).check()
    await page.getByRole('button', { name: t('studio:terms.save') }).click()
  }
  const [writer, editor, colleague] = [await open('karamushi-writer'), await open('karamushi'), await open('karamushi-2')]
  await writer.page.getByText(t('studio:terms.byEditor')).waitFor()
  expect(await writer.page.getByRole('button', { name: t('studio:terms.save') }).count()).toBe(0)
  await choose(editor, 'by')
  await editor.page.getByText(t('studio:terms.saved')).waitFor()
  await look(editor)
  await choose(colleague, 'cc0')
  const told = await editor.page.request.get('/api/museum/text-terms/karamushi-museum')
  const { said } = (await told.json()) as { said: { byName: string }[] }
  const { byName } = said[0]!
  await colleague.page.getByText(t('museum:refusal.text_terms_changed', { byName })).waitFor()
  // What the other one said stands there now.
  expect(await colleague.page.getByLabel(t('studio:terms.by'), { exact: true }).isChecked()).toBe(true)
  await look(colleague)
  await choose(colleague, 'cc0')
  await colleague.page.getByText(t('studio:terms.saved')).waitFor()
  await writer.page.reload()
  expect(await writer.page.getByLabel(t('studio:terms.cc0'), { exact: true }).isChecked()).toBe(true)
  const { institutions } = await (await writer.page.request.get('/api/museum/portal')).json() as { institutions: { id: string; licence: string | null }[] }
  expect(institutions.find(({ id }) => id === 'karamushi-museum')!.licence).toContain('publicdomain/zero')
}, 90_000) // prettier-ignore
