import { accountActs } from './acts-accounts.ts'
import { lostAndShownActs } from './acts-lost-and-shown.ts'
import { refundActs } from './acts-refunds.ts'
import { repaymentActs } from './acts-repayments.ts'
import { saleActs } from './acts-sales.ts'
import { storeActs } from './acts-stores.ts'
import { proxyActs } from './acts-proxies.ts'
import { purchaseActs } from './acts-purchases.ts'
import { causeActs } from './acts-causes.ts'
import { cards } from '../topups/card-company.ts'
import { sameLedgerAnswer, sentIn } from './same-answer.ts'
import type { Answer, World } from './world.ts'
import type { Clients, Intent } from './clients.ts'

export type Purse = { readonly walletId: string; cookie: string; code: string }
export type Named = { readonly id: string; readonly shop: number; readonly purse: Purse }
/** What is asked over HTTP, and what is made of the answer. */
export type Asked = Omit<Intent, 'name' | 'send'> & { readonly body?: unknown; readonly cookie?: string }
export type Topup = { readonly id: string; readonly purse: Purse; readonly payUrl: string }

const hourMs = 3_600_000
const dayMs = 24 * hourMs

type Said = { ok: true; value: unknown } | { ok: false; error: { readonly code: string } }

/** What a service answered, as a caller over HTTP would see it. */
function answerOf(said: Said | undefined): Answer | undefined {
  if (said === undefined) return undefined
  if (said.ok) return { status: 200, body: said.value }
  const isForNow = ['busy_try_again', 'processor_unreachable'].includes(said.error.code)
  return { status: isForNow ? 503 : 409, body: said.error }
}

/**
 * Everything that people, clerks, officers, the card company and the clock do. Each act draws what it needs and may do
 * nothing where nothing of its kind is there yet.
 */
