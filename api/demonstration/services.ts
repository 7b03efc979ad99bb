import { sql } from 'drizzle-orm'
import type { Store } from '../../db/store.ts'
import {
  demonstrationSettings as ledgerSettings,
  ledgerService,
  offlineSecretsOf,
  walletService,
} from '../currency/index.ts'
import { walletStore } from '../currency/repository-wallets.ts'
import { ledgerStore } from '../currency/repository.ts'
import {
  defaultGuid,
  defaultTerms,
  merchantDirectory,
  merchantService,
  payDayOfRun,
} from '../merchants/index.ts'
import type { BankMaster, Holidays, Places } from '../merchants/index.ts'
import { takingsStore } from '../merchants/repository-takings.ts'
import { merchantStore } from '../merchants/repository.ts'
import { defaultIssueSettings, officeService, potOpeningService } from '../office/index.ts'
import { potOpeningStore } from '../office/repository-pot-openings.ts'
import { settlementStore } from '../office/repository.ts'
import { refuse } from '../platform/result.ts'
import { experiments, visitorService, visitorSettings } from '../visitors/index.ts'
import type { Spot } from '../visitors/index.ts'
import { visitorStore } from '../visitors/repository.ts'
import type { Invented } from './moment.ts'
import { inventedRequester } from './requester.ts'
import type { RegionServices } from './region.ts'

export type RegionWorld = {
  readonly store: Store
  readonly invented: Invented
  readonly places: Places
  readonly banks: BankMaster
  readonly holidays: Holidays
  /** Stations, places and institutions where one can check in. */
  readonly spots: readonly Spot[]
  /** Makes the people who can sign in; answers their ids. */
  readonly people: RegionServices['people']
}

/** Everybody's services on one database, living through invented time. Nothing is read over a network. */
export function regionServices(world: RegionWorld): RegionServices {
  const { store, invented, spots, holidays } = world
  const { clock, ids } = invented
  const [books, shops, takings] = [ledgerStore(store), merchantStore(store), takingsStore(store)]
  const settings = ledgerSettings
  // Nobody of the invented ones pays without signal.
  const offlineSecrets = offlineSecretsOf('invented')
  const ledger = ledgerService({
    store: books,
    merchants: merchantDirectory(shops),
    clock,
    ids,
    settings,
    offlineSecrets,
  })
  const wallets = walletService({ store: { ...books, ...walletStore(store) }, clock, ids })
  const merchants = merchantService({
    store: shops,
    takings,
    ledger,
    // Owners of invented shops are made before their shops; nobody signs up on the way.
    people: { newPerson: async () => refuse({ code: 'email_taken' }) },
    places: world.places,
    banks: world.banks,
    holidays,
    clock,
    ids,
    random: invented.random,
    terms: defaultTerms,
    guid: defaultGuid,
    origin: () => 'http://localhost',
    demonstration: true,
    // They are told in Japanese.
    languageWrites: () => [],
  })
  const office = officeService({
    store: settlementStore(store),
    shops: merchants,
    ledger,
    holidays,
    terms: defaultTerms,
    requester: inventedRequester,
    lineEnd: 'crlf',
    clock,
    ids,
  })
  const potOpenings = potOpeningService({
    store: potOpeningStore(store),
    pots: office.pots,
    ledger,
    shops: merchants,
    isTown: (code) => world.places.town(code) !== undefined,
    clock,
    requestValidMs: defaultIssueSettings.requestValidMs,
  })
  const visitors = visitorService({
    store: visitorStore(store),
    spots: {
      find: async (kind, id) => (kind === 'merchant' ? shopSpot(shops, id) : known.get(`${kind} ${id}`)),
    },
    experiments,
    clock,
    ids,
    settings: visitorSettings,
  })
  const known = new Map(spots.map((spot) => [`${spot.kind} ${spot.id}`, spot]))
  const stations = new Map(
    spots.filter(({ kind }) => kind === 'station').map((spot) => [spot.nameJa, spot.id]),
  )
  const shopSpot = async (register: typeof shops, id: string): Promise<Spot | undefined> => {
    const shop = await register.find(id)
    if (shop === undefined) return undefined
    const { municipality, nameJa, nameEn, stationId } = shop
    const lineId = known.get(`station ${stationId}`)?.lineId ?? null
    return { kind: 'merchant', id, municipality, lineId, nameJa, nameEn }
  }
  return {
    ledger,
    wallets,
    merchants,
    office,
    potOpenings,
    visitors,
    people: world.people,
    addClerk: clerks(store),
    stationNamed: (nameJa) => stations.get(nameJa),
    spots: spots.map(({ kind, id, municipality }) => ({ kind, id, town: municipality })),
    inBulk: store.inBulk,
    isBankDay: (day) => payDayOfRun(Date.parse(`${day}T10:00:00+09:00`), defaultTerms, holidays) === day,
  }
}

/** A shop's second person: there is no page for it yet. */
function clerks({ tables: { merchantMembers }, query, prepareWrite, atomic }: Store) {
  const ph = sql.placeholder
  const member = prepareWrite(
    query
      .insert(merchantMembers)
      .values({ merchantId: ph('merchantId'), userId: ph('userId'), role: 'clerk', createdAt: ph('at') }),
  )
  return (merchantId: string, userId: string, at: number) => atomic([member({ merchantId, userId, at })])
}
