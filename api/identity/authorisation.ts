/**
 * Who may do what: the one place where this is decided. Roles add up: everyone is `nobody`; who holds a wallet is
 * also a `visitor`; who is signed in is also a `person`; a browser that a shop made a till is a `till`, with what its
 * clerk may do beside it; the others are given by the hub or by a shop.
 */
export const roles = [
  'nobody',
  'visitor',
  'person',
  'till',
  'till_taker',
  'till_refunder',
  'till_viewer',
  'merchant_owner',
  'merchant_clerk',
  'institution_contributor',
  'institution_editor',
  'institution_owner',
  'municipal_officer',
  'approver',
  'operator',
] as const

export type Role = (typeof roles)[number]

const tillRoles = ['till', 'till_taker', 'till_refunder', 'till_viewer'] as const satisfies readonly Role[]

/** Roles that are given to people; the ones before come from what a request carries. */
export const givenRoles: ReadonlySet<string> = new Set<Role>(roles.slice(roles.indexOf('merchant_owner')))

/**
 * `own`: only what the role was given for (one's wallet, oneself, one's shop, institution, municipality); the route
 * asks `covers(actor, id)`. `all`: whatever the operation can reach.
 */
export type Grant = 'no' | 'own' | 'all'

type Grants = Partial<Record<Role, Grant>>

/** Nothing is hidden and nothing is changed for others: open to the public. */
const everyone: Grants = Object.fromEntries(roles.map((role) => [role, 'all']))
const holder: Grants = { visitor: 'own' }
const signedIn: Grants = { person: 'own' }
const shopStaff: Grants = { merchant_owner: 'own', merchant_clerk: 'own' }
/** Who stands at a till, by what the shop allows them. */
const taker: Grants = { till_taker: 'own' }
const refunder: Grants = { till_refunder: 'own' }
/** Who writes for an institution; publishing is for who answers for it. */
const institutionEditors: Grants = { institution_editor: 'own', institution_owner: 'own' }
const institutionStaff: Grants = { institution_contributor: 'own', ...institutionEditors }
const anyClerk: Grants = { ...taker, ...refunder, till_viewer: 'own' }

