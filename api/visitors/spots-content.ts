import { content } from '../../content/index.ts'
import type { Spot, SpotKind } from './check-in.ts'
import { lineByStation } from './lines.ts'
import type { Spots } from './ports.ts'

/** What is asked of the register of shops. */
type Shops = {
  readonly find: (id: string) => Promise<
    | {
        readonly id: string
        readonly status: string
        readonly municipality: string
        readonly stationId: string | null
        readonly nameJa: string
        readonly nameEn: string
      }
    | undefined
  >
}

/** An institution that was taken in while the hub runs and is public; undefined where there is none of this name. */
export type LiveHouse = (id: string) => Promise<
  | {
      readonly municipality: string
      readonly station: string | undefined
      readonly nameJa: string
      readonly nameEn: string
    }
  | undefined
>

const lineOf = lineByStation(content.lines)
const codeOf = new Map(content.municipalities.map(({ id, code }) => [id, code]))

type Listed = {
  readonly id: string
  readonly name: { readonly ja: string; readonly en: string }
  readonly municipality: string | null
}

/** A thing outside the 17 municipalities is no spot: nothing is counted there. */
function spotOf(kind: SpotKind, { id, name, municipality }: Listed, station: string): Spot[] {
  const code = municipality === null ? undefined : codeOf.get(municipality)
  if (code === undefined) return []
  const lineId = lineOf.get(station) ?? null
  return [{ kind, id, municipality: code, lineId, nameJa: name.ja, nameEn: name.en }]
}

/** Every station, place and institution where one can check in. */
export const listedSpots: readonly Spot[] = [
  ...content.stations.flatMap((station) => spotOf('station', station, station.id)),
  ...content.places.flatMap((place) => spotOf('place', place, place.station)),
  ...content.institutions.flatMap((institution) => spotOf('institution', institution, institution.station)),
]

const listed = new Map(listedSpots.map((spot) => [`${spot.kind} ${spot.id}`, spot]))

const lineAt = (station: string | null | undefined): string | null =>
  station == null ? null : (lineOf.get(station) ?? null)

/** The spots of the published content, the shops that take payments, and the institutions that were taken in since. */
export const contentSpots = (shops: Shops, liveHouse: LiveHouse): Spots => ({
  find: async (kind, id) => {
    const known = listed.get(`${kind} ${id}`)
    if (known !== undefined) return known
    if (kind === 'institution') {
      const house = await liveHouse(id)
      if (house === undefined) return undefined
      const { station, ...rest } = house
      return { kind, id, ...rest, lineId: lineAt(station) }
    }
    if (kind !== 'merchant') return undefined
    const shop = await shops.find(id)
    if (shop === undefined || shop.status !== 'approved') return undefined
    const { municipality, nameJa, nameEn, stationId } = shop
    return { kind, id, municipality, lineId: lineAt(stationId), nameJa, nameEn }
  },
})
