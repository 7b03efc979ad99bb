import { afterEach, describe, expect, it } from 'vitest'
import { japanDay, systemClock } from '../../../api/platform/clock.ts'
import { wordsFor } from '../../../api/platform/words.ts'
import { monthBefore, monthInWords } from '../../../site/lib/month.ts'
import { readToo } from '../support/chinese.ts'
import { handsOf, lineBreaks } from '../support/hands.ts'
import { goHome, person, signIn } from '../support/people.ts'
import { look, phone } from '../support/phone.ts'

afterEach(() => goHome(lineBreaks))

const month = monthBefore(japanDay(systemClock.now()).slice(0, 7))

describe('the settling between towns', () => {
  const t = wordsFor('ja')
  const inWords = monthInWords(month, 'ja')

  it('is looked at by who prepares, fixed by who approves by keyboard alone over a line that breaks, and taken along as CSV', async () => {
    const hands = await handsOf('ja')
    const operator = await person({ viewport: phone })
    await signIn(operator, 'operator', '/office/netting')
    await operator.page.getByRole('heading', { name: t('netting:of_month', { month: inWords }) }).waitFor()
    const approve = t('netting:approve', { month: inWords })
    expect(await operator.page.getByRole('button', { name: approve }).count()).toBe(0)
    await look(operator)
    await readToo(operator)

    const approver = await hands.staff('approver', '/office/netting')
    await hands.press(approver, approve)
    await approver.page.getByText(t('netting:approved')).waitFor()
    await hands.see(approver)
    await readToo(approver)
    const csv = await approver.context.request.get(
      (await approver.page.getByRole('link', { name: t('netting:csv') }).getAttribute('href'))!,
    )
    expect((await csv.text()).split('\r\n')[0]).toContain('kind,month,town')

    // Fixed once: the operator's open page finds it done.
    await operator.page.reload()
    await operator.page.getByText(t('netting:done_before')).waitFor()
    await operator.page.getByRole('link', { name: t('netting:of_month', { month: inWords }) }).click()
    await operator.page.getByText(t('netting:transfers_none')).waitFor()
    await look(operator)

    const officer = await person({ viewport: phone })
    await signIn(officer, 'officer', '/office/netting')
    await officer.page.getByText(t('office:home.not_yours')).waitFor()
    const english = await person({ viewport: phone })
    await signIn(english, 'approver', '/en/office/netting', 'en')
    await english.page.getByText(wordsFor('en')('netting:done_before')).waitFor()
    await look(english)
  })
})
