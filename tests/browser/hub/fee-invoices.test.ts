import { readFile } from 'node:fs/promises'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  addDemonstrationPerson,
  demonstrationPassword,
  demonstrationStaff,
} from '../../../api/identity/index.ts'
import { parseZengin } from '../../../api/merchants/index.ts'
import { openHub } from '../../../api/open-hub.ts'
import { japanDay, systemClock } from '../../../api/platform/clock.ts'
import { randomIds } from '../../../api/platform/ids.ts'
import { createLog } from '../../../api/platform/log.ts'
import { readSecret } from '../../../api/platform/node/secret.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { composeHub, type Hub } from '../../../api/services.ts'
import { townName } from '../../../site/components/wallet/wording.ts'
import { monthBefore, monthInWords } from '../../../site/lib/month.ts'
import { startHubProcess, type HubProcess } from '../../support/hub-process.ts'
import { newPlace, type Place } from '../../support/prepared-hub.ts'
import { openLine } from '../support/broken-line.ts'
import { readToo } from '../support/chinese.ts'
import { keysAlone, lineBreaks } from '../support/hands.ts'
import { pressEnter } from '../support/keyboard.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { bare, look, phone } from '../support/phone.ts'
import { acceptShop } from '../../support/accept-shop.ts'
import { openPot } from '../../support/open-pot.ts'

/** A month may end while stories are told. */
const lastMonth = () => monthBefore(japanDay(systemClock.now()).slice(0, 7))
/** Long over, whenever the story is told. */
const overMonth = monthBefore(lastMonth())
const fee = { rateBasisPoints: 200, rounding: 'down', yearlyCapYen: 12_000, from: `${overMonth}-01` }
const issuer = { registrationNumber: 'T7123456789012', name: '見本広域連合', from: '2023-10-01' }

const must = <T>(answer: { ok: true; value: T } | { ok: false; error: unknown }): T => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value
}

/** Of what the shop took then, what another town had given. */
const giftYen = 450
const givingTown = '074454'

/** A shop that took 5,250 yen in a month that is over and 1,000 yen in this one, and was paid out twice. */
async function makeShop(environment: Record<string, string>): Promise<void> {
  const { store, configuration } = await openHub(environment, 'demonstration')
  let now = Date.parse(`${overMonth}-10T10:00:00+09:00`)
  const hub = await composeHub({
    store,
    configuration,
    mode: 'demonstration',
    clock: { now: () => now },
    ids: randomIds,
    log: createLog('silent'),
    secret: readSecret(configuration),
    isMigrated: async () => true,
  })
  for (const one of demonstrationStaff) await addDemonstrationPerson(hub.identity, hub.mode, one)
  const bank = { bankCode: '0126', branchCode: '401', depositType: 1, accountNumber: '7654321' } as const
  const applied = must(
    await hub.merchants.apply(
      {
        nameJa: 'かすみ食堂',
        nameKana: 'カスミショクドウ',
        nameEn: 'Kasumi Shokudo',
        municipality: '074446',
        merchantClass: 'food',
        stationId: null,
        ...bank,
        contactName: '霞 花子',
        contactPhone: '0241-00-0000',
        holderKana: 'カスミショクドウ',
        contactEmail: 'owner@demonstration.example',
      },
      { password: demonstrationPassword },
      'apply',
    ),
  )
  const { merchantId } = applied
  await acceptShop(hub.merchants, merchantId)
  const { walletId } = must(await hub.wallets.open('purse-of-a-guest'))
  const takeAndPayOut = async (amountYen: number, givenYen = 0) => {
    const key = { scope: 'story', key: `${now}` }
    must(await hub.ledger.topUp({ key, walletId, amountYen: amountYen - givenYen }))
    must(await hub.ledger.pay({ walletId, merchantId, amountYen, key: `${now}` }))
    now += 1_000
    const { plan, planHash } = must(await hub.office.previewSettlement(now))
    must(await hub.office.approveSettlement({ cutOffAt: plan.cutOffAt, planHash, approvedBy: 'preparation' }))
  }
  await giveFrom(hub, walletId)
  await takeAndPayOut(5_250, giftYen)
  now = systemClock.now()
  await takeAndPayOut(1_000)
  await store.close()
}

/** Another town gives from its pot to whoever pays at the shop. */
async function giveFrom({ ledger, potOpenings }: Hub, walletId: string): Promise<void> {
  const potId = 'pot:of-another-town'
  const names = { nameJa: '応援', nameEn: 'Support' }
  await openPot(potOpenings, { id: potId, municipality: givingTown, ...names, rule: {}, validDays: 30 })
  await ledger.issue({ key: { scope: 'story', key: 'issue' }, potId, amountYen: giftYen })
  must(await ledger.grant({ key: { scope: 'story', key: 'gift' }, potId, walletId, amountYen: giftYen }))
}

let place: Place
let registered: HubProcess
let nobody: HubProcess
beforeAll(async () => {
  place = await newPlace('sqlite', '')
  const environment = { ...place.environment, MERCHANT_FEE: JSON.stringify(fee) }
  await makeShop(environment)
  registered = await startHubProcess({ ...environment, INVOICE_ISSUER: JSON.stringify(issuer) })
  nobody = await startHubProcess(environment)
})
afterEach(() => goHome(lineBreaks))
afterAll(async () => {
  await Promise.all([registered.stop(), nobody.stop()])
  await place.remove()
})

