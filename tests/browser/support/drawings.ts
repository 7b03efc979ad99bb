import { expect } from 'vitest'
import type { Person } from './people.ts'

/** The hub takes its drawings in a few seconds after the start: waits until this one can be asked for. */
export async function untilDrawn({ context }: Person, image: string): Promise<void> {
  const status = async (): Promise<number> =>
    (await context.request.get(`/iiif/3/${image}/info.json`)).status()
  await expect.poll(status, { timeout: 60_000 }).toBe(200)
}
