/** The door of growth: public numbers and how they are kept safe. */
export { growthService } from './service.ts'
export type { Growth, GrowthParts, Numbers } from './service.ts'
export { growthSettings } from './settings.ts'
export type { GrowthSettings } from './settings.ts'
export type { PeriodName } from './period.ts'
export type { Region, Shop, Shops } from './ports.ts'
