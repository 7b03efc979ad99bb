import type { Carbon } from '../../content/index.ts'
import type { CarbonCompared } from './carbon.ts'
import type { Fare, Passenger } from './fare.ts'
import type { DayFare } from './fares-service.ts'
import type { PassAdvice } from './passes.ts'

/** A fare as answers tell it. */
export const shownFare = (fare: Fare) =>
  'yen' in fare ? { yen: fare.yen } : { unavailable: fare.unavailable, lines: fare.lines }

/** A pass with what it is worth on that day. */
export const shownPass = ({ pass, totalYen, paysOff }: PassAdvice, passenger: Passenger) => ({
  id: pass.id,
  name: pass.name,
  valid: pass.valid,
  area: pass.area,
  lastPriceYen: passenger === 'child' ? pass.childYen : pass.adultYen,
  ...(totalYen === undefined ? {} : { totalYen }),
  paysOff,
  ...(pass.note === undefined ? {} : { note: pass.note }),
  source: pass.source,
})

/** Carbon beside a car, with what the figures do not say. */
export const shownCarbon = (carbon: CarbonCompared, { fiscalYear, words, source }: Carbon) => ({
  ...carbon,
  fiscalYear,
  words,
  source,
})

/** Source ids of a fare with its passes and carbon. */
export const sourcesOfFare = ({ fare, passes, carbon, carbonBasis }: DayFare): string[] => [
  ...('yen' in fare ? fare.sources : []),
  ...passes.flatMap(({ pass }) => pass.source),
  ...(carbon === undefined ? [] : carbonBasis.source),
]
