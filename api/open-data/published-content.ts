import { content } from '../../content/index.ts'
import type { Published } from './ports.ts'

/** The published content. */
export const contentPublished: Published = content
