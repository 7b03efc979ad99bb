import { tmpdir } from 'node:os'

/** Where databases go that live as long as one test run; `run-folder.ts` lends it. */
export const scratch = (): string => process.env['TEST_SCRATCH'] ?? tmpdir()
