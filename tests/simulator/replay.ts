import { ledgerStore } from '../../api/currency/repository.ts'
import { demonstrationSettings } from '../../api/currency/settings.ts'
import type { Store } from '../../db/store.ts'
import { Model } from '../currency/model.ts'
import type { Commit } from './world.ts'

type Row = Record<string, unknown>
type Rows = (table: string) => Promise<readonly Row[]>

/** Rows of a table by the column that names them. */
const byColumn = async (rows: Rows, table: string, column: string): Promise<Map<string, Row>> =>
  new Map((await rows(table)).map((row) => [String(row[column]), row]))

const idsOf = (commits: readonly Commit[], row: string, column: string): string[] =>
  commits.flatMap(({ rows }) => (rows.has(row) ? [String(rows.get(row)![column])] : []))

const differing = (what: string, stored: readonly string[], told: readonly string[]): string[] => {
  const [here, there] = [new Set(stored), new Set(told)]
  return [
    ...stored.filter((id) => !there.has(id)).map((id) => `${what} ${id} is stored and was never committed`),
    ...told.filter((id) => !here.has(id)).map((id) => `${what} ${id} was committed and is not stored`),
    ...(new Set(told).size === told.length ? [] : [`a ${what} was committed twice`]),
  ]
}

/**
 * How lots are compared: each by itself, or what ends together in one sum. Of lots that end together the older is taken
 * first, and which of two is older is open where both were made at once.
 */
type Lots = 'each' | 'summed'

/** The shops and pots of a town; its wallets are all that there are. */
type Accounts = {
  readonly shops: readonly { readonly accountId: string }[]
  readonly pots: readonly { readonly id: string; readonly validDays: number }[]
}

/**
 * Jepsen's method: what the database holds is what was committed, and the committed operations, one by one in their
 * order, lead the pure model to the same state. Answers what is wrong.
 */
export async function replay(
  store: Store,
  town: Accounts,
  commits: readonly Commit[],
  lots: Lots = 'each',
): Promise<string[]> {
  const rows: Rows = (table) => store.raw(`select * from ${table}`)
  const journals = await byColumn(rows, 'journals', 'id')
  const holds = await byColumn(rows, 'holds', 'id')
  const ends = await byColumn(rows, 'hold_resolutions', 'hold_id')
  const disputes = await byColumn(rows, 'disputes', 'id')
  const closings = await byColumn(rows, 'dispute_closings', 'dispute_id')
  const wrong = [
    ...differing(
      'journal',
      [...journals.keys()],
      commits.flatMap((one) => one.journals),
    ),
    ...differing('hold', [...holds.keys()], idsOf(commits, 'insert holds', 'id')),
    ...differing('dispute', [...disputes.keys()], idsOf(commits, 'insert disputes', 'id')),
    ...differing(
      'end of a dispute',
      [...closings.keys()],
      idsOf(commits, 'insert dispute_closings', 'disputeId'),
    ),
    ...differing('end of a hold', [...ends.keys()], idsOf(commits, 'insert hold_resolutions', 'holdId')),
  ]
  const wallets = (await rows('wallets')).map((row) => String(row['account_id']))
  const shops = town.shops.map((shop) => shop.accountId)
  const { merchantPayments } = demonstrationSettings
  const limits = { ...demonstrationSettings, purchaseMonthYenMax: merchantPayments.monthYenMax }
  const model = new Model(wallets, shops, town.pots, limits)
  const byCard = await store.raw(
    `select l.account_id as wallet, l.id as lot from lots l join topups t on t.journal_id = l.journal_id where t.method = 'card'`,
  )
  const steps = await stepsOf(rows, model, byCard)
  for (const { rows: written, journals: made } of commits) {
    const hold = holds.get(String(written.get('insert holds')?.['id']))
    const ended = ends.get(String(written.get('insert hold_resolutions')?.['holdId']))
    const disputed = disputes.get(String(written.get('insert disputes')?.['id']))
    const closed = closings.get(String(written.get('insert dispute_closings')?.['disputeId']))
    const moved = made.map((id) => journals.get(id)).filter((one) => one !== undefined)
    const told =
      disputed !== undefined
        ? [steps.dispute(disputed)]
        : closed !== undefined
          ? [steps.endDispute(closed, disputes.get(String(closed['dispute_id']))!)]
          : hold !== undefined
            ? [steps.hold(hold)]
            : moved.length > 0
              ? moved.map((journal) => steps.journal(journal, ended))
              : ended !== undefined
                ? [steps.end(ended)]
                : []
    for (const refusal of told.filter((one) => one !== 'ok'))
      wrong.push(`the model refuses (${refusal}) ${JSON.stringify(moved[0] ?? hold ?? ended)}`)
  }
  return [...wrong, ...(await compare(store, model, { wallets, shops, town, lots }))]
}