/** Operation → the roles that may do it; a role that is not named may not. */
const table = {
  'session.open': everyone,
  'session.read': everyone,
  'passkey.begin': everyone,
  'session.list': signedIn,
  'session.revoke': signedIn,
  'passkey.list': signedIn,
  'passkey.add': signedIn,
  'passkey.remove': signedIn,

  'wallet.open': everyone,
  'wallet.recover': everyone,
  'wallet.read': holder,
  'wallet.close': holder,
  'wallet.device.revoke': holder,
  'wallet.freeze': holder,
  // The printed code is who they are: whoever lost the phone has no wallet in the browser they borrow.
  'wallet.freeze_by_code': everyone,
  'wallet.freeze_read': { approver: 'all', operator: 'all' },
  // Stopping takes nothing from anybody; who lets a wallet go has looked at who asks for it.
  'wallet.freeze_by_staff': { approver: 'all', operator: 'all' },
  'wallet.thaw_by_staff': { approver: 'all' },
  'wallet.link': holder,
  // A phone acts for somebody by its own wallet's secret: the route asks whose proxy it is.
  'proxy.open': holder,
  'proxy.accept': holder,
  'proxy.read': holder,
  'proxy.pay': holder,
  'proxy.give_up': holder,
  // The owner's printed code is who they are: they have no phone.
  'proxy.by_code': everyone,
  'proxy.own': holder,
  'proxy.manage': holder,
  'proxy.read_by_staff': { approver: 'all', operator: 'all' },
  // Taking away takes no money from anybody.
  'proxy.end_by_staff': { approver: 'all', operator: 'all' },

  'payment.create': holder,
  'payment.read': { ...holder, ...shopStaff, ...anyClerk },
  // The holder shows a code, whoever stands at the till charges it.
  'code.show': holder,
  'charge.create': { ...shopStaff, ...taker },
  'refund.create': { ...shopStaff, ...refunder },
  'record.own': shopStaff,
  // Of all shops together: who pays them out, and who answers the tax office for the union.
  'record.read': { approver: 'all', operator: 'all' },
  'wallet.address': holder,
  'transfer.create': holder,
  'transfer.read': holder,
  'cause.read': everyone,
  // The town decides who may collect in its region, as it decides who takes its money.
  'cause.register': { municipal_officer: 'own', approver: 'all' },
  'donation.create': holder,
  'donation.read': holder,
  // What a shop takes in is spent by who keeps it.
  'purchase.create': { merchant_owner: 'own' },
  'purchase.read': shopStaff,
  'hold.create': holder,
  'hold.read': { ...holder, ...shopStaff },
  'hold.capture': shopStaff,
  'hold.void': shopStaff,
  // Who hands money out has looked at the papers of who asked for it: two people, and no shop.
  'repayment.ask': holder,
  'repayment.own': holder,
  'repayment.read': { approver: 'all', operator: 'all' },
  'repayment.decide': { approver: 'all' },
  'dispute.read': { approver: 'all', operator: 'all' },
  // What a wallet can do at most is no secret.
  'limit.read': everyone,
  'topup.create': holder,
  'topup.read': holder,

  'merchant.apply': everyone,
  'merchant.read': { ...shopStaff, municipal_officer: 'own', approver: 'all', operator: 'all' },
  // The shops at which one stands: told to the till as well, without who keeps the shop.
  'merchant.mine': { ...shopStaff, ...anyClerk, municipal_officer: 'own', approver: 'all', operator: 'all' },
  'merchant.find': everyone,
  'shop.list': everyone,
  'merchant.till': shopStaff,
  'merchant.told': { ...shopStaff, till_viewer: 'own' },
  // That a payment arrived is seen by everybody at the till; what the day took by whom the shop shows it.
  'merchant.payments': { ...shopStaff, ...anyClerk },
  'merchant.code': { ...shopStaff, ...taker },
  // Who keeps a shop decides who stands at its tills.
  'till.manage': { merchant_owner: 'own' },
  'till.acts': { merchant_owner: 'own' },
  // Stopping takes nothing from anybody: a phone that was stolen is stopped by whoever can be reached.
  'till.oversee': { merchant_owner: 'own', municipal_officer: 'own', approver: 'all', operator: 'all' },
  'till.stop': { merchant_owner: 'own', municipal_officer: 'own', approver: 'all', operator: 'all' },
  'till.read': { till: 'own' },
  'till.enter': { till: 'own' },
  'till.leave': { till: 'own' },
  // Where a shop's money goes is said by who keeps it.
  'merchant.bank_account': { merchant_owner: 'own' },
  // Who makes sure with the shop does not let it go.
  'bank_account.read': { approver: 'all', operator: 'all' },
  'bank_account.check': { operator: 'all' },
  'bank_account.approve': { approver: 'all' },
  'bank_account.cancel': { approver: 'all', operator: 'all' },
  // How a shop looks from the street is shown by who keeps it, or by the office where the shop has no phone; the town looks first.
  'merchant.picture': { merchant_owner: 'own', municipal_officer: 'own', approver: 'all' },
  // Whose accounts stand on a shop's board is said by who keeps it, or by the office that has its papers.
  'merchant.board': { merchant_owner: 'own', municipal_officer: 'own', approver: 'all' },
  // What is sold out is said by whoever stands in the shop, by name.
  'product.write': shopStaff,
  'picture.decide': { municipal_officer: 'own', approver: 'all' },
  // An institution asks; that a shop belongs to it is agreed by who keeps the shop, or by the town for it.
  'tie.ask': institutionEditors,
  'tie.decide': { merchant_owner: 'own', municipal_officer: 'own', approver: 'all' },
  // Whoever stands before a doubtful code says so, with or without a wallet.
  'code_report.create': everyone,
  'code_report.read': { municipal_officer: 'own', approver: 'all', operator: 'all' },
  'code_report.decide': { municipal_officer: 'own', approver: 'all' },
  // The town decides who takes its money; the hub's operator does not. One looks into it and proposes, another lets it go.
  'merchant.check': { municipal_officer: 'own', approver: 'all' },
  'merchant.decide': { municipal_officer: 'own', approver: 'all' },

  'merchant.close': { municipal_officer: 'own', approver: 'all' },

  // Who prepares a payout is not who lets it go.
  'settlement.preview': { approver: 'all', operator: 'all' },
  'settlement.approve': { approver: 'all' },
  // It only makes money owed again: what is paid because of it is approved with the next plan.
  'payout.return': { operator: 'all' },

  // Who agrees with a shop on which days it is paid does not let that go.
  'payout_profile.read': { approver: 'all', operator: 'all' },
  'payout_profile.propose': { operator: 'all' },
  'payout_profile.approve': { approver: 'all' },

  'pot.read': { municipal_officer: 'own', approver: 'all', operator: 'all' },
  // Who asks for money does not let it go.
  'pot.issue': { municipal_officer: 'own' },
  'pot.approve': { approver: 'all' },
  // As with the money in it: who wants a pot opened does not let it go.
  'pot_opening.propose': { municipal_officer: 'own' },
  'pot_opening.approve': { approver: 'own' },
  // What is in a pot was let go by two people; giving a small part of it is one officer's work at the counter.
  'gift.create': { municipal_officer: 'own' },

  // Who proposes a correction does not let it go.
  'adjustment.read': { approver: 'all', operator: 'all' },
  'adjustment.propose': { operator: 'all' },
  'adjustment.approve': { approver: 'all' },

  // What was sent to a payer outside of the books is said by who lets money go.
  'topup_matter.read': { approver: 'all', operator: 'all' },
  'topup_matter.end': { approver: 'all' },

  // Who wants a closed account opened again does not let it go.
  'reopening.read': { approver: 'all', operator: 'all' },
  'reopening.propose': { operator: 'all' },
  'reopening.approve': { approver: 'all' },

  // As with payouts: who prepares it is not enough to let it go.
  'netting.read': { approver: 'all', operator: 'all' },
  'netting.approve': { approver: 'all' },

  // A town that wants help, or lends it, asks; who approves is of the town that is helped, and is never who is lent.
  'secondment.read': { municipal_officer: 'own', approver: 'own' },
  'secondment.propose': { municipal_officer: 'own' },
  'secondment.approve': { approver: 'own' },
  // Stopping takes nothing from anybody: either town may.
  'secondment.end': { municipal_officer: 'own', approver: 'own' },
  // Which of the towns one works for in this browser; it opens nothing by itself.
  'town.choose': signedIn,

  // Where somebody wants receipts is theirs alone to say; a link in a letter is proof of having read it.
  'message.address': holder,
  // What a shop was told of its money is read by who keeps it, who says in which language.
  'message.shop': { merchant_owner: 'own' },
  'message.shop_browser': { merchant_owner: 'own' },
  'message.browser': holder,
  'message.by_link': everyone,
  'message.read': { approver: 'all', operator: 'all' },

  // What the office did: a town reads what was done on its behalf. Who runs the machine is read, and reads nothing.
  'act.read': { municipal_officer: 'own', approver: 'all' },

  // The record is everybody's; a receipt's proof is for whom the receipt is for, to show to anybody.
  'audit.read': everyone,
  'proof.read': { ...holder, ...shopStaff },

  'consent.change': holder,
  'check_in.create': holder,
  'exposure.create': holder,
  'visitor.read': holder,
  'visitor.erase': holder,
  // An institution answers for what it shows, and for nothing of another one.
  'image.upload': institutionStaff,
  'item.write': institutionStaff,
  // Readers are nobody in particular, and nothing of them is kept.
  'look.tell': everyone,
  // What the hub itself tells is nobody's own; the office answers for it.
  'look.read': { approver: 'all', operator: 'all' },
  // What everybody reads is let out by an editor, never by who only writes.
  'item.publish': institutionEditors,
  // It makes drafts, as many as a table has rows.
  'item.import': institutionStaff,
  // Who works for an institution is said by who owns it, not by the hub.
  'institution.staff': { institution_owner: 'own' },
  // The link is proof of having been invited; whoever holds it may have no sign-in yet.
  'institution.join': everyone,
  // What an institution says of itself is said by who answers for it; nothing of it is told any more when its owner, or
  // the town, says so.
  'institution.mend': institutionEditors,
  'institution.withdraw': { institution_owner: 'own', municipal_officer: 'own' },
  // The town knows its museums and temples: an officer asks, an approver lets it go. Who works there is said by the first
  // owner, whom the town invites once.
  'intake.read': { municipal_officer: 'own', approver: 'own' },
  'intake.propose': { municipal_officer: 'own' },
  'intake.approve': { approver: 'own' },
  'intake.first_owner': { municipal_officer: 'own' },
  // What the Finance Bureau is told is prepared by the union.
  'base_date.read': { approver: 'all', operator: 'all' },
  'numbers.read': everyone,
} as const satisfies Record<string, Grants>

