import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Store, Write } from '../../db/store.ts'
import { givenRoles, type HeldRole, type Role } from './authorisation.ts'
import type { Memberships, Officer, OfficerDirectory, WalletPeople } from './ports.ts'

const shopRoles: Readonly<Record<string, Role>> = { owner: 'merchant_owner', clerk: 'merchant_clerk' }

/** Parts as rows: those of the hub in `memberships`, those of a shop in `merchant_members`. */
export function membershipStore(store: Store): Memberships {
  const { query, tables, prepareRead, prepareWrite } = store
  const { memberships: m, merchantMembers: s } = tables
  const ph = sql.placeholder
  const ofHub = prepareRead(
    query
      .select({ role: m.role, scope: m.scope })
      .from(m)
      .where(eq(m.userId, ph('userId'))),
  )
  const ofShops = prepareRead(
    query
      .select({ role: s.role, scope: s.merchantId })
      .from(s)
      .where(eq(s.userId, ph('userId'))),
  )
  const row = { userId: ph('userId'), role: ph('role'), createdAt: ph('at') }
  const giveInHub = prepareWrite(
    query
      .insert(m)
      .values({ ...row, scope: ph('scope') })
      .onConflictDoNothing(),
  )
  const giveInShop = prepareWrite(
    query
      .insert(s)
      .values({ ...row, merchantId: ph('scope') })
      .onConflictDoNothing(),
  )
  const give = (userId: string, { role, scope }: HeldRole, at: number): Write => {
    const shopRole = Object.entries(shopRoles).find(([, name]) => name === role)?.[0]
    return shopRole === undefined
      ? giveInHub({ userId, role, scope, at })
      : giveInShop({ userId, role: shopRole, scope, at })
  }
  return {
    rolesOf: async (userId) => {
      const [hub, shops] = await Promise.all([ofHub({ userId }), ofShops({ userId })])
      return [...hub, ...shops.map(({ role, scope }) => ({ role: shopRoles[role] ?? '', scope }))].filter(
        // A part nobody knows any more gives nothing.
        (held): held is HeldRole => givenRoles.has(held.role),
      )
    },
    grant: (userId, held, at) => store.atomic(held.map((one) => give(userId, one, at))),
  }
}

/** The officers of all towns, by name. */
export function officerDirectory(store: Store): OfficerDirectory {
  const { query, tables, prepareRead } = store
  const { memberships: m, users: u } = tables
  const rows = prepareRead(
    query
      .select({ userId: m.userId, name: u.name, town: m.scope })
      .from(m)
      .innerJoin(u, eq(u.id, m.userId))
      .where(eq(m.role, 'municipal_officer'))
      .orderBy(u.name, m.userId, m.scope),
  )
  return {
    all: async () =>
      [...Map.groupBy(await rows(), ({ userId }) => userId)].map(([userId, of]): Officer => ({
        userId,
        name: of[0]!.name,
        towns: of.map(({ town }) => town),
      })),
  }
}

/** What people are called now, by their id; who is no person here is left out. */
export function peopleNames(store: Store): (ids: readonly string[]) => Promise<ReadonlyMap<string, string>> {
  const { query, tables, prepareRead } = store
  const { users: u } = tables
  const name = prepareRead(
    query
      .select({ name: u.name })
      .from(u)
      .where(eq(u.id, sql.placeholder('id'))),
  )
  return async (ids) => {
    const found = await Promise.all(
      [...new Set(ids)].map(async (id) => (await name({ id })).map((one) => [id, one.name] as const)),
    )
    return new Map(found.flat())
  }
}

/** The person beside a wallet. */
export function walletPeople(store: Store): WalletPeople {
  const { query, tables, prepareRead, prepareWrite } = store
  const { wallets: w } = tables
  const ph = sql.placeholder
  const person = prepareRead(
    query
      .select({ userId: w.userId })
      .from(w)
      .where(eq(w.accountId, ph('walletId'))),
  )
  const wallet = prepareRead(
    query
      .select({ walletId: w.accountId })
      .from(w)
      .where(eq(w.userId, ph('userId')))
      .limit(1),
  )
  const link = prepareWrite(
    query
      .update(w)
      .set({ userId: sql`${ph('userId')}` })
      .where(and(eq(w.accountId, ph('walletId')), isNull(w.userId))),
  )
  return {
    personOf: async (walletId) => (await person({ walletId }))[0]?.userId ?? undefined,
    walletOf: async (userId) => (await wallet({ userId }))[0]?.walletId,
    link: (walletId, userId) => store.atomic([link({ walletId, userId })]),
  }
}
