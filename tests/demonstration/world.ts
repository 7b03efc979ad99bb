import { holidaysOfJapan } from '../../api/merchants/holidays-holiday-jp.ts'
import { zenginCodeMaster } from '../../api/merchants/bank-master-zengin-code.ts'
import { invented } from '../../api/demonstration/moment.ts'
import { seedRegion } from '../../api/demonstration/region.ts'
import type { SeedInput } from '../../api/demonstration/region.ts'
import { regionServices } from '../../api/demonstration/services.ts'
import { inventedShops } from '../../api/demonstration/shops.ts'
import type { Store } from '../../db/store.ts'
import type { Spot } from '../../api/visitors/index.ts'

/** A small stand-in for the published content: every town, each shop's station, two places a town. */
export const towns = [...new Set([...inventedShops.map(({ town }) => town), '073644'])].map((code) => ({
  code,
  nameJa: `町${code}`,
  nameEn: `Town ${code}`,
}))

export const lineOfTown = (town: string): string =>
  ['072087', '074080', '074055', '074071', '074225'].includes(town)
    ? 'banetsu-west'
    : ['073628', '073687'].includes(town)
      ? 'aizu'
      : 'tadami'

const stations: Spot[] = [...new Map(inventedShops.map((shop) => [shop.station, shop])).values()]
  .filter(({ station }) => station !== '')
  .map(({ station, town }) => ({
    kind: 'station',
    id: `station-${station}`,
    municipality: town,
    lineId: lineOfTown(town),
    nameJa: station,
    nameEn: station,
  }))

const places: Spot[] = towns.flatMap(({ code }) =>
  ['a', 'b'].map((n): Spot => ({
    kind: 'place',
    id: `place-${code}-${n}`,
    municipality: code,
    lineId: lineOfTown(code),
    nameJa: '場所',
    nameEn: 'Place',
  })),
)

export const spots = [...stations, ...places]

/** Monday evening, 23 November 2026. */
export const now = Date.parse('2026-11-23T18:00:00+09:00')

/** Makes the demonstration region on this database. */
export function seedOn(store: Store, input: Partial<SeedInput> = {}) {
  const time = invented('demonstration')
  const services = regionServices({
    store,
    invented: time,
    places: {
      town: (code) => towns.find((town) => town.code === code),
      towns: () => towns,
      hasStation: (id) => spots.some((spot) => spot.id === id),
    },
    banks: zenginCodeMaster,
    holidays: holidaysOfJapan,
    spots,
    people: async () => ({
      owner: 'owner',
      clerk: 'clerk',
      approver: 'approver',
      officerOf: (town) => `officer of ${town}`,
    }),
  })
  return seedRegion({ services, invented: time, seed: 'demonstration', now, ...input })
}
