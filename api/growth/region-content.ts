import { content } from '../../content/index.ts'
import { lineByStation } from '../visitors/index.ts'
import type { Spot } from '../visitors/index.ts'
import type { Region } from './ports.ts'

const lineOf = lineByStation(content.lines)

/** The region of the published content; `spots` are those where one can check in. */
export const contentRegion = (spots: readonly Spot[]): Region => ({
  towns: content.municipalities.map(({ code, name, guideline }) => ({
    code,
    nameJa: name.ja,
    nameEn: name.en,
    guideline,
  })),
  lines: content.lines.map(({ id, name }) => ({ id, nameJa: name.ja, nameEn: name.en })),
  lineOfStation: (stationId) => lineOf.get(stationId) ?? null,
  spots,
})
