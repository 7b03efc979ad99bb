import { inject } from 'vitest'
import type { World } from './world-set-up.ts'

/** The world of the worker that tells this story. */
export const world: World = inject('worlds')[Number(process.env['VITEST_POOL_ID']) - 1]!
