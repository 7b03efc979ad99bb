import { content } from '../content/index.ts'
import type { Store } from '../db/store.ts'
import { institutionService, type Institutions } from './museum/index.ts'
import type { InstitutionParts } from './museum/institution-service.ts'
import { contentHolders, stationNames } from './museum/holders-content.ts'
import { hubInstitution } from './museum/record.ts'
import { institutionStore } from './museum/repository-institutions.ts'
import type { Holder, Holders } from './museum/studio-ports.ts'
import { intakeService } from './office/index.ts'
import { intakeStore } from './office/repository-intakes.ts'
import { contentPlaces } from './merchants/places-content.ts'

type Around = Pick<InstitutionParts, 'records' | 'store' | 'faultIn' | 'namesOf' | 'clock'> & {
  readonly database: Store
}

/** Names of records that the project's own files have, whether they are published or not. */
const ofContent: ReadonlySet<string> = new Set([
  hubInstitution,
  ...[...content.institutions, ...content.items, ...content.stories].map(({ id }) => id),
])

const codes = new Map(content.municipalities.map(({ id, code }) => [id, code]))
const inTown = new Map(
  [...Map.groupBy(content.institutions, ({ municipality }) => codes.get(municipality) ?? '')].map(
    ([code, all]) => [code, all.map(({ id }) => id)] as const,
  ),
)

/** The institutions that were taken in while the hub runs, how they are taken in, and all whose staff may publish now. */
export function composeInstitutions({ database, ...around }: Around) {
  const institutions = institutionService({
    ...around,
    institutions: institutionStore(database),
    isOfContent: (identifier) => ofContent.has(identifier),
    isStation: (id) => stationNames.has(id),
  })
  const intakes = intakeService({
    store: intakeStore(database),
    institutions,
    isTown: (code) => contentPlaces.town(code) !== undefined,
    clock: around.clock,
  })
  const holders: Holders = async () => [...contentHolders, ...(await institutions.all()).map(holderOfLive)]
  /** The institutions of a town: by the content's files, and by the records of those that were taken in since. */
  const institutionsIn = async (municipality: string): Promise<ReadonlySet<string>> => {
    const live = (await institutions.all()).filter(({ body }) => body.facts.municipality === municipality)
    return new Set([...(inTown.get(municipality) ?? []), ...live.map(({ id }) => id)])
  }
  return { institutions, intakes, holders, institutionsIn }
}

/** Drawn as a pin only where it is known well enough, as everywhere. */
const holderOfLive = ({ id, body }: Awaited<ReturnType<Institutions['all']>>[number]): Holder => {
  const { position, station } = body.facts
  return {
    id,
    body,
    place: {
      label: body.label,
      ...(position?.quality === 'official'
        ? { position: { latitude: position.latitude, longitude: position.longitude } }
        : {}),
    },
    ...(station === undefined ? {} : { station }),
  }
}
