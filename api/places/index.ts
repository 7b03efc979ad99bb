/** The door of the catalogue: places, events, and one search over everything public. */
export { daysIn as festivalDays, festivalHeld } from './festival-day.ts'
export { fold, hiragana } from './fold.ts'
export { romajiOf } from './romaji.ts'
export { indexingService } from './indexing-service.ts'
export { placesService } from './service.ts'
export type { PlacesParts, PlacesService } from './service.ts'
export type { Catalogue, PublishedThing, PublishedThings } from './ports.ts'
export type { Period } from './entry.ts'
