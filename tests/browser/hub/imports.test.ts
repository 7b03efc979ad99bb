import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { openNow } from '../support/now.ts'
import { goHome, person, type Person, signIn } from '../support/people.ts'
import { bare, look, phone, press } from '../support/phone.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'meguri-imports-'))
})
afterAll(() => rmSync(folder, { recursive: true }))
afterEach(() => goHome())

type Chosen = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer }

/** A file as somebody chooses it: none on this machine, whose names may know no Japanese. */
const file = (name: string, content: string | Uint8Array): Chosen => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(content),
})

async function send({ page }: Person, chosen: Chosen, locale: string): Promise<void> {
  const t = wordsFor(locale)
  await page.getByLabel(t('imports:send.file')).setInputFiles(chosen)
  await page.getByRole('button', { name: t('imports:send.title'), exact: true }).click()
}

const isAt = async ({ page }: Person, heading: string): Promise<void> =>
  page.getByRole('heading', { name: heading, exact: true }).waitFor()

it.each(['ja', 'en'])('a curator brings a table from a phone, reads what would happen, and finds drafts (%s)', async (locale) => {
  const t = wordsFor(locale)
  const start = `${locale === 'ja' ? '' : `/${locale}`}/studio`
  const curator = await person({ viewport: phone, locale })
  const { page } = curator
  await signIn(curator, 'karamushi', start, locale)
  await page.getByRole('link', { name: t('imports:title'), exact: true }).click()
  await isAt(curator, t('imports:list.title'))
  await look(curator)
  const name = `台帳-${locale}.csv`
  const csv = (material: string): string =>
    `資料番号,資料名,名称（英語）,材質,棚\r\nW-${locale}-1,糸車 ${locale},Wheel,${material},3\r\nW-${locale}-2,=1+1,,木,3\r\n`
  await send(curator, file(name, `\ufeff${csv('木')}`), locale)

  // Where each column goes is guessed, and can be changed.
  await isAt(curator, t('imports:map.title'))
  await look(curator)
  const shelf = page.getByLabel(t('imports:map.column', { n: 5, heading: '棚' }))
  expect(await shelf.inputValue()).toBe('')
  expect(await page.getByLabel(t('imports:map.column', { n: 3, heading: '名称（英語）' })).inputValue()).toBe('title.en')
  await page.getByLabel(t('imports:map.column', { n: 4, heading: '材質' })).selectOption('title.ja')
  await press(curator, t('imports:map.submit'))
  await page.getByText(t('imports:refusal.import_target_twice', { column: 4 })).waitFor()
  await page.getByLabel(t('imports:map.column', { n: 4, heading: '材質' })).selectOption('material.ja')
  await page.getByLabel(t('imports:map.rights')).selectOption('by')
  await press(curator, t('imports:map.submit'))

  // What would happen, row by row; nothing is written.
  await isAt(curator, t('imports:look.title'))
  const told = await page.locator('main').innerText()
  expect(told).toContain(t('imports:look.counts', { added: 1, changed: 0, unchanged: 0, refused: 1 }))
  expect(told).toContain(t('imports:fault.cell_formula'))
  await look(curator)
  await press(curator, t('imports:look.submit', { count: 1 }))
  await isAt(curator, t('imports:done.title'))
  await look(curator)

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: t('imports:done.report'), exact: true }).click(),
  ])
  const report = join(folder, `report-${locale}.csv`)
  await download.saveAs(report)
  expect(readFileSync(report, 'utf8')).toContain(t('imports:fault.cell_formula'))
  await page.getByRole('link', { name: `W-${locale}-1`, exact: true }).click()
  await page.waitForURL('**/studio/write/**')
  expect(await page.getByLabel(t('studio:rights.rights')).inputValue()).toBe('by')
  const record = new URL(page.url()).pathname.split('/').at(-1)!
  const visitor = await person()
  expect((await openNow(visitor.page, `/items/${record}`))?.status()).toBe(404)

  // Somebody writes another name; the next table leaves it alone and says so.
  const title = t('studio:inLanguage', { what: t('studio:about.title_'), language: t('studio:language.ja') })
  await page.getByLabel(title, { exact: true }).fill('大きな糸車')
  await press(curator, t('studio:item.save'))
  await page.getByText(t('studio:done.saved')).waitFor()
  await page.goto(`${start}/import`)
  await send(curator, file(name, csv('桜')), locale)
  await press(curator, t('imports:map.submit'))
  await isAt(curator, t('imports:look.title'))
  const again = await page.locator('main').innerText()
  expect(again).toContain('大きな糸車')
  expect(again).toContain(t('imports:look.kept', { count: 1 }))
  await look(curator)
  await press(curator, t('imports:map.giveUp'))
  await isAt(curator, t('imports:list.title'))
}, 120_000) // prettier-ignore

