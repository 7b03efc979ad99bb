import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  grantOf,
  operations,
  reachOf,
  roles,
  type Operation,
  type Role,
} from '../../api/identity/authorisation.ts'

// Written a second time by hand: whoever changes who may do what changes it in two places, and thinks twice.
// · not, o one's own, A all
const expected = `
                       | nobody | visitor | person | till | till_taker | till_refunder | till_viewer | merchant_owner | merchant_clerk | institution_contributor | institution_editor | institution_owner | municipal_officer | approver | operator
session.open           | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
session.read           | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
passkey.begin          | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
session.list           | ·      | ·       | o      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
session.revoke         | ·      | ·       | o      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
passkey.list           | ·      | ·       | o      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
passkey.add            | ·      | ·       | o      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
passkey.remove         | ·      | ·       | o      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
wallet.open            | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
wallet.recover         | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
wallet.read            | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
wallet.close           | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
wallet.device.revoke   | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
wallet.freeze          | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
wallet.freeze_by_code  | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
wallet.freeze_read     | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
wallet.freeze_by_staff | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
wallet.thaw_by_staff   | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | ·
wallet.link            | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
proxy.open             | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
proxy.accept           | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
proxy.read             | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
proxy.pay              | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
proxy.give_up          | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
proxy.by_code          | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
proxy.own              | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
proxy.manage           | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
proxy.read_by_staff    | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
proxy.end_by_staff     | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
payment.create         | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
payment.read           | ·      | o       | ·      | ·    | o          | o             | o           | o              | o              | · | ·                  | · | ·                 | ·        | ·
code.show              | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
charge.create          | ·      | ·       | ·      | ·    | o          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
refund.create          | ·      | ·       | ·      | ·    | ·          | o             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
record.own             | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
record.read            | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
wallet.address         | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
transfer.create        | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
transfer.read          | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
cause.read             | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
cause.register         | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | o                 | A        | ·
donation.create        | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
donation.read          | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
purchase.create        | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | ·              | · | ·                  | · | ·                 | ·        | ·
purchase.read          | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
hold.create            | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
hold.read              | ·      | o       | ·      | ·    | ·          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
hold.capture           | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
hold.void              | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
repayment.ask          | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
repayment.own          | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
repayment.read         | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
repayment.decide       | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | ·
dispute.read           | · | · | · | · | · | · | · | · | · | · | · | · | · | A | A
limit.read             | A | A | A | A | A | A | A | A | A | A | A | A | A | A | A
topup.create           | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
topup.read             | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
merchant.apply         | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
merchant.read          | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | o              | · | ·                  | · | o                 | A        | A
merchant.mine          | ·      | ·       | ·      | ·    | o          | o             | o           | o              | o              | · | ·                  | · | o                 | A        | A
merchant.find          | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
shop.list              | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
merchant.till          | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
merchant.told          | ·      | ·       | ·      | ·    | ·          | ·             | o           | o              | o              | · | ·                  | · | ·                 | ·        | ·
merchant.payments      | ·      | ·       | ·      | ·    | o          | o             | o           | o              | o              | · | ·                  | · | ·                 | ·        | ·
merchant.code          | ·      | ·       | ·      | ·    | o          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
till.manage            | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | ·              | · | ·                  | · | ·                 | ·        | ·
till.acts              | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | ·              | · | ·                  | · | ·                 | ·        | ·
till.oversee           | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | ·              | · | ·                  | · | o                 | A        | A
till.stop              | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | ·              | · | ·                  | · | o                 | A        | A
till.read              | ·      | ·       | ·      | o    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
till.enter             | ·      | ·       | ·      | o    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
till.leave             | ·      | ·       | ·      | o    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
merchant.bank_account  | ·      | ·       | ·      | ·    | ·          | ·             | ·           | o              | ·              | · | ·                  | · | ·                 | ·        | ·
bank_account.read      | · | · | · | · | · | · | · | · | · | · | · | · | · | A | A
bank_account.check     | · | · | · | · | · | · | · | · | · | · | · | · | · | · | A
bank_account.approve   | · | · | · | · | · | · | · | · | · | · | · | · | · | A | ·
bank_account.cancel    | · | · | · | · | · | · | · | · | · | · | · | · | · | A | A
merchant.picture       | · | · | · | · | · | · | · | o | · | · | · | · | o | A | ·
merchant.board         | · | · | · | · | · | · | · | o | · | · | · | · | o | A | ·
product.write          | · | · | · | · | · | · | · | o | o | · | · | · | · | · | ·
picture.decide         | · | · | · | · | · | · | · | · | · | · | · | · | o | A | ·
tie.ask                | · | · | · | · | · | · | · | · | · | · | o | o | · | · | ·
tie.decide             | · | · | · | · | · | · | · | o | · | · | · | · | o | A | ·
code_report.create     | A | A | A | A | A | A | A | A | A | A | A | A | A | A | A
code_report.read       | · | · | · | · | · | · | · | · | · | · | · | · | o | A | A
code_report.decide     | · | · | · | · | · | · | · | · | · | · | · | · | o | A | ·
merchant.check         | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | o                 | A        | ·
merchant.decide        | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | o                 | A        | ·
merchant.close         | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | o                 | A        | ·
settlement.preview     | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
settlement.approve     | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | ·
payout.return          | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | A
payout_profile.read    | · | · | · | · | · | · | · | · | · | · | · | · | · | A | A
payout_profile.propose | · | · | · | · | · | · | · | · | · | · | · | · | · | · | A
payout_profile.approve | · | · | · | · | · | · | · | · | · | · | · | · | · | A | ·
pot.read               | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | o                 | A        | A
pot.issue              | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | o                 | ·        | ·
pot.approve            | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | ·
pot_opening.propose    | · | · | · | · | · | · | · | · | · | · | · | · | o | · | ·
pot_opening.approve    | · | · | · | · | · | · | · | · | · | · | · | · | · | o | ·
gift.create            | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | o                 | ·        | ·
adjustment.read        | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
adjustment.propose     | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | A
adjustment.approve     | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | ·
topup_matter.read      | · | · | · | · | · | · | · | · | · | · | · | · | · | A | A
topup_matter.end       | · | · | · | · | · | · | · | · | · | · | · | · | · | A | ·
reopening.read         | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
reopening.propose      | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | A
reopening.approve      | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | ·
netting.read           | · | · | · | · | · | · | · | · | · | · | · | · | · | A | A
netting.approve        | · | · | · | · | · | · | · | · | · | · | · | · | · | A | ·
secondment.read        | · | · | · | · | · | · | · | · | · | · | · | · | o | o | ·
secondment.propose     | · | · | · | · | · | · | · | · | · | · | · | · | o | · | ·
secondment.approve     | · | · | · | · | · | · | · | · | · | · | · | · | · | o | ·
secondment.end         | · | · | · | · | · | · | · | · | · | · | · | · | o | o | ·
town.choose            | · | · | o | · | · | · | · | · | · | · | · | · | · | · | ·
message.address        | · | o | · | · | · | · | · | · | · | · | · | · | · | · | ·
message.shop           | · | · | · | · | · | · | · | o | · | · | · | · | · | · | ·
message.shop_browser   | · | · | · | · | · | · | · | o | · | · | · | · | · | · | ·
message.browser        | · | o | · | · | · | · | · | · | · | · | · | · | · | · | ·
message.by_link        | A | A | A | A | A | A | A | A | A | A | A | A | A | A | A
message.read           | · | · | · | · | · | · | · | · | · | · | · | · | · | A | A
act.read | · | · | · | · | · | · | · | · | · | · | · | · | o | A | ·
audit.read             | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
proof.read             | ·      | o       | ·      | ·    | ·          | ·             | ·           | o              | o              | · | ·                  | · | ·                 | ·        | ·
consent.change         | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
check_in.create        | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
exposure.create        | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
visitor.read           | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
visitor.erase          | ·      | o       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | ·        | ·
image.upload        | · | · | · | · | · | · | · | · | · | o | o | o | · | · | ·
item.write        | · | · | · | · | · | · | · | · | · | o | o | o | · | · | ·
look.tell         | A | A | A | A | A | A | A | A | A | A | A | A | A | A | A
look.read         | · | · | · | · | · | · | · | · | · | · | · | · | · | A | A
item.publish        | · | · | · | · | · | · | · | · | · | · | o | o | · | · | ·
item.import         | · | · | · | · | · | · | · | · | · | o | o | o | · | · | ·
institution.staff   | · | · | · | · | · | · | · | · | · | · | · | o | · | · | ·
institution.join    | A | A | A | A | A | A | A | A | A | A | A | A | A | A | A
institution.mend       | · | · | · | · | · | · | · | · | · | · | o | o | · | · | ·
institution.withdraw   | · | · | · | · | · | · | · | · | · | · | · | o | o | · | ·
intake.read            | · | · | · | · | · | · | · | · | · | · | · | · | o | o | ·
intake.propose         | · | · | · | · | · | · | · | · | · | · | · | · | o | · | ·
intake.approve         | · | · | · | · | · | · | · | · | · | · | · | · | · | o | ·
intake.first_owner     | · | · | · | · | · | · | · | · | · | · | · | · | o | · | ·
base_date.read         | ·      | ·       | ·      | ·    | ·          | ·             | ·           | ·              | ·              | · | ·                  | · | ·                 | A        | A
numbers.read           | A      | A       | A      | A    | A          | A             | A           | A              | A              | A | A                  | A | A                 | A        | A
`