/** How each kind of row is done to the model. */
async function stepsOf(rows: Rows, model: Model, byCard: readonly Row[]) {
  const entries = Map.groupBy(await rows('entries'), (row) => String(row['journal_id']))
  const journals = await byColumn(rows, 'journals', 'id')
  const payments = await byColumn(rows, 'payments', 'journal_id')
  const moved = Map.groupBy(await rows('transfer_lots'), (row) => String(row['journal_id']))
  const sent = await byColumn(rows, 'transfers', 'journal_id')
  const bought = await byColumn(rows, 'purchases', 'journal_id')
  /** The place of a lot among those of its wallet, in the order they were made. */
  const places = new Map<string, number>()
  const entriesOf = (id: string): Row[] =>
    entries.get(id)!.toSorted((a, b) => Number(a['line']) - Number(b['line']))
  const parts = (journal: Row) => {
    const id = String(journal['id'])
    const all = entriesOf(id)
    const inWallet = all.find((entry) => entry['lot_id'] !== null)
    return {
      id,
      at: Number(journal['created_at']),
      all,
      wallet: String(inWallet?.['account_id']),
      lot: String(inWallet?.['lot_id']),
      yen: Math.abs(Number(inWallet?.['amount_yen'])),
      fund: String(all[0]!['fund_id']),
    }
  }
  const made = (told: string, wallet: string, lot: string): string => {
    places.set(lot, model.lotCount(wallet) - 1)
    return told
  }
  /** What the issuer takes of a shop: to send it, or as a fee. */
  const takenOf = (journal: Row): string => {
    const given = parts(journal).all.filter((entry) => Number(entry['amount_yen']) < 0)
    const shop = String(given[0]!['account_id'])
    return model.settlePart(
      shop,
      given.map((entry) => [String(entry['fund_id']), -Number(entry['amount_yen'])] as const),
      String(journal['id']),
    )
  }
  /** The places of those lots of a wallet that a card filled. */
  const cardPlacesOf = (wallet: string): number[] =>
    byCard.flatMap(({ wallet: of, lot }) => (of === wallet ? [places.get(String(lot))!] : []))
  const kinds: Record<string, (journal: Row, ended: Row | undefined) => string> = {
    issue: (journal) => {
      const { all, fund } = parts(journal)
      return model.issue(fund, Math.abs(Number(all[0]!['amount_yen'])))
    },
    grant: (journal) => {
      const { wallet, lot, yen, at, fund } = parts(journal)
      return made(model.grant(fund, wallet, yen, at), wallet, lot)
    },
    top_up: (journal) => {
      const { wallet, lot, yen, at } = parts(journal)
      return made(model.topUp(wallet, yen, at), wallet, lot)
    },
    void: (journal) => {
      const { wallet, lot } = parts(journal)
      return model.voidTopUp(wallet, places.get(lot)!)
    },
    expire: (journal) => {
      const { wallet, lot, yen, at } = parts(journal)
      return model.expireLot(wallet, places.get(lot)!, yen, at)
    },
    pay: (journal, ended) => {
      const { id, at } = parts(journal)
      const paid = payments.get(id)!
      const yen = Number(paid['amount_yen'])
      if (ended !== undefined) return model.capture(String(ended['hold_id']), id, yen, at)
      const [wallet, shop] = [String(paid['wallet_id']), String(paid['merchant_account_id'])]
      return model.pay({ id, wallet, shop, yen, at })
    },
    refund: (journal) => {
      const yen = parts(journal).all.reduce(
        (sum, entry) => sum + (entry['lot_id'] === null ? 0 : Number(entry['amount_yen'])),
        0,
      )
      return model.refund(String(journal['parent_id']), yen)
    },
    transfer: (journal) => {
      const { id, at } = parts(journal)
      const row = sent.get(id)!
      const [from, to] = [String(row['from_wallet_id']), String(row['to_wallet_id'])]
      const first = model.lotCount(to)
      for (const part of moved.get(id)!)
        places.set(String(part['to_lot_id']), first + Number(part['position']))
      return model.transfer({ from, to, yen: Number(row['amount_yen']), at })
    },
    donate: (journal) => {
      const { all, wallet, at } = parts(journal)
      const given = all.filter((entry) => entry['lot_id'] === null)
      const yen = given.reduce((sum, entry) => sum + Number(entry['amount_yen']), 0)
      return model.donate({ wallet, shop: String(given[0]!['account_id']), yen, at })
    },
    purchase: (journal) => {
      const row = bought.get(String(journal['id']))!
      const [buyer, seller] = [String(row['buyer_account_id']), String(row['seller_account_id'])]
      const [reference, yen] = [String(row['purchase_reference']), Number(row['amount_yen'])]
      return model.purchase({ buyer, seller, reference, yen, at: Number(journal['created_at']) })
    },
    adjust: (journal) => {
      const { all, wallet, lot, yen, at } = parts(journal)
      const inWallet = all.filter((entry) => entry['lot_id'] !== null)
      if (Number(inWallet[0]!['amount_yen']) > 0) {
        model.correct(String(journal['parent_id']), yen)
        return made(model.topUp(wallet, yen, at), wallet, lot)
      }
      const takenYen = inWallet.reduce((sum, entry) => sum - Number(entry['amount_yen']), 0)
      return model.takeBack(wallet, takenYen, at)
    },
    repay: (journal) => {
      const { all, wallet, at } = parts(journal)
      const taken = all.filter((entry) => entry['lot_id'] !== null)
      const yen = taken.reduce((sum, entry) => sum - Number(entry['amount_yen']), 0)
      return model.takeBack(wallet, yen, at)
    },
    card_refund: (journal) => {
      const { all, wallet, at } = parts(journal)
      const gone = all.filter((entry) => entry['lot_id'] !== null)
      // A shop says which payment's lots go; of a holder's own the model chooses among all that cards filled.
      if (journal['parent_id'] === null) {
        const yen = gone.reduce((sum, entry) => sum - Number(entry['amount_yen']), 0)
        return model.toCards(wallet, { yen, at, places: cardPlacesOf(wallet) })
      }
      for (const entry of gone)
        model.moveCard(wallet, places.get(String(entry['lot_id']))!, Number(entry['amount_yen']))
      return 'ok'
    },
    card_return: (journal) => {
      const { wallet, lot, yen } = parts(journal)
      return model.moveCard(wallet, places.get(lot)!, yen)
    },
    fee: takenOf,
    settle: takenOf,
    // What waits for the bank is no part of the model.
    payout: () => 'ok',
    payout_return: (journal) =>
      model.returnPayout(String(journals.get(String(journal['parent_id']))!['parent_id'])),
  }
  return {
    dispute: (row: Row): string =>
      model.dispute(String(row['wallet_id']), places.get(String(row['lot_id']))!),
    endDispute: (row: Row, of: Row): string =>
      model.endDispute(
        String(of['wallet_id']),
        places.get(String(of['lot_id']))!,
        row['how'] === 'won' ? 'won' : 'lost',
      ),
    hold: (row: Row): string =>
      model.hold({
        id: String(row['id']),
        wallet: String(row['wallet_id']),
        shop: String(row['merchant_account_id']),
        yen: Number(row['amount_yen']),
        at: Number(row['created_at']),
        endsAt: Number(row['ends_at']),
      }),
    end: (row: Row): string => {
      const [id, at] = [String(row['hold_id']), Number(row['resolved_at'])]
      return row['how'] === 'expired' ? model.expireHold(id, at) : model.voidHold(id, at)
    },
    journal: (row: Row, ended: Row | undefined): string =>
      kinds[String(row['kind'])]?.(row, ended) ?? `no kind ${String(row['kind'])}`,
  }
}

