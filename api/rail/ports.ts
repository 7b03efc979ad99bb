import type { Content } from '../../content/index.ts'

/** The lines as the published content has them. */
export type Network = Pick<Content, 'lines' | 'stations' | 'trains' | 'sources'>

export type { Holidays } from './timetable.ts'
