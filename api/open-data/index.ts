/** The door of the open data: what anybody may take along. */
export { openDataService } from './service.ts'
export type { OpenData } from './service.ts'
