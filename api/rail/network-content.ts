import { content } from '../../content/index.ts'
import type { Network } from './ports.ts'

/** The lines of the published content. */
export const contentNetwork: Network = content
