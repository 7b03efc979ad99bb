import { content } from '../content/index.ts'
import type { Store } from '../db/store.ts'
import { institutionService } from './museum/index.ts'
import type { LiveBody } from './museum/institution-facts.ts'
import type { InstitutionParts, LiveInstitution } from './museum/institution-service.ts'
import { contentHolders, stationNames } from './museum/holders-content.ts'
import { textFor } from './museum/language-map.ts'
import type { FindStop } from './museum/map-stops.ts'
import { contentMapStop, contentStationOfStop } from './museum/map-stops-content.ts'
import { openingOfDays } from './museum/opening-days.ts'
import { hubInstitution } from './museum/record.ts'
import { institutionStore } from './museum/repository-institutions.ts'
import type { MapStop } from './museum/story.ts'
import type { Holder, Holders } from './museum/studio-ports.ts'
import { intakeService } from './office/index.ts'
import { intakeStore } from './office/repository-intakes.ts'
import { contentPlaces } from './merchants/places-content.ts'
import { wordsFor } from './platform/words.ts'

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
  const live = async (id: string): Promise<LiveBody | undefined> => {
    const found = await institutions.open(id)
    return found?.state === 'published' ? found.body : undefined
  }
  const liveAt = async (chosen: string): Promise<LiveBody | undefined> => {
    const [kind, id = ''] = chosen.split('/')
    return kind === 'institution' ? live(id) : undefined
  }
  /** What maps show and items are seen at: of the content's files, and what was taken in since. */
  const mapStop: FindStop = async (chosen) => {
    const body = contentMapStop(chosen) === undefined ? await liveAt(chosen) : undefined
    return body === undefined ? contentMapStop(chosen) : liveStop(chosen.slice('institution/'.length), body)
  }
  const stationOfStop = async (chosen: string): Promise<string | undefined> =>
    contentStationOfStop(chosen) ?? (await liveAt(chosen))?.facts.station
  /** One that was taken in and is public, as other domains know a house. */
  const house = async (id: string) => {
    const body = await live(id)
    if (body === undefined) return undefined
    const { municipality, station } = body.facts
    const [nameJa, nameEn] = [textFor(body.label, 'ja'), textFor(body.label, 'en')]
    return { municipality, station, nameJa, nameEn }
  }
  /** When one that was taken in and is public is open, as far as it says so in days and hours. */
  const openings = async (id: string) => {
    const body = await live(id)
    if (body === undefined) return undefined
    const { days } = body.facts
    return { id, ...(days && { opening: openingOfDays(days, wordsFor('ja'), wordsFor('en')) }) }
  }
  return { institutions, intakes, holders, institutionsIn, house, openings, mapStop, stationOfStop }
}

/** Drawn as a pin only where it is known well enough, as everywhere. */
const placeOfLive = ({ label, facts: { position } }: LiveBody): Pick<MapStop, 'label' | 'position'> => ({
  label,
  ...(position?.quality === 'official'
    ? { position: { latitude: position.latitude, longitude: position.longitude } }
    : {}),
})

const liveStop = (id: string, body: LiveBody): MapStop => ({ kind: 'institution', id, ...placeOfLive(body) })

const holderOfLive = ({ id, body }: LiveInstitution): Holder => ({
  id,
  body,
  place: placeOfLive(body),
  ...(body.facts.station === undefined ? {} : { station: body.facts.station }),
})
