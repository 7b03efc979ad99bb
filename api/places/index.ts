/** The door of the catalogue: places, events, and one search over everything public. */
export { fold } from './fold.ts'
export { placesService } from './service.ts'
export type { PlacesParts, PlacesService } from './service.ts'
export type { Catalogue } from './ports.ts'
