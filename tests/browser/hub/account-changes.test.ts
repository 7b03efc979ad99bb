import { afterEach, expect, it } from 'vitest'
import { readToo } from '../support/chinese.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome, region } from '../support/people.ts'

afterEach(() => goHome(lineBreaks))

it.each(['ja', 'en', 'zh-hant'] as const)(
  'a shop asks for another account, one of the office calls, another approves, and the shop stops it, %s',
  async (locale) => {
    const { t, at, staff, fill, choose, press, unfold, follow, see } = await handsOf(locale)
    const owner = await staff('owner', '/shop')
    await follow(owner, t('shop:till.to_bank_account'))
    await owner.page.getByRole('heading', { name: t('shop:bank_account.title'), level: 1 }).waitFor()
    const shopId = new URL(owner.page.url()).searchParams.get('shop')
    expect(shopId).not.toBeNull()
    await fill(owner, t('shop:apply.field.accountNumber'), '1112223')
    await press(owner, t('shop:bank_account.submit'))
    await owner.page.getByText(t('bank-accounts:shop.asked')).waitFor()
    await see(owner)

    const operator = await staff('operator', '/office/bank-accounts')
    await press(operator, t('bank-accounts:office.check'))
    await operator.page.getByRole('alert').first().waitFor()
    await see(operator)
    await fill(operator, t('bank-accounts:office.how'), '電話確認')
    await press(operator, t('bank-accounts:office.check'))
    await operator.page.getByText(t('bank-accounts:office.done_check')).waitFor()
    await see(operator)

    const approver = await staff('approver', '/office/bank-accounts')
    await approver.page.getByText('電話確認').first().waitFor()
    await fill(approver, t('bank-accounts:office.reason'), '確認済')
    await press(approver, t('bank-accounts:office.approve', { days: 7 }))
    await approver.page.getByText(t('bank-accounts:office.done_approval')).waitFor()
    await see(approver)

    // Somebody else's hand: the shop sees it on its till, and stops it.
    await owner.page.goto(at('/shop'))
    await owner.page.getByText(t('bank-accounts:shop.not_mine')).waitFor()
    await see(owner)
    await follow(owner, t('bank-accounts:shop.look'))
    await press(owner, t('bank-accounts:shop.cancel'))
    await owner.page.getByText(t('bank-accounts:shop.cancelled')).waitFor()
    expect(await owner.page.getByLabel(t('shop:apply.field.accountNumber')).inputValue()).not.toBe('1112223')
    await see(owner)
    if (locale !== 'ja') return

    // For a shop that comes to the counter the office asks, once, and takes it back.
    const standing = (name: string) => owner.page.locator(`[name="${name}"]`).inputValue()
    await operator.page.goto('/office/bank-accounts')
    await unfold(operator, t('bank-accounts:office.behalf'))
    // Nothing is written yet: the first field of the form is the one that is named.
    await press(operator, t('bank-accounts:office.behalf'))
    await operator.page.getByText(t('bank-accounts:office.shop_wrong')).waitFor()
    await see(operator)
    await readToo(operator)
    await fill(operator, t('bank-accounts:office.shop'), region.ownShop.code)
    for (const name of ['bankCode', 'branchCode'])
      await fill(operator, t(`shop:apply.field.${name}`), await standing(name))
    const deposit = t(`merchants:deposit.${await standing('depositType')}`)
    await choose(operator, t('shop:apply.field.depositType'), deposit)
    await fill(operator, t('shop:apply.field.accountNumber'), '3334445')
    await fill(operator, t('shop:apply.field.holderKana'), await standing('holderKana'))
    await fill(operator, t('bank-accounts:office.how'), '窓口確認')
    await press(operator, t('bank-accounts:office.behalf'))
    await operator.page.getByText(t('bank-accounts:office.done_behalf')).waitFor()
    const states = async () => {
      const answer = await operator.context.request.get('/api/bank-account-changes')
      const told = (await answer.json()) as { changes: { accountNumber: string; state: string }[] }
      return told.changes.filter((one) => one.accountNumber.endsWith('445')).map(({ state }) => state)
    }
    expect(await states()).toEqual(['checked'])
    // Somebody else lets it go, for a day that the shop can still prevent.
    const approve = t('bank-accounts:office.approve', { days: 7 })
    expect(await operator.page.getByRole('button', { name: approve }).count()).toBe(0)
    await approver.page.goto('/office/bank-accounts')
    await fill(approver, t('bank-accounts:office.reason'), '通帳確認')
    await press(approver, approve, region.ownShop.nameJa)
    await approver.page.getByText(t('bank-accounts:office.done_approval')).waitFor()
    expect(await states()).toEqual(['cooling'])
    await owner.page.reload()
    expect(await standing('accountNumber')).not.toContain('445')
    await operator.page.goto('/office/bank-accounts')
    await fill(operator, t('bank-accounts:office.reason'), '店申出')
    await press(operator, t('bank-accounts:office.cancel'), region.ownShop.nameJa)
    await operator.page.getByText(t('bank-accounts:office.done_cancellation')).waitFor()
    expect(await states()).toEqual(['cancelled'])
  },
)
