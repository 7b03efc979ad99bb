import { createHash } from 'node:crypto'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** A finished page or file in memory, with its packed forms. */
export type Body = {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly plain: Buffer
  readonly gzip: Buffer | undefined
  readonly brotli: Buffer | undefined
  readonly etag: string
}

/** Below this size packing costs more than it saves: it fits in one network packet. */
const packedFromBytes = 1_400

/** Packs a body. `quick` is for a page rendered for one reader: brotli at the level that costs about what gzip does. */
export function packBody(
  { status, headers, plain }: Pick<Body, 'status' | 'headers' | 'plain'>,
  effort: 'quick' | 'thorough',
): Body {
  const etag = `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`
  if (plain.length < packedFromBytes)
    return { status, headers, plain, gzip: undefined, brotli: undefined, etag }
  const quality = effort === 'thorough' ? 9 : 4
  return {
    status,
    headers,
    plain,
    etag,
    gzip: gzipSync(plain, { level: effort === 'thorough' ? 9 : 5 }),
    brotli: brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: quality } }),
  }
}