export type Operation = keyof typeof table

export const operations = Object.keys(table) as readonly Operation[]

/** What a role may do with an operation. */
export const grantOf = (operation: Operation, role: Role): Grant => (table[operation] as Grants)[role] ?? 'no'

/** A role as somebody has it: for one thing (a wallet, shop, municipality …), or '*' for the whole hub. */
export type HeldRole = { readonly role: Role; readonly scope: string }

/** Nothing granted, everything the operation can reach, or the ids it is granted for. */
export type Reach = 'nothing' | 'all' | readonly string[]

/** What these roles together may reach with an operation. */
export function reachOf(operation: Operation, held: readonly HeldRole[]): Reach {
  const granted = held.map(({ role, scope }) => ({ grant: grantOf(operation, role), scope }))
  const reachesAll = granted.some(({ grant, scope }) => grant === 'all' || (grant === 'own' && scope === '*'))
  if (reachesAll) return 'all'
  const scopes = granted.filter(({ grant }) => grant === 'own').map(({ scope }) => scope)
  return scopes.length === 0 ? 'nothing' : [...new Set(scopes)]
}

/** True when the public may do it: nobody needs to be looked up to answer. */
export const isPublic = (operation: Operation): boolean => grantOf(operation, 'nobody') !== 'no'

/** True when being this kind of actor can change the answer: only then is it worth a look-up. */
export const asksForWallet = (operation: Operation): boolean => grantOf(operation, 'visitor') !== 'no'

/** True when a till, or what its clerk may do, can change the answer. */
export const asksForTill = (operation: Operation): boolean =>
  tillRoles.some((role) => grantOf(operation, role) !== 'no')

/** True when some role of a signed-in person can change the answer. */
export const asksForPerson = (operation: Operation): boolean =>
  ['person' as const, ...roles.slice(roles.indexOf('merchant_owner'))].some(
    (role) => grantOf(operation, role) !== 'no',
  )
