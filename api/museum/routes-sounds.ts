import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import type { Records } from './record-service.ts'
import { bytesAsked, type Sound } from './sound.ts'
import type { Sounds } from './sound-service.ts'
import { soundsIn } from './story.ts'

export type SoundRouteParts = {
  /** Absent where there is no disk for them. */
  readonly sounds?: Sounds | undefined
  readonly records: Pick<Records, 'stories'>
  readonly guard: Guard<'item.write'>
}

const id = z.string().max(100)
const played = {
  200: { description: 'The sound', content: { 'audio/*': { schema: z.any() } } },
  206: { description: 'A part of it, as `Range` asks', content: { 'audio/*': { schema: z.any() } } },
  404: problemAnswer('No such sound, or nothing public tells with it'),
  416: { description: 'It has no such part' },
}

/** Sounds of stories, whole or in part: for readers of what is public, and for those who write. */
export function soundRoutes({ sounds, records, guard }: SoundRouteParts) {
  const unknown = (c: Context<Env>, identifier: string): never =>
    problem(c, { status: 404, code: 'sound_unknown', words: 'museum', field: 'sound', facts: { identifier } }) as never // prettier-ignore

  async function play(c: Context<Env>, sound: Sound, headers: Record<string, string>): Promise<never> {
    const asked = bytesAsked(c.req.header('range'), sound.bytes)
    const told = { 'content-type': sound.mediaType, 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff', ...headers } // prettier-ignore
    if (asked === undefined)
      return c.body(null, 416, { ...told, 'content-range': `bytes */${sound.bytes}` }) as never
    const { from, to, isWhole } = asked
    const bytes = (await sounds!.read(sound, from, to)) as Uint8Array<ArrayBuffer> | undefined
    if (bytes === undefined) return unknown(c, sound.id)
    return isWhole
      ? (c.body(bytes, 200, told) as never)
      : (c.body(bytes, 206, { ...told, 'content-range': `bytes ${from}-${to}/${sound.bytes}` }) as never)
  }

  return createRouter()
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/sounds/{sound}',
        tags: ['museum'],
        summary: 'A sound of a story that is told',
        request: { params: z.object({ sound: id }) },
        responses: played,
      }),
      async (c) => {
        const identifier = c.req.valid('param').sound
        const found = await sounds?.find(identifier)
        const isPublic = (await records.stories()).some(({ body }) => soundsIn(body).includes(identifier))
        if (found === undefined || !isPublic) return unknown(c, identifier)
        return play(c, found, {
          'access-control-allow-origin': '*',
          'cross-origin-resource-policy': 'cross-origin',
          'cache-control': 'public, max-age=300',
        })
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/studio/sounds/{institution}/{sound}',
        tags: ['museum'],
        summary: 'A sound, for those who write about it',
        middleware: [guard('item.write')] as const,
        request: { params: z.object({ institution: id, sound: id }) },
        responses: {
          ...played,
          401: problemAnswer('Nobody is signed in'),
          403: problemAnswer('Signed in, not allowed'),
        },
      }),
      async (c) => {
        const { institution, sound } = c.req.valid('param')
        const found = covers(c.get('actor'), institution) ? await sounds?.find(sound) : undefined
        if (found === undefined || found.institution !== institution) return unknown(c, sound)
        return play(c, found, { 'cache-control': 'private, max-age=300' })
      },
    )
}