describe('the invoice for the fee', () => {
  it('is read by the shop on a phone without JavaScript: in its statement, as a sheet, as CSV', async () => {
    const t = wordsFor('ja')
    const owner = await person({ ...bare, baseURL: registered.origin })
    await signIn(owner, 'owner', '/shop')
    const { page, context } = owner
    const follow = (words: string) => page.getByRole('link', { name: words, exact: true }).click()
    const number = `${overMonth.slice(0, 4)}-00001`
    await page.goto(`/shop/statement?month=${overMonth}`)
    await page.getByText(t('statements:column.feesYen')).first().waitFor()
    await page.getByText(t('fee-invoices:of_statement.fixed', { number })).waitFor()
    await follow(t('fee-invoices:go'))
    expect(await page.locator('[data-number]').innerText()).toBe(number)
    expect(await page.locator('[data-total]').innerText()).toBe(t('shop:yen', { amount: 105 }))
    expect(await page.locator('[data-tax]').innerText()).toBe(t('shop:yen', { amount: 9 }))
    for (const words of ['T7123456789012', '見本広域連合', t('fee-invoices:to', { name: 'かすみ食堂' })])
      await page.getByText(words, { exact: true }).waitFor()
    const csv = await context.request.get(
      (await page.getByRole('link', { name: t('fee-invoices:csv') }).getAttribute('href'))!,
    )
    expect(await csv.text()).toMatch(/\r\ninvoice,.*,10,105,9\r\n$/)
    await follow(t('fee-invoices:after'))
    await page.getByText(t('fee-invoices:no_fee')).waitFor()
    await follow(t('fee-invoices:after'))
    await page.getByText(t('fee-invoices:draft')).waitFor()
    expect(await page.locator('[data-number]').count()).toBe(0)
  })

  it('stands on a phone by night in English, also where nobody is registered, and with no month', async () => {
    const t = wordsFor('en')
    const night = { locale: 'en-GB', viewport: phone, colorScheme: 'dark' } as const
    const owner = await person({ ...night, baseURL: registered.origin })
    await signIn(owner, 'owner', '/en/shop', 'en')
    await owner.page.goto(`/en/shop/statement?month=${overMonth}`)
    await look(owner)
    await owner.page.getByRole('link', { name: t('fee-invoices:go'), exact: true }).click()
    await owner.page.getByRole('button', { name: t('fee-invoices:print'), exact: true }).waitFor()
    await look(owner)
    for (const month of ['2026-13', '0000-12']) {
      await owner.page.goto(`/en/shop/fee-invoice?month=${month}`)
      await owner.page.getByText(t('fee-invoices:wrong_month')).waitFor()
    }
    await look(owner)
    const other = await person({ ...night, baseURL: nobody.origin })
    await signIn(other, 'owner', '/en/shop', 'en')
    await other.page.goto('/en/shop/statement')
    await other.page.getByText(t('fee-invoices:of_statement.not_registered')).waitFor()
    await other.page.goto('/en/shop/fee-invoice')
    await other.page.getByText(t('fee-invoices:not_registered')).waitFor()
    expect(await other.page.getByText('T7123456789012').count()).toBe(0)
    await look(other)
    // What was fixed stays as it was, where the registration is no longer set.
    await other.page.goto(`/en/shop/fee-invoice?month=${overMonth}`)
    await other.page.getByText('T7123456789012', { exact: true }).waitFor()
  })

  it('is read by the shop, and held against the ledger at the office, by keyboard alone over a line that breaks', async () => {
    const line = await openLine(registered.origin)
    const { t, staff, follow, see } = keysAlone(line)
    const owner = await staff('owner', `/shop/statement?month=${overMonth}`)
    await follow(owner, t('fee-invoices:go'))
    await owner.page.getByText('T7123456789012', { exact: true }).waitFor()
    await see(owner)
    await readToo(owner, ['かすみ食堂'])
    const approver = await staff('approver', '/office')
    const { page } = approver
    await follow(approver, t('fee-invoices:office.go'))
    await page.getByText(t('fee-invoices:office.state.draft'), { exact: true }).waitFor()
    await page.goto(`/office/fee-invoices?month=${overMonth}`)
    await page.getByText(t('fee-invoices:office.same')).waitFor()
    await page.getByText(`${overMonth.slice(0, 4)}-00001`, { exact: true }).waitFor()
    await see(approver)
    await readToo(approver, ['かすみ食堂'])
    await line.close()
  })
})

describe('the month in which a gift of one town was spent in another', () => {
  it('is settled between them by an order that an approver takes along for the bank: it holds what the page says', async () => {
    const { t, staff, press, see } = keysAlone()
    const approver = await staff('approver', '/office/netting', { baseURL: registered.origin })
    const { page } = approver
    const month = lastMonth()
    await press(approver, t('netting:approve', { month: monthInWords(month, 'ja') }))
    await page.getByText(t('netting:approved')).waitFor()
    const pays = t('netting:to', { town: townName('074446', 'ja'), amount: giftYen })
    await page.getByText(pays, { exact: true }).waitFor()
    await see(approver)
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      pressEnter(page, t('netting:file', { town: townName(givingTown, 'ja') })),
    ])
    expect(file.suggestedFilename()).toBe(`seisan-${month}-${givingTown}.txt`)
    const { transfers } = must(parseZengin(await readFile(await file.path())))
    expect(transfers.map(({ amountYen }) => amountYen)).toEqual([giftYen])
    // A hub closes a line that was quiet for some seconds, as this one was.
    const answer = await approver.context.request.get(`${registered.origin}/api/nettings`, { maxRetries: 1 })
    const { nettings } = (await answer.json()) as {
      nettings: { transfers: { payer: string; amountYen: number }[] }[]
    }
    expect(nettings.flatMap((one) => one.transfers)).toMatchObject([
      { payer: givingTown, amountYen: giftYen },
    ])
  })
})