it('a file that is no table is told so in words, and the page of an import reads without scripts', async () => {
  const t = wordsFor('ja')
  const curator = await person({ viewport: phone })
  await signIn(curator, 'karamushi-2', '/studio/import')
  await send(curator, file('book.xlsx', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0])), 'ja')
  await curator.page.getByText(t('imports:refusal.import_not_text')).waitFor()
  await look(curator)
  const many = Array.from({ length: 60 }, (_, n) => `B-${n},大きな表の品 ${n}`).join('\n')
  await send(curator, file('many.csv', `番号,名称\n${many}\n`), 'ja')
  await isAt(curator, t('imports:map.title'))
  const { pathname } = new URL(curator.page.url())

  const plain = await person(bare)
  await signIn(plain, 'karamushi-2', pathname)
  await press(plain, t('imports:map.submit'))
  await isAt(plain, t('imports:look.title'))
  await plain.page.getByRole('link', { name: t('imports:rows.next'), exact: true }).click()
  await plain.page.getByText('大きな表の品 59').waitFor()
  await press(plain, t('imports:look.submit', { count: 60 }))
  await expect
    .poll(async () => {
      await plain.page.goto(pathname)
      return plain.page.getByRole('heading', { name: t('imports:done.title'), exact: true }).count()
    }, { timeout: 20_000 })
    .toBe(1)
  expect(await plain.page.locator('main').innerText()).toContain('B-0')
  const stranger = await person()
  await signIn(stranger, 'crafts', '/studio/import')
  expect((await stranger.page.goto(pathname))?.status()).toBe(404)
}, 120_000) // prettier-ignore

it('a table that is sent, and begun, by two presses is brought and runs once', async () => {
  const t = wordsFor('ja')
  const curator = await person()
  const { page } = curator
  await signIn(curator, 'karamushi-2', '/studio/import')
  let brought = 0
  page.on('request', (asked) => {
    if (asked.method() === 'POST' && asked.url().includes('/api/museum/imports?')) brought += 1
  })
  // The page of the import is long in coming: until somebody has pressed once more.
  const pressedAgain = Promise.withResolvers<void>()
  let isComing = false
  await page.route('**/studio/import/*', async (route) => {
    isComing = true
    await pressedAgain.promise
    await route.continue()
  })
  let pressesSince = 0
  await page.exposeFunction('pressed', () => {
    if (isComing && ++pressesSince === 2) pressedAgain.resolve()
  })
  await page.locator('[data-send-table]').evaluate((form: HTMLFormElement) =>
    setInterval(() => {
      form.requestSubmit()
      void (globalThis as unknown as { pressed: () => Promise<void> }).pressed()
    }, 50),
  )
  await page.getByLabel(t('imports:send.file')).setInputFiles(file('twice.csv', '番号,名称\nT-1,二度押した品\n'))
  await isAt(curator, t('imports:map.title'))
  expect(brought).toBe(1)

  await press(curator, t('imports:map.submit'))
  await isAt(curator, t('imports:look.title'))
  const lookedAt = await page.locator('input[name="lookedAt"]').inputValue()
  const run = () =>
    page.request.post(page.url(), { form: { do: 'run', lookedAt }, headers: { origin: new URL(page.url()).origin } })
  for (const answer of [await run(), await run()]) {
    expect(answer.status()).toBe(200)
    expect(await answer.text()).not.toContain(t('imports:refusal.import_not_now'))
  }
}, 60_000) // prettier-ignore