export function actsOf(world: World, clients: Clients) {
  const { dice, clock, town, company } = world
  const purses: Purse[] = []
  const topups: Topup[] = []
  const disputed: Topup[] = []
  const payments: Named[] = []
  const holds: Named[] = []
  const requests: { id: string; payloadHash: string }[] = []
  const addresses: string[] = []
  let count = 0
  let lost = false
  const name = (what: string): string => `${what}-${++count}`
  const send = (intent: Intent) => clients.send(intent, lost)
  const post = (what: string, path: string, { body = {}, cookie = '', ...rest }: Asked) => {
    const key = name(what)
    return send({
      name: key,
      send: () => world.post(path, body, { cookie, key: `simulator-${key}` }),
      ...rest,
    })
  }
  /** A few purses do most of it: money that is spread thin is never spent. */
  const purseOf = (): Purse | undefined => dice.pick(dice.chance(0.9) ? purses.slice(0, 3) : purses)
  const amount = (most: number): number => dice.between(1, most)
  const turn = async (job: string): Promise<void> => {
    const done = await world.turn(job)
    world.tell(`job ${job} → ${JSON.stringify(done ?? 'no answer')}`)
  }
  const reopen = (accountId: string) => {
    const key = name('reopen')
    const approved = { reason: 'needed again', changedBy: 'operator', approvedHash: 'a'.repeat(64) }
    return send({
      name: key,
      send: async () =>
        answerOf(
          await world.withHub(({ ledger }) =>
            ledger.reopenAccount({ key: { scope: 'simulator', key }, accountId, ...approved }),
          ),
        ),
      same: sameLedgerAnswer,
    })
  }
  const shopOf = (place: number) => town.shops[place]!

  const acts = {
    'open a wallet': () =>
      post('open', '/wallets', {
        // Secrets are never said twice: who has heard them does not ask again.
        isSecret: true,
        learn: (body: { walletId: string; recoveryCode: string }, { cookie = '' }) =>
          purses.push({ walletId: body.walletId, cookie, code: body.recoveryCode }),
      }),
    'recover a wallet': async () => {
      const purse = purseOf()
      if (purse === undefined) return
      await post('recover', '/wallets/recover', {
        body: { code: purse.code },
        isSecret: true,
        learn: (body: { recoveryCode: string }, { cookie = '' }) =>
          void Object.assign(purse, { cookie, code: body.recoveryCode }),
      })
    },
    'begin a top-up': async () => {
      const purse = purseOf()
      if (purse === undefined) return
      await post('top-up', '/topups', {
        body: {
          amountYen: dice.between(490, 2_000),
          ...(dice.chance(0.3) ? { method: dice.pick(['konbini', 'paypay'] as const)! } : {}),
        },
        cookie: purse.cookie,
        learn: (body: { topupId: string; payUrl: string | null }) =>
          body.payUrl === null || topups.push({ id: body.topupId, purse, payUrl: body.payUrl }),
        same: (first, again) =>
          first.status >= 400
            ? (again.body as { code: string }).code === 'key_failed_before'
            : (again.body as { topupId: string }).topupId === (first.body as { topupId: string }).topupId,
      })
    },
    'pay with a card': async () => {
      const topup = dice.pick(topups.slice(-3))
      if (topup === undefined) return
      const card = dice.chance(0.8) ? cards.succeeds : dice.pick(Object.values(cards))!
      world.tell(`card ${card.slice(-4)} for ${topup.id.slice(-6)}`)
      await company.payWith(topup.payUrl, card)
    },
    'events that are due': async () => {
      world.tell('the card company delivers')
      await company.turn()
    },
    'an old event again': async () => {
      const event = await company.oldEvent(dice.below)
      if (event === undefined) return
      const answer = await world.request(event)
      world.tell(
        `an old event → ${answer?.status} ${String((answer?.body as { outcome?: string } | null)?.outcome)}`,
      )
    },
    'a payer disputes': async () => {
      const topup = dice.pick(topups.slice(-4))
      if (topup === undefined) return
      const said = await company.dispute(topup.payUrl)
      world.tell(`disputed: ${topup.id.slice(-6)} → ${said.status}`)
      if (said.ok) disputed.push(topup)
    },
    'the card company decides': async () => {
      const topup = disputed.shift()
      if (topup === undefined) return
      const how = dice.pick(['won', 'lost'] as const)!
      world.tell(`${how}: ${topup.id.slice(-6)}`)
      await company.dispute(topup.payUrl, how)
    },
    'trouble at the card company': async () => {
      const kind = dice.pick(['duplicate', 'delay', 'drop', 'reorder', 'slow_bank'] as const)!
      world.tell(`the card company will ${kind}`)
      await company.fault(kind, dice.below(dayMs))
    },
    'give up a top-up': async () => {
      const topup = dice.pick(topups)
      if (topup === undefined) return
      await post('give-up', `/topups/${topup.id}/give-up`, { cookie: topup.purse.cookie, same: () => true })
    },
    'ask for money': () =>
      post('ask', '/pot-issues', {
        body: { potId: dice.pick(town.pots)!.id, amountYen: amount(3_000), reason: '予算' },
        cookie: town.officer,
        learn: ({ id, payloadHash }: { id: string; payloadHash: string }) =>
          requests.push({ id, payloadHash }),
        // The request is shown with what was decided since.
        same: (first, again) => (again.body as { id: string }).id === (first.body as { id: string }).id,
      }),
    'let money go': async () => {
      const request = requests.shift()
      if (request === undefined) return
      const { id, payloadHash } = request
      await post('issue', `/pot-issues/${id}/approval`, {
        body: { payloadHash, reason: '' },
        cookie: town.approver,
      })
    },
    grant: async () => {
      const [purse, pot] = [purseOf(), dice.pick(town.pots)!]
      if (purse === undefined) return
      const [key, amountYen] = [name('grant'), amount(600)]
      await send({
        name: key,
        send: async () =>
          answerOf(
            await world.withHub(({ ledger }) =>
              ledger.grant({
                key: { scope: 'simulator', key },
                potId: pot.id,
                walletId: purse.walletId,
                amountYen,
              }),
            ),
          ),
        same: sameLedgerAnswer,
      })
    },
    pay: async () => {
      const [purse, shop] = [purseOf(), dice.below(town.shops.length)]
      if (purse === undefined) return
      const body = { merchantId: shopOf(shop).merchantId, amountYen: amount(500) }
      await post('pay', '/payments', {
        body,
        cookie: purse.cookie,
        learn: ({ paymentId }: { paymentId: string }) => payments.push({ id: paymentId, shop, purse }),
      })
    },
    'make an address': async () => {
      const purse = purseOf()
      if (purse === undefined) return
      await post('address', '/wallets/me/address', {
        cookie: purse.cookie,
        learn: ({ address }: { address: string }) => addresses.push(address),
      })
    },
    'send to a friend': async () => {
      const [purse, address] = [purseOf(), dice.pick(addresses.slice(-4))]
      if (purse === undefined || address === undefined) return
      await post('send', '/transfers', { body: { address, amountYen: amount(300) }, cookie: purse.cookie })
    },
    ...storeActs(world, topups),
    ...purchaseActs({ dice, town, post, amount }),
    ...causeActs({ dice, town, post, purseOf, amount }),
    ...repaymentActs({ dice, town, company, post, purseOf, topups, amount, turn }),
    ...lostAndShownActs({ dice, town, post, purseOf, amount, payments }),
    ...saleActs({ dice, town, get: world.get, post, purseOf, amount, payments }),
    ...proxyActs({ dice, town, post, purseOf, amount, payments, topups }),
    ...accountActs({ dice, post, purses, reopen }),
    ...refundActs({ dice, post, shopOf, payments, topups, amount, turn, company }),
    hold: async () => {
      const [purse, shop] = [purseOf(), dice.below(town.shops.length)]
      if (purse === undefined) return
      const endsAt = clock.at + dice.between(1, 40) * hourMs
      const body = { merchantId: shopOf(shop).merchantId, amountYen: amount(400), endsAt }
      await post('hold', '/holds', {
        body,
        cookie: purse.cookie,
        learn: ({ holdId }: { holdId: string }) => holds.push({ id: holdId, shop, purse }),
      })
    },
    capture: async () => {
      const held = dice.pick(holds.slice(-4))
      if (held === undefined) return
      const body = dice.chance(0.3) ? {} : { amountYen: amount(300) }
      await post('capture', `/holds/${held.id}/capture`, {
        body,
        cookie: shopOf(held.shop).cookie,
        learn: ({ paymentId }: { paymentId: string }) =>
          payments.push({ id: paymentId, shop: held.shop, purse: held.purse }),
      })
    },
    correct: async () => {
      const paid = dice.pick(payments)
      if (paid === undefined) return
      const [key, amountYen] = [name('correct'), amount(60)]
      const approvedHash = 'a'.repeat(64)
      await send({
        name: key,
        send: async () =>
          answerOf(
            await world.withHub(({ ledger }) =>
              ledger.adjust({
                key: { scope: 'simulator', key },
                journalId: paid.id,
                direction: 'give',
                amountYen,
                approvedHash,
              }),
            ),
          ),
        same: sameLedgerAnswer,
      })
    },
    'void a hold': async () => {
      const held = dice.pick(holds.slice(-4))
      if (held === undefined) return
      await post('void', `/holds/${held.id}/void`, { cookie: shopOf(held.shop).cookie })
    },
    'void a top-up': async () => {
      const topup = dice.pick(topups.slice(-4))
      if (topup === undefined) return
      const key = name('void-topup')
      await send({
        name: key,
        // Money that left the wallet is on its way to the card until the card company said so.
        send: async () =>
          answerOf(
            await world.withHub((hub) => hub.voids.voidTopup({ topupId: topup.id, reason: 'wrong charge' })),
          ),
        same: (first, again) => first.status >= 400 || again.status === first.status,
      })
    },
    settle: async () => {
      const shown = await world.get('/settlements/preview', town.approver)
      if (shown?.status !== 200) return
      const { cutOffAt, planHash } = shown.body as { cutOffAt: number; planHash: string }
      await post('settle', '/settlements', {
        body: { cutOffAt, planHash },
        cookie: town.approver,
        // What is refused is judged as things stand; what was paid is told for ever, and with it what came back since.
        same: (first, again) => first.status >= 400 || sentIn(again) === sentIn(first),
      })
    },
    'a bank sends a payout back': async () => {
      const listed = await world.get('/settlements', town.approver)
      const run = dice.pick((listed?.body as { settlements?: { id: string }[] } | null)?.settlements ?? [])
      const report = run && (await world.get(`/settlements/${run.id}`, town.approver))
      const payout = dice.pick((report?.body as { payouts?: { payoutId: string }[] } | null)?.payouts ?? [])
      if (payout === undefined) return
      const key = name('send-back')
      const said = { payoutId: payout.payoutId, reason: '該当口座なし', returnedBy: 'operator', key }
      await send({
        name: key,
        send: async () => answerOf(await world.withHub(({ office }) => office.returnPayout(said))),
        same: (first, again) => JSON.stringify(again) === JSON.stringify(first),
      })
    },
    'say where the money goes': async () => {
      const { merchantId, cookie } = dice.pick(town.shops)!
      await post('bank-account', `/merchants/${merchantId}/bank-account`, {
        body: {
          bankCode: '0126',
          branchCode: '401',
          depositType: 1,
          accountNumber: '7654321',
          holderKana: 'ミホンノミセ',
        },
        cookie,
      })
    },
    'look into a wallet': async () => {
      const purse = purseOf()
      const seen = purse && (await world.get('/wallets/me', purse.cookie))
      if (seen?.status !== 200) return
      const view = seen.body as {
        balanceYen: number
        heldYen: number
        disputedYen: number
        lots: { remainingYen: number }[]
      }
      const sum = view.lots.reduce((yen, lot) => yen + lot.remainingYen, view.heldYen + view.disputedYen)
      if (sum !== view.balanceYen || view.lots.some((lot) => lot.remainingYen < 0))
        clients.wrong.push(`a wallet shows ${JSON.stringify(view)}`)
    },
    'ask an old key again': () => clients.again(dice.below(clients.acknowledged.length)),
    'job holds': () => turn('holds'),
    'job lots': () => turn('lots'),
    'job seal': () => turn('seal'),
    'job base_dates': () => turn('base_dates'),
    'job forget-attempts': () => turn('forget-attempts'),
    'close and open the database': async () => world.restart(),
    'an hour passes': async () => void (clock.at += dice.below(3 * hourMs)),
    'the clock jumps a day ahead': async () => void (clock.at += dayMs),
    'the clock jumps a day back': async () => {
      // Journals that wait for their seals are sealed by their time: those of before the jump would be told on days on
      // which their money had not come in yet. Sealing runs every few seconds; here it runs before the jump.
      const sealed = await world.turn('seal')
      if (typeof sealed === 'object' && 'done' in sealed) clock.at -= dayMs
    },
  } satisfies Record<string, () => Promise<unknown>>

  type Name = keyof typeof acts
  const often: Partial<Record<Name, number>> = {
    'pay with a card': 2,
    grant: 2,
    pay: 3,
    refund: 2,
    'send to a friend': 2,
    hold: 3,
    capture: 2,
    'pay by a shown code': 2,
    'ask for money back': 2,
    'hand money back': 2,
    'ask for it back on the card': 2,
    'pay for somebody': 2,
    'add money for somebody': 2,
    'let another one act, and take it away': 2,
    'let wallets go': 3,
    'job seal': 2,
    'job base_dates': 2,
  }
  const names = Object.keys(acts) as Name[]

  return {
    /** Every act, those more than once that others live on: one round in this order, or what is drawn from. */
    round: [2, 1, 0].flatMap((turn) => names.filter((one) => (often[one] ?? 1) > turn)),
    /** Does one act. `answerIsLost`: the hub did it, and the client never hears. */
    act: async (which: Name, answerIsLost = false): Promise<void> => {
      lost = answerIsLost
      await acts[which]()
      lost = false
    },
    purses,
  }
}

export type Acts = ReturnType<typeof actsOf>
