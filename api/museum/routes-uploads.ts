import { createRoute, z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { assert } from '../platform/assert.ts'
import type { Env } from '../platform/http/env.ts'
import { covers, type Guard } from '../platform/http/guard.ts'
import { problem, problemAnswer } from '../platform/http/problem.ts'
import { createRouter } from '../platform/http/validation.ts'
import { refuse, type Result } from '../platform/result.ts'
import { sha256Base64 } from '../platform/sha256.ts'
import { notTheirs } from './routes-desk.ts'
import type { UploadSoFar, Uploads } from './upload-service.ts'
import { pieceBytesMost, statusOfUploadRefusal, type UploadRefusal, uploadStates } from './upload.ts'

export type UploadRouteParts = {
  /** Absent where there is no disk for images. */
  readonly uploads?: Uploads
  readonly guard: Guard<'image.upload'>
}

const uploadSchema = z
  .object({
    id: z.string(),
    institution: z.string(),
    name: z.string(),
    bytes: z.int(),
    received: z.int().openapi({ description: 'Bytes that are here; the next piece begins there' }),
    state: z.enum(uploadStates),
    fault: z
      .string()
      .nullable()
      .openapi({ description: 'Why it was refused; the sentences are the words museum:fault' }),
    image: z
      .string()
      .nullable()
      .openapi({ description: 'The image that it became, under /iiif/3/ once it is published' }),
    pieceBytesMost: z.int(),
  })
  .openapi('Upload')

const startBody = z.strictObject({
  // It becomes part of an image's identifier.
  institution: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    .max(80),
  name: z
    .string()
    .min(1)
    .max(255)
    .regex(/^[^\p{Cc}]+$/u),
  bytes: z.int().positive().max(Number.MAX_SAFE_INTEGER),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .openapi({ description: 'Of the whole file, hexadecimal: the same file goes on where it stopped' }),
  keepsLocation: z
    .boolean()
    .default(false)
    .openapi({ description: 'Keep in the master where the photograph was taken' }),
})

const answers = {
  400: problemAnswer('A field is missing or wrong; `field` names it'),
  401: problemAnswer('Nobody is signed in'),
  403: problemAnswer('Signed in, not for this institution'),
  404: problemAnswer('No such upload'),
  409: problemAnswer('It stands elsewhere than was thought; `facts` tell where'),
  422: problemAnswer('This cannot be taken'),
  501: problemAnswer('This hub has no disk for images'),
  507: problemAnswer('The disk would be full'),
}
const shown = { content: { 'application/json': { schema: uploadSchema } } }
const params = z.object({ id: z.string().max(100) })

/** Files for the museum, sent in pieces: announced, continued after any break, told how far they are. */
export function uploadRoutes({ uploads, guard }: UploadRouteParts) {
  /** The upload of an id; somebody else's institution has none. */
  const own = async (c: Context<Env>, id: string): Promise<Result<UploadSoFar, UploadRefusal>> => {
    if (uploads === undefined) return refuse({ code: 'upload_not_here' })
    const found = await uploads.find(id)
    if (found.ok && !covers(c.get('actor'), found.value.institution))
      return refuse({ code: 'upload_unknown', identifier: id })
    return found
  }

  return createRouter()
    .openapi(
      createRoute({
        method: 'post',
        path: '/museum/uploads',
        tags: ['museum'],
        summary: 'Announce a file, or go on with one',
        middleware: [guard('image.upload')] as const,
        request: { body: { required: true, content: { 'application/json': { schema: startBody } } } },
        responses: { 200: { description: 'Where it stands', ...shown }, ...answers },
      }),
      async (c) => {
        const wanted = c.req.valid('json')
        const { person, ...actor } = c.get('actor')
        if (!covers(actor, wanted.institution)) return notTheirs(c)
        if (uploads === undefined) return refused(c, { code: 'upload_not_here' })
        assert(person, 'only a signed-in person is let through')
        const started = await uploads.start({ ...wanted, by: person.userId })
        return started.ok ? c.json(told(started.value), 200) : refused(c, started.error)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/uploads',
        tags: ['museum'],
        summary: 'What is under way for an institution',
        middleware: [guard('image.upload')] as const,
        request: { query: z.object({ institution: z.string().min(1).max(80) }) },
        responses: {
          200: {
            description: 'The files',
            content: { 'application/json': { schema: z.object({ uploads: z.array(uploadSchema) }) } },
          },
          ...answers,
        },
      }),
      async (c) => {
        const { institution } = c.req.valid('query')
        if (!covers(c.get('actor'), institution)) return notTheirs(c)
        const all = (await uploads?.underWay(institution)) ?? []
        return c.json({ uploads: all.map(told) }, 200)
      },
    )
    .openapi(
      createRoute({
        method: 'get',
        path: '/museum/uploads/{id}',
        tags: ['museum'],
        summary: 'How far a file is',
        middleware: [guard('image.upload')] as const,
        request: { params },
        responses: { 200: { description: 'Where it stands', ...shown }, ...answers },
      }),
      async (c) => {
        const found = await own(c, c.req.valid('param').id)
        return found.ok ? c.json(told(found.value), 200) : refused(c, found.error)
      },
    )
    .openapi(
      createRoute({
        method: 'patch',
        path: '/museum/uploads/{id}',
        tags: ['museum'],
        summary: 'Send the next piece',
        description: `The body is bytes of the file (\`application/offset+octet-stream\`, up to ${pieceBytesMost}), from \`upload-offset\` on, as in tus.`,
        middleware: [guard('image.upload')] as const,
        request: {
          params,
          headers: z.object({
            'upload-offset': z
              .string()
              .regex(/^\d{1,15}$/)
              .openapi({ description: 'Where the piece begins; `received` of the last answer' }),
            'upload-checksum': z
              .string()
              .regex(/^sha256 [A-Za-z0-9+/]{43}=$/)
              .optional()
              .openapi({ description: 'SHA-256 of the piece in base64' }),
          }),
        },
        responses: { 200: { description: 'Where it stands', ...shown }, ...answers },
      }),
      async (c) => {
        const found = await own(c, c.req.valid('param').id)
        if (!found.ok) return refused(c, found.error)
        const bytes = new Uint8Array(await c.req.arrayBuffer())
        const headers = c.req.valid('header')
        const piece = {
          offset: Number(headers['upload-offset']),
          bytes: bytes.length,
          told: headers['upload-checksum']?.slice('sha256 '.length),
          is: sha256Base64(bytes),
        }
        const taken = await uploads!.piece(found.value, piece, bytes)
        return taken.ok ? c.json(told(taken.value), 200) : refused(c, taken.error)
      },
    )
    .openapi(
      createRoute({
        method: 'delete',
        path: '/museum/uploads/{id}',
        tags: ['museum'],
        summary: 'Give up a file that is not complete',
        middleware: [guard('image.upload')] as const,
        request: { params },
        responses: { 204: { description: 'Gone' }, ...answers },
      }),
      async (c) => {
        const found = await own(c, c.req.valid('param').id)
        const given = found.ok ? await uploads!.giveUp(found.value) : found
        return given.ok ? c.body(null, 204) : refused(c, given.error)
      },
    )
}

const told = ({ id, institution, name, bytes, received, state, fault, image }: UploadSoFar) => ({
  id,
  institution,
  name,
  bytes,
  received,
  state,
  fault: fault ?? null,
  image: image ?? null,
  pieceBytesMost,
})

const fieldOf: Readonly<Partial<Record<UploadRefusal['code'], string>>> = {
  upload_unknown: 'id',
  upload_too_large: 'bytes',
  upload_offset_wrong: 'upload-offset',
  upload_piece_damaged: 'upload-checksum',
  upload_piece_empty: 'body',
  upload_piece_too_long: 'body',
}

/** A refusal as a problem; typed as no answer, so that routes keep the type of their own. */
function refused(c: Context<Env>, refusal: UploadRefusal): never {
  const { code, ...facts } = refusal
  return problem(c, {
    status: statusOfUploadRefusal[code],
    code,
    words: 'museum',
    field: fieldOf[code],
    facts,
  }) as never
}
