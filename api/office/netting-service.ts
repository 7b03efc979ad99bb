import {
  payDayOfRun,
  printZengin,
  type Holidays,
  type LineEnd,
  type SettlementTerms,
} from '../merchants/index.ts'
import { japanDay, startOfJapanDay, type Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { sha256Hex } from '../platform/sha256.ts'
import type { OfficeRefusal } from './errors.ts'
import { makeStatement, monthAfter, monthBefore, statementText, type NettingStatement } from './netting.ts'
import type { Requester } from './requester.ts'
import type { Flow } from './settlement-plan.ts'

/** From which account a town sends, and to which it is sent. */
export type TownAccounts = Readonly<Record<string, Requester>>

/** A statement as it was approved; it never changes. */
export type Netting = NettingStatement & {
  readonly id: string
  /** 1, 2, 3 …: each holds what those before do not, so that of two at once one is refused. */
  readonly number: number
  readonly statementHash: string
  /** The bank day on which the towns' transfers arrive. */
  readonly payDay: string
  /** The accounts of the towns that send or get something, as they were then. */
  readonly accounts: TownAccounts
  readonly approvedBy: string
  readonly createdAt: number
}

export type NettingStore = {
  /** All that shops were paid before an instant, less what banks sent back, by who funded it and where the shop is. */
  readonly movedUntil: (untilAt: number) => Promise<readonly Flow[]>
  /** The oldest first. */
  readonly all: () => Promise<readonly Netting[]>
  readonly find: (id: string) => Promise<Netting | undefined>
  /** `exists`: another statement has this number or month. */
  readonly insert: (netting: Netting) => Promise<'stored' | 'exists'>
}

export type NettingParts = {
  readonly store: NettingStore
  readonly accounts: TownAccounts
  readonly holidays: Holidays
  readonly terms: SettlementTerms
  readonly lineEnd: LineEnd
  readonly clock: Clock
  readonly ids: Ids
}

export type NettingShown = { readonly statement: NettingStatement; readonly statementHash: string }

type Refused<T> = Promise<Result<T, OfficeRefusal>>

/** What towns owe each other, closed month by closed month, and the files with which they pay. */
export function nettingService(parts: NettingParts) {
  const { store } = parts
  return {
    /** What the next statement would say, of the last closed month unless another is named. */
    preview: (month?: string) => preview(parts, month),
    approve: (approval: {
      readonly month: string
      readonly statementHash: string
      readonly approvedBy: string
    }) => approve(parts, approval),
    all: async (): Promise<readonly Netting[]> => (await store.all()).toReversed(),
    netting: async (id: string): Refused<Netting> => {
      const found = await store.find(id)
      return found ? ok(found) : refuse({ code: 'netting_not_found' })
    },
    /**
     * The 総合振込 file of one town that sends: the same bytes every time. Refuses netting_not_found, town_pays_nothing,
     * town_file_not_writable.
     */
    bankFile: async (id: string, town: string): Refused<{ name: string; bytes: Uint8Array }> => {
      const found = await store.find(id)
      return found ? fileOf(parts, found, town) : refuse({ code: 'netting_not_found' })
    },
  }
}

export type Nettings = ReturnType<typeof nettingService>

/** Refuses month_not_over, netted_before. */
async function preview({ store, clock }: NettingParts, wanted?: string): Refused<NettingShown> {
  const thisMonth = japanDay(clock.now()).slice(0, 7)
  const month = wanted ?? monthBefore(thisMonth)
  if (month >= thisMonth) return refuse({ code: 'month_not_over', field: 'month' })
  const before = await store.all()
  const later = before.find((one) => one.month >= month)
  if (later !== undefined) return refuse({ code: 'netted_before', nettingId: later.id })
  const untilAt = startOfJapanDay(`${monthAfter(month)}-01`)
  const statement = makeStatement({
    month,
    untilAt,
    moved: await store.movedUntil(untilAt),
    held: before.flatMap(({ flows }) => flows),
  })
  return ok({ statement, statementHash: sha256Hex(statementText(statement)) })
}

/**
 * Freezes exactly what was shown, once; the same approval again answers the same. Refuses what a preview does,
 * statement_changed, town_account_missing, town_file_not_writable.
 */
async function approve(
  parts: NettingParts,
  { month, statementHash, approvedBy }: { month: string; statementHash: string; approvedBy: string },
): Refused<Netting> {
  const { store, accounts, clock, ids, terms, holidays } = parts
  const before = await store.all()
  const done = await approved(store, month, statementHash)
  if (done !== undefined) return done
  const shown = await preview(parts, month)
  // Two who approve at once: the other one may have stored it since it was looked for.
  if (!shown.ok) return (await approved(store, month, statementHash)) ?? shown
  const { statement } = shown.value
  if (shown.value.statementHash !== statementHash)
    return refuse({ code: 'statement_changed', statementHash: shown.value.statementHash })
  const towns = [...new Set(statement.transfers.flatMap(({ payer, receiver }) => [payer, receiver]))]
  const missing = towns.find((town) => accounts[town] === undefined)
  if (missing !== undefined) return refuse({ code: 'town_account_missing', town: missing })
  const netting: Netting = {
    ...statement,
    id: ids.next(),
    number: before.length + 1,
    statementHash,
    payDay: payDayOfRun(clock.now(), terms, holidays),
    accounts: Object.fromEntries(towns.map((town) => [town, accounts[town]!])),
    approvedBy,
    createdAt: clock.now(),
  }
  // What could not be sent is not agreed: every file is made once before.
  for (const payer of new Set(statement.transfers.map((one) => one.payer))) {
    const file = fileOf(parts, netting, payer)
    if (!file.ok) return file
  }
  if ((await store.insert(netting)) === 'stored') return ok(netting)
  // What the other one stored says what is left to say.
  const first = await approved(store, month, statementHash)
  if (first !== undefined) return first
  const now = await preview(parts, month)
  return now.ok ? refuse({ code: 'statement_changed', statementHash: now.value.statementHash }) : now
}

/** What was frozen of exactly this statement; undefined where nothing was. */
async function approved(
  store: NettingParts['store'],
  month: string,
  statementHash: string,
): Promise<Result<Netting, never> | undefined> {
  const found = (await store.all()).find((one) => one.month === month && one.statementHash === statementHash)
  return found && ok(found)
}

function fileOf(
  { lineEnd }: Pick<NettingParts, 'lineEnd'>,
  { month, payDay, transfers, accounts }: Netting,
  payer: string,
): Result<{ name: string; bytes: Uint8Array }, OfficeRefusal> {
  const own = transfers.filter((one) => one.payer === payer)
  const requester = accounts[payer]
  if (own.length === 0 || requester === undefined) return refuse({ code: 'town_pays_nothing', field: 'town' })
  const printed = printZengin(
    {
      requester,
      payMonthDay: payDay.slice(5).replace('-', ''),
      transfers: own.map(({ receiver, amountYen }, index) => {
        const { code: _code, nameKana, ...account } = accounts[receiver]!
        return {
          ...account,
          payeeKana: nameKana,
          amountYen,
          customerCode1: String(index + 1),
          customerCode2: month.replace('-', ''),
        }
      }),
    },
    lineEnd,
  )
  if (printed.ok) return ok({ name: `seisan-${month}-${payer}.txt`, bytes: printed.value })
  const { error } = printed
  const row = 'row' in error && error.row !== undefined ? own[error.row]?.receiver : payer
  const field = 'field' in error ? error.field : error.code
  return refuse({ code: 'town_file_not_writable', column: field, town: row ?? payer })
}
