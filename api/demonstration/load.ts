import { content } from '../../content/index.ts'
import type { Store } from '../../db/store.ts'
import { addDemonstrationPerson, demonstrationShopPeople, demonstrationStaff } from '../identity/index.ts'
import type { Identity } from '../identity/index.ts'
import { zenginCodeMaster } from '../merchants/bank-master-zengin-code.ts'
import { holidaysOfJapan } from '../merchants/holidays-holiday-jp.ts'
import type { Places } from '../merchants/index.ts'
import { assert } from '../platform/assert.ts'
import { assertDemonstration } from '../platform/mode.ts'
import type { Mode } from '../platform/mode.ts'
import { listedSpots } from '../visitors/spots-content.ts'
import { invented } from './moment.ts'
import { seedRegion } from './region.ts'
import type { SeedInput, Seeded } from './region.ts'
import { regionServices } from './services.ts'

export type LoadInput = Pick<SeedInput, 'scale' | 'days' | 'progress' | 'signal'> & {
  readonly store: Store
  /** Makes the people of the shown log-ins; runs on the real clock. */
  readonly identity: Pick<Identity, 'addUser'>
  readonly mode: Mode
  readonly now: number
}

const seed = 'demonstration'

/**
 * Fills an empty demonstration database with the invented region, on the published content. Throws on a live
 * database. Stopped in the middle (`signal`) it leaves whole days with right books.
 */
export async function loadRegion({ store, identity, mode, ...input }: LoadInput): Promise<Seeded> {
  assertDemonstration(mode, 'The invented region')
  const time = invented(seed)
  const services = regionServices({
    store,
    invented: time,
    places: contentPlaces(),
    banks: zenginCodeMaster,
    holidays: holidaysOfJapan,
    spots: listedSpots,
    people: () => invitePeople(identity, mode),
  })
  return seedRegion({ ...input, services, invented: time, seed })
}

/** The people of the log-ins that are shown openly. */
async function invitePeople(identity: Pick<Identity, 'addUser'>, mode: Mode) {
  const ids = new Map<string, string>()
  for (const person of [...demonstrationShopPeople, ...demonstrationStaff])
    ids.set(person.email.split('@')[0]!, await addDemonstrationPerson(identity, mode, person))
  const [owner, clerk, approver] = [ids.get('owner'), ids.get('clerk'), ids.get('approver')]
  assert(owner && clerk && approver, 'a shop has an owner and a clerk, the hub an approver')
  return { owner, clerk, approver }
}

function contentPlaces(): Places {
  const towns = content.municipalities.map(({ code, name }) => ({ code, nameJa: name.ja, nameEn: name.en }))
  const stations = new Set(content.stations.map(({ id }) => id))
  return {
    town: (code) => towns.find((town) => town.code === code),
    towns: () => towns,
    hasStation: (id) => stations.has(id),
  }
}
