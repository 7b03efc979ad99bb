/** The commands of the office that are recorded, in the order of the list to choose from. */
export const actOperations = [
  'merchant.decide',
  'merchant.close',
  'merchant.picture',
  'merchant.board',
  'picture.decide',
  'tie.decide',
  'code_report.decide',
  'bank_account.check',
  'bank_account.approve',
  'bank_account.cancel',
  'till.stop',
  'cause.register',
  'pot.issue',
  'pot.approve',
  'gift.create',
  'settlement.approve',
  'netting.approve',
  'payout.return',
  'payout_profile.propose',
  'payout_profile.approve',
  'adjustment.propose',
  'adjustment.approve',
  'topup_matter.end',
  'reopening.propose',
  'reopening.approve',
  'secondment.propose',
  'secondment.approve',
  'secondment.end',
  'repayment.decide',
  'wallet.freeze_by_staff',
  'wallet.thaw_by_staff',
  'proxy.end_by_staff',
  'user.add',
  'user.change',
] as const

/** What was said with an act and is worth a line by itself; ids stand with what it was about. */
export const actDetails = [
  'decision',
  'email',
  'roles',
  'town',
  'firstDay',
  'lastDay',
  'amountYen',
  'direction',
  'reason',
] as const

/** The name of an operation's words. */
export const wordOfOperation = (operation: string): string => operation.replace('.', '_')
