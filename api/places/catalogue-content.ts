import { content } from '../../content/index.ts'
import type { Catalogue } from './ports.ts'

/** The catalogue of the published content. */
export const contentCatalogue: Catalogue = content
