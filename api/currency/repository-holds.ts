import { and, asc, desc, eq, inArray, lt, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { Part } from './allocation.ts'
import type { HoldResolution, HoldState, NewHold, ResolvedHow } from './hold.ts'
import type { Instrument } from './lot.ts'
import type { Cursor, HoldReads } from './reads.ts'

/** What a hold is stored with. That its lots and balances count it as gone is done by the database itself. */
export function holdWrites(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const hold = prepareWrite(
    query.insert(t.holds).values({
      id: ph('id'),
      walletId: ph('walletId'),
      merchantAccountId: ph('merchantAccountId'),
      amountYen: ph('amountYen'),
      endsAt: ph('endsAt'),
      createdAt: ph('at'),
    }),
  )
  const holdLot = prepareWrite(
    query.insert(t.holdLots).values({
      holdId: ph('holdId'),
      position: ph('position'),
      lotId: ph('lotId'),
      fundId: ph('fundId'),
      amountYen: ph('amountYen'),
    }),
  )
  const resolution = prepareWrite(
    query.insert(t.holdResolutions).values({
      holdId: ph('holdId'),
      how: ph('how'),
      capturedYen: ph('capturedYen'),
      journalId: ph('paymentId'),
      resolvedAt: ph('at'),
    }),
  )
  return {
    placedWrites: ({ taken, ...placed }: NewHold, at: number): Write[] => [
      hold({ ...placed, at }),
      // In the order of the entries of a payment, so that two writers never wait for each other in a ring.
      ...[...taken.entries()]
        .toSorted(([, a], [, b]) => (placeOf(a) < placeOf(b) ? -1 : 1))
        .map(([position, { id: lotId, fundId, amountYen }]) =>
          holdLot({ holdId: placed.id, position, lotId, fundId, amountYen }),
        ),
    ],
    resolutionWrites: (ended: HoldResolution): Write[] => [resolution({ ...ended })],
  }
}

const placeOf = ({ fundId, id }: Part): string => `${fundId} ${id}`

type HoldRow = Omit<HoldState, 'walletClosed' | 'walletFrozen' | 'resolution' | 'taken'> & {
  readonly walletClosedAt: number | null
  readonly walletFrozenAt: number | null
  readonly how: string | null
  readonly capturedYen: number | null
  readonly paymentId: string | null
  readonly resolvedAt: number | null
}

function selects({ tables: t, query, prepareRead }: Store) {
  const ph = sql.placeholder
  const select = (where: SQL | undefined) =>
    query
      .select({
        id: t.holds.id,
        walletId: t.holds.walletId,
        walletClosedAt: t.accounts.closedAt,
        walletFrozenAt: t.wallets.frozenAt,
        merchantAccountId: t.holds.merchantAccountId,
        amountYen: t.holds.amountYen,
        endsAt: t.holds.endsAt,
        placedAt: t.holds.createdAt,
        how: t.holdResolutions.how,
        capturedYen: t.holdResolutions.capturedYen,
        paymentId: t.holdResolutions.journalId,
        resolvedAt: t.holdResolutions.resolvedAt,
      })
      .from(t.holds)
      .innerJoin(t.accounts, eq(t.accounts.id, t.holds.walletId))
      .innerJoin(t.wallets, eq(t.wallets.accountId, t.holds.walletId))
      .leftJoin(t.holdResolutions, eq(t.holdResolutions.holdId, t.holds.id))
      .where(where)
  const pageOf = (mine: SQL) =>
    prepareRead(
      select(
        and(
          mine,
          or(lt(t.holds.createdAt, ph('at')), and(eq(t.holds.createdAt, ph('at')), lt(t.holds.id, ph('id')))),
        ),
      )
        .orderBy(desc(t.holds.createdAt), desc(t.holds.id))
        .limit(ph('limit')),
    )
  return {
    one: prepareRead(select(eq(t.holds.id, ph('holdId')))),
    ofWallet: pageOf(eq(t.holds.walletId, ph('walletId'))),
    ofMerchant: pageOf(eq(t.holds.merchantAccountId, ph('merchantAccountId'))),
    lots: prepareRead(
      query
        .select({
          id: t.holdLots.lotId,
          instrument: t.lots.instrument,
          fundId: t.holdLots.fundId,
          municipality: t.funds.municipality,
          validUntilAt: t.lots.validUntil,
          amountYen: t.holdLots.amountYen,
        })
        .from(t.holdLots)
        .innerJoin(t.lots, eq(t.lots.id, t.holdLots.lotId))
        .innerJoin(t.funds, eq(t.funds.id, t.holdLots.fundId))
        .where(eq(t.holdLots.holdId, ph('holdId')))
        .orderBy(asc(t.holdLots.position)),
    ),
    pastEnd: prepareRead(
      query
        .select({ id: t.holds.id, endsAt: t.holds.endsAt })
        .from(t.holds)
        .leftJoin(t.holdResolutions, eq(t.holdResolutions.holdId, t.holds.id))
        .where(
          and(
            // Only lots that something is held of can belong to a hold that has not ended.
            inArray(
              t.holds.id,
              query
                .select({ holdId: t.holdLots.holdId })
                .from(t.lots)
                .innerJoin(t.holdLots, eq(t.holdLots.lotId, t.lots.id))
                .where(sql`${t.lots.heldYen} > 0`),
            ),
            lt(t.holds.endsAt, ph('at')),
            sql`${t.holdResolutions.holdId} is null`,
          ),
        )
        .orderBy(asc(t.holds.endsAt), asc(t.holds.id))
        .limit(ph('limit')),
    ),
  }
}

/** Reads of holds on any engine. */
export function holdReads(store: Store): HoldReads {
  const { one, ofWallet, ofMerchant, lots, pastEnd } = selects(store)
  const whole = async (row: HoldRow): Promise<HoldState> => {
    const { walletClosedAt, walletFrozenAt, how, capturedYen, paymentId, resolvedAt, ...hold } = row
    return {
      ...hold,
      walletClosed: walletClosedAt !== null,
      walletFrozen: walletFrozenAt !== null,
      resolution:
        resolvedAt === null
          ? null
          : {
              holdId: hold.id,
              how: how as ResolvedHow,
              capturedYen: capturedYen ?? 0,
              paymentId,
              at: resolvedAt,
            },
      taken: (await lots({ holdId: hold.id })).map((part) => ({
        ...part,
        instrument: part.instrument as Instrument,
      })),
    }
  }
  const page = ({ before = newest, limit }: { before?: Cursor; limit: number }) => ({ ...before, limit })
  return {
    findHold: async (holdId) => {
      const [row] = await one({ holdId })
      return row && whole(row)
    },
    holdsOfWallet: async (walletId, asked) =>
      Promise.all((await ofWallet({ walletId, ...page(asked) })).map(whole)),
    holdsOfMerchant: async (merchantAccountId, asked) =>
      Promise.all((await ofMerchant({ merchantAccountId, ...page(asked) })).map(whole)),
    holdsPastEnd: (at, limit) => pastEnd({ at, limit }),
  }
}

/** After every possible cursor. */
const newest: Cursor = { at: Number.MAX_SAFE_INTEGER, id: '~' }
