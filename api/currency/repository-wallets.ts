import { and, eq, exists, isNull, ne, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import type { NewWallet, Rotation, WalletStore } from './ports.ts'
import { ledgerWrites } from './repository-writes.ts'

/** Wallets and their credentials on any engine. */
export function walletStore(store: Store): WalletStore {
  return { ...reads(store), ...writes(store) }
}

function reads(store: Store) {
  const { tables: t, query, prepareRead } = store
  const ph = sql.placeholder
  const device = prepareRead(
    query
      .select({ deviceId: t.walletDevices.id, addedAt: t.walletDevices.createdAt })
      .from(t.walletDevices)
      .where(
        and(
          eq(t.walletDevices.secretHash, ph('secretHash')),
          eq(t.walletDevices.walletId, ph('walletId')),
          isNull(t.walletDevices.revokedAt),
        ),
      ),
  )
  const inUse = prepareRead(
    query
      .select({ id: t.walletDevices.id })
      .from(t.walletDevices)
      .where(
        and(
          eq(t.walletDevices.id, ph('deviceId')),
          eq(t.walletDevices.walletId, ph('walletId')),
          isNull(t.walletDevices.revokedAt),
        ),
      ),
  )
  const recovery = prepareRead(
    query
      .select({ walletId: t.wallets.accountId })
      .from(t.wallets)
      .where(eq(t.wallets.recoveryHash, ph('recoveryHash'))),
  )
  const anyEntry = prepareRead(
    query
      .select({ line: t.entries.line })
      .from(t.entries)
      .where(eq(t.entries.accountId, ph('walletId')))
      .limit(1),
  )
  const unclaimed = prepareRead(
    query
      .select({ recoveryHash: t.wallets.recoveryHash })
      .from(t.wallets)
      .where(
        and(
          eq(t.wallets.accountId, ph('walletId')),
          sql`not exists (select 1 from entries e where e.account_id = ${t.wallets.accountId})`,
          sql`not exists (select 1 from wallet_devices d where d.wallet_id = ${t.wallets.accountId})`,
        ),
      ),
  )
  return {
    unclaimedHash: async (walletId: string) => (await unclaimed({ walletId }))[0]?.recoveryHash,
    findDevice: async (walletId: string, secretHash: string) => (await device({ walletId, secretHash }))[0],
    isInUse: async (walletId: string, deviceId: string) => (await inUse({ walletId, deviceId })).length > 0,
    walletOfRecovery: async (recoveryHash: string) => (await recovery({ recoveryHash }))[0]?.walletId,
    isUntouched: async (walletId: string) => (await anyEntry({ walletId })).length === 0,
  }
}

function writes(store: Store) {
  const { tables: t, query, prepareWrite } = store
  const ph = sql.placeholder
  const { answerWrite } = ledgerWrites(store)
  const account = prepareWrite(
    query.insert(t.accounts).values({ id: ph('walletId'), kind: 'wallet', createdAt: ph('at') }),
  )
  const wallet = prepareWrite(
    query
      .insert(t.wallets)
      .values({ accountId: ph('walletId'), recoveryHash: ph('recoveryHash'), createdAt: ph('at') }),
  )
  const deviceRow = { id: ph('deviceId'), secretHash: ph('secretHash'), createdAt: ph('at') }
  const device = prepareWrite(
    query.insert(t.walletDevices).values({ ...deviceRow, walletId: ph('walletId') }),
  )
  // The code is changed first, which makes a second user of the old code wait and then find nothing; the device is
  // given to whoever has the new code, and a device without a wallet is refused: only the first gets in.
  const deviceByCode = prepareWrite(
    query.insert(t.walletDevices).values({
      ...deviceRow,
      walletId: sql`(select ${t.wallets.accountId} from ${t.wallets} where ${eq(t.wallets.recoveryHash, ph('recoveryHash'))})`,
    }),
  )
  const newCode = prepareWrite(
    query
      .update(t.wallets)
      .set({ recoveryHash: sql`${ph('recoveryHash')}` })
      .where(eq(t.wallets.accountId, ph('walletId'))),
  )
  const codeOnce = prepareWrite(
    query
      .update(t.wallets)
      .set({ recoveryHash: sql`${ph('recoveryHash')}` })
      .where(eq(t.wallets.recoveryHash, ph('usedHash'))),
  )
  const opens = and(
    eq(t.walletDevices.id, ph('deviceId')),
    eq(t.walletDevices.walletId, ph('walletId')),
    isNull(t.walletDevices.revokedAt),
  )
  const newCodeOfDevice = prepareWrite(
    query
      .update(t.wallets)
      .set({ recoveryHash: sql`${ph('recoveryHash')}` })
      .where(
        and(
          eq(t.wallets.accountId, ph('walletId')),
          exists(
            query
              .select({ id: t.walletDevices.id })
              .from(t.walletDevices)
              .where(and(opens, eq(t.walletDevices.secretHash, ph('secretHash')))),
          ),
        ),
      ),
  )
  const newSecret = prepareWrite(
    query
      .update(t.walletDevices)
      .set({ secretHash: sql`${ph('secretHash')}` })
      .where(opens),
  )
  const revokeOthers = prepareWrite(
    query
      .update(t.walletDevices)
      .set({ revokedAt: sql`${ph('at')}` })
      .where(
        and(
          eq(t.walletDevices.walletId, ph('walletId')),
          ne(t.walletDevices.id, ph('deviceId')),
          isNull(t.walletDevices.revokedAt),
        ),
      ),
  )
  return {
    answerWrite,
    openWrites: (row: NewWallet): Write[] => [account({ ...row }), wallet({ ...row }), device({ ...row })],
    openWithoutDeviceWrites: (row: Pick<NewWallet, 'walletId' | 'recoveryHash' | 'at'>): Write[] => [
      account({ ...row }),
      wallet({ ...row }),
    ],
    renewCodeWrite: (renewed: { readonly usedHash: string; readonly recoveryHash: string }): Write =>
      codeOnce({ ...renewed }),
    // The device first: its row is then held, and who ends it meanwhile waits, or was first and the code stays as printed.
    renewDeviceWrites: (renewed: Omit<NewWallet, 'at'>): Write[] => [
      newSecret({ ...renewed }),
      newCodeOfDevice({ ...renewed }),
    ],
    rotateWrites: (rotation: Rotation): Write[] => [
      rotation.usedHash === null ? newCode({ ...rotation }) : codeOnce({ ...rotation }),
      deviceByCode({ ...rotation }),
      ...(rotation.revokeOthers ? [revokeOthers({ ...rotation })] : []),
    ],
  }
}