const words = { '·': 'no', o: 'own', A: 'all' } as const
const lines = expected
  .trim()
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
const columns = lines[0]!.slice(1) as Role[]
const cells = lines.slice(1).flatMap(([operation, ...marks]) =>
  marks.map((mark, column) => ({
    operation: operation as Operation,
    role: columns[column]!,
    grant: words[mark as keyof typeof words],
  })),
)

describe('who may do what', () => {
  test.each(cells)('$role with $operation: $grant', ({ operation, role, grant }) => {
    expect(grantOf(operation, role)).toBe(grant)
  })

  test('the table of the test has every role and every operation of the code', () => {
    expect(columns).toEqual(roles)
    expect(lines.slice(1).map(([operation]) => operation)).toEqual(operations)
  })
})

describe('the operations', () => {
  const root = join(import.meta.dirname, '../..')
  const asked = globSync('api/*/*routes*.ts', { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/guard\(\s*'([\w.]+)'/g)].map(
      ([, operation]) => operation!,
    ),
  )

  test('of the table are those that routes ask for, and no others', () => {
    expect([...new Set(asked)].toSorted()).toEqual([...operations].toSorted())
  })
})

describe('what roles together reach', () => {
  test('nobody reaches nothing that is one’s own', () => {
    expect(reachOf('payment.create', [{ role: 'nobody', scope: '' }])).toBe('nothing')
  })

  test('one’s own is named by the ids the roles were given for, each once', () => {
    const held = [
      { role: 'visitor', scope: 'wallet-1' },
      { role: 'merchant_owner', scope: 'shop-1' },
      { role: 'merchant_clerk', scope: 'shop-1' },
      { role: 'municipal_officer', scope: '074454' },
    ] as const
    expect(reachOf('payment.read', held)).toEqual(['wallet-1', 'shop-1'])
  })

  test('a role given for the whole hub reaches all', () => {
    expect(reachOf('merchant.decide', [{ role: 'municipal_officer', scope: '*' }])).toBe('all')
  })

  test('a role for the whole hub reaches nothing where the role may not', () => {
    expect(reachOf('merchant.decide', [{ role: 'operator', scope: '*' }])).toBe('nothing')
  })
})
