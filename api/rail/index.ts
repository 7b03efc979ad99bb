/** The door of the railway: what is known of lines, stations and trains, and what is not. */
export { railService } from './service.ts'
export type { Rail, RailParts } from './service.ts'
export type { RailDay, LineCoverage } from './day.ts'
export type { FeedDay, Feeds, FeedStop, Holidays, Network } from './ports.ts'
export { ridesBetween } from './ride.ts'
export type { RideOf } from './ride.ts'
export type { Call, Footpath, Mode, Moment, Run } from './run.ts'
