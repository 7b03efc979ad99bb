import { content } from '../../content/index.ts'
import type { Places, Town } from './ports.ts'

const towns: readonly Town[] = content.municipalities.map(({ code, name }) => ({
  code,
  nameJa: name.ja,
  nameEn: name.en,
}))
const byCode = new Map(towns.map((town) => [town.code, town]))
const stations = new Set(content.stations.map((station) => station.id))

/** The towns and stations of the published content. */
export const contentPlaces: Places = {
  town: (code) => byCode.get(code),
  towns: () => towns,
  hasStation: (stationId) => stations.has(stationId),
}
