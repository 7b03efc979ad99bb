/** The door of the railway: what is known of lines, stations and trains, and what is not. */
export { railService } from './service.ts'
export type { Rail, RailParts } from './service.ts'
export type { Holidays, Network } from './ports.ts'
export type { Call, Footpath, Mode, Moment, Run } from './run.ts'
