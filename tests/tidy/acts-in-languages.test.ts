import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cutByHand, pressedOverLine } from './pressed-over-line.ts'

/**
 * What each person who touches money comes to do, by what the button says that does it: a story does it by keys alone over
 * a line that breaks in both ways, in each of the languages in which a purse, a desk and a till are written.
 */
const acts: Readonly<Record<string, readonly string[]>> = {
  visitor: [
    'wallet:none.button',
    'wallet:add.submit',
    'wallet:pay.confirm',
    'charges:show.make',
    'transfers:receive.make',
    'transfers:send.confirm',
    'repayments:submit',
    'wallet:stopping.stop',
    'wallet:stopping.back',
    'wallet:stopping.now',
    'wallet:recover.submit',
    'wallet:devices.end',
    'wallet:another.submit',
  ],
  shopkeeper: [
    'shop:apply.submit',
    'shop:refund.submit_part',
    'holds:capture',
    'holds:void',
    'shop:amount.cancel',
    'purchases:confirm',
    'shop:bank_account.submit',
    'bank-accounts:shop.cancel',
  ],
  clerk: ['charges:till.confirm', 'shop:refund.submit_whole'],
  officer: [
    'pots:submit',
    'office:pots.issue.submit',
    'office:give.submit',
    'donations:office.submit',
    'donations:office.end',
  ],
  approver: [
    'accounts:close_submit',
    'corrections:approve',
    'repayments:office.grant',
    'repayments:office.grant_card',
    'bank-accounts:office.approve',
    'accounts:stopped.thaw',
    'form.approve button',
  ],
  operator: [
    'accounts:reopen_submit',
    'corrections:submit',
    'accounts:stopped.submit',
    'payout-days:submit',
    'bank-accounts:office.check',
    'office:settlement.enter_return_submit',
  ],
  'resident without a phone': ['office:give.submit', 'proxies:owner.end'],
  family: ['proxies:open.submit', 'proxies:add.submit', 'proxies:whose.confirm'],
  'connected person': ['donations:confirm'],
}
const languages = ['ja', 'en', 'zh-hant']

const root = join(import.meta.dirname, '..', '..')
const hub = join(root, 'tests', 'browser', 'hub')
const done = readdirSync(hub).flatMap((file) => {
  const story = readFileSync(join(hub, file), 'utf8')
  const isOverALine = /\b(?:openLine|handsOf)\(/.test(story)
  return isOverALine
    ? [...pressedOverLine(story), ...cutByHand(story)].filter(({ isByKeys }) => isByKeys)
    : []
})

test('what each person does with money is done by keys over a line that breaks, in each language', () => {
  const isDone = (act: string, locale: string) =>
    done.some((one) => one.languages.includes(locale) && one.text.includes(`'${act}'`))
  const missing = Object.entries(acts).flatMap(([person, theirs]) =>
    theirs.flatMap((act) =>
      languages.filter((locale) => !isDone(act, locale)).map((locale) => `${person}: ${act} in ${locale}`),
    ),
  )
  expect(missing).toEqual([])
})

test('everybody whose stories the README names has acts here', () => {
  const readme = readFileSync(join(root, 'api', 'currency', 'README.md'), 'utf8')
  const people = Array.from(
    readme.matchAll(/^\| ([a-z ]+?) +\| [A-Za-z ]+? +\| `tests\/browser\//gm),
    ([, who]) => who!,
  )
  expect([...new Set(people)].toSorted()).toEqual(Object.keys(acts).toSorted())
})