type Places = {
  readonly lots: Lots
  readonly wallets: readonly string[]
  readonly shops: readonly string[]
  readonly town: Accounts
}

async function compare(
  store: Store,
  model: Model,
  { wallets, shops, town, lots: how }: Places,
): Promise<string[]> {
  const books = ledgerStore(store)
  const wrong: string[] = []
  const expectSame = (what: string, seen: unknown, wanted: unknown): void => {
    const [left, right] = [JSON.stringify(seen), JSON.stringify(wanted)]
    if (left !== right) wrong.push(`${what} holds ${left}; the model ${right}`)
  }
  const inOrder = (lots: readonly (readonly unknown[])[]): string[] =>
    lots.map((lot) => JSON.stringify(lot)).toSorted()
  const byFund = (owed: Iterable<readonly [string, number]>) =>
    inOrder([...owed].filter(([, yen]) => yen !== 0))
  for (const id of wallets) {
    const seen = (await books.findWallet(id))!
    expectSame(`wallet ${id} in holds`, seen.heldYen, model.heldOf(id))
    expectSame(`wallet ${id} in disputes`, seen.disputedYen, model.disputedOf(id))
    const lots = seen.lots.map(({ fundId, validUntilAt, remainingYen }): ModelLot => [
      fundId,
      validUntilAt,
      remainingYen,
    ])
    const told = how === 'each' ? (all: readonly ModelLot[]) => all : endingTogether
    expectSame(`wallet ${id}`, inOrder(told(lots)), inOrder(told(model.lotsOf(id))))
  }
  for (const id of shops)
    expectSame(
      `shop ${id}`,
      byFund(await books.merchantBalance(id)),
      byFund(Object.entries(model.owedTo(id))),
    )
  for (const { id } of town.pots)
    expectSame(`pot ${id}`, (await books.findPot(id))!.balanceYen, model.pots.get(id)!.balanceYen)
  return wrong
}

type ModelLot = readonly [fundId: string, validUntilAt: number, yen: number]

function endingTogether(lots: readonly ModelLot[]): ModelLot[] {
  const groups = Map.groupBy(lots, ([fundId, validUntilAt]) => `${fundId} ${validUntilAt}`)
  return [...groups.values()].map((group) => [
    group[0]![0],
    group[0]![1],
    group.reduce((sum, [, , yen]) => sum + yen, 0),
  ])
}
