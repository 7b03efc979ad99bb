import { inject } from 'vitest'
import { emptyD1 } from './d1-databases.ts'
import type { OpenEngine } from './engines.ts'

/** A migrated D1 database of one's own, in the workerd of this test run: many tests want one. */
export async function freshD1(): Promise<OpenEngine> {
  const store = await emptyD1(inject('d1Url'))
  await store.script(inject('d1Migrated'))
  return { store, dispose: async () => undefined }
}
