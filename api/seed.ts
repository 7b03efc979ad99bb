import { sql } from 'drizzle-orm'
import type { Store } from '../db/store.ts'
import { invented } from './demonstration/moment.ts'
import { type RegionPeople, seedRegion, type SeedInput } from './demonstration/region.ts'
import { regionServices } from './demonstration/services.ts'
import { addDemonstrationPerson, demonstrationShopPeople, demonstrationStaff } from './identity/index.ts'
import { zenginCodeMaster } from './merchants/bank-master-zengin-code.ts'
import { holidaysOfJapan } from './merchants/holidays-holiday-jp.ts'
import { contentPlaces } from './merchants/places-content.ts'
import type { Clock } from './platform/clock.ts'
import type { Hub } from './services.ts'
import { listedSpots } from './visitors/spots-content.ts'

export type Filling = {
  readonly store: Store
  readonly hub: Hub
  readonly clock: Clock
  readonly scale?: number
  /** How many invented days; 90 without it. */
  readonly days?: number
  /** Told after each invented day. */
  readonly progress?: (done: number, of: number) => void
  readonly signal?: AbortSignal
}

/** Fills a demonstration database with its invented region: people who can sign in, shops, days of payments and visits. */
export async function fillRegion({ store, hub, clock, scale = 1, days, progress, signal }: Filling) {
  const time = invented('demonstration')
  const begun = regionServices({
    store,
    invented: time,
    places: contentPlaces,
    banks: zenginCodeMaster,
    holidays: holidaysOfJapan,
    spots: listedSpots,
    people: () => addPeople(hub),
  })
  // Inside the load: on SQLite both marks come with the whole region or with nothing of it.
  const inBulk: typeof begun.inBulk = (load) =>
    begun.inBulk(async () => {
      await markRegion(store, 'region_begun', clock)
      const loaded = await load()
      await markRegion(store, 'region_made', clock)
      return loaded
    })
  const input: SeedInput = {
    services: { ...begun, inBulk },
    invented: time,
    seed: 'demonstration',
    now: clock.now(),
    scale,
    ...(days === undefined ? {} : { days }),
    ...(progress === undefined ? {} : { progress }),
    ...(signal === undefined ? {} : { signal }),
  }
  return seedRegion(input)
}

async function addPeople({ identity, mode }: Hub): Promise<RegionPeople> {
  const ids = new Map<string, string>()
  for (const person of [...demonstrationShopPeople, ...demonstrationStaff])
    ids.set(person.email.split('@')[0]!, await addDemonstrationPerson(identity, mode, person))
  const officers = demonstrationStaff.flatMap(({ email, roles }) =>
    roles.map(
      ({ role, scope }) => [role === 'municipal_officer' ? scope : '', email.split('@')[0]!] as const,
    ),
  )
  const officerOf = (town: string): string =>
    ids.get(new Map(officers).get(town) ?? '') ?? `invented-officer-${town}`
  return { owner: ids.get('owner')!, clerk: ids.get('clerk')!, approver: ids.get('approver')!, officerOf }
}

const markRegion = (store: Store, name: 'region_begun' | 'region_made', clock: Clock): Promise<void> => {
  const { query, tables, prepareWrite } = store
  const values = { name, value: 'demonstration', createdAt: clock.now() }
  return store.atomic([prepareWrite(query.insert(tables.marks).values(values))()])
}

/**
 * True while nobody can sign in: an empty database is filled, one that was filled is left as it is. Throws for one in
 * which a region was begun and not made: another process is at it, or it broke off in the middle, which only
 * PostgreSQL keeps.
 */
export async function isEmpty(store: Store): Promise<boolean> {
  const { marks } = store.tables
  const rows = await store.query.select({ name: marks.name }).from(marks)
  const names = new Set(rows.map(({ name }) => name))
  if (names.has('region_begun') && !names.has('region_made'))
    throw new Error(
      'The demonstration region of this database is not whole: it is being made by another process, or its making broke off. Wait for it, or use an empty database.',
    )
  const { users } = store.tables
  const people = store.prepareRead(store.query.select({ n: sql<number>`count(*)` }).from(users))
  return Number((await people())[0]?.n) === 0
}
