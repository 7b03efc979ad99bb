/** What a sound file is by its bytes, whatever its name says, and how long it plays. */
export type SoundKind = {
  readonly mediaType: 'audio/mpeg' | 'audio/mp4' | 'audio/ogg' | 'audio/wav'
  readonly durationMs: number
}

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length))

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

/** Reads a whole file; undefined where it is no sound of these kinds, is cut off or plays nothing. */
export function soundIn(bytes: Uint8Array): SoundKind | undefined {
  const read = [wav, ogg, mp4, mpeg].find(({ begins }) => begins(bytes))
  if (read === undefined) return undefined
  try {
    const seconds = read.secondsOf(bytes)
    const durationMs = Math.round((seconds ?? 0) * 1_000)
    return Number.isSafeInteger(durationMs) && durationMs > 0
      ? { mediaType: read.mediaType, durationMs }
      : undefined
  } catch (error) {
    // A length that points behind the end: the file is cut off, or was made to mislead.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Whether a file begins as a sound does: cheap, of its first bytes. */
export const isSoundBegun = (bytes: Uint8Array): boolean =>
  [wav, ogg, mp4, mpeg].some(({ begins }) => begins(bytes))

type Reader = {
  readonly mediaType: SoundKind['mediaType']
  readonly begins: (bytes: Uint8Array) => boolean
  readonly secondsOf: (bytes: Uint8Array) => number | undefined
}

const wav: Reader = {
  mediaType: 'audio/wav',
  begins: (bytes) => ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 4) === 'WAVE',
  secondsOf: (bytes) => {
    const view = viewOf(bytes)
    let bytesPerSecond = 0
    for (let at = 12; at + 8 <= bytes.length;) {
      const [name, size] = [ascii(bytes, at, 4), view.getUint32(at + 4, true)]
      if (name === 'fmt ') bytesPerSecond = view.getUint32(at + 16, true)
      // Recorders that were switched off leave a size that they meant to write later.
      if (name === 'data')
        return bytesPerSecond === 0 ? undefined : Math.min(size, bytes.length - at - 8) / bytesPerSecond
      at += 8 + size + (size % 2)
    }
    return undefined
  },
}

const ogg: Reader = {
  mediaType: 'audio/ogg',
  begins: (bytes) => ascii(bytes, 0, 4) === 'OggS' && rateOfOgg(bytes) !== undefined,
  secondsOf: (bytes) => {
    const view = viewOf(bytes)
    const rate = rateOfOgg(bytes)!
    let last = -1
    for (let at = 0; at + 27 <= bytes.length;) {
      if (ascii(bytes, at, 4) !== 'OggS') return undefined
      const granule = Number(view.getBigInt64(at + 6, true))
      if (granule > last) last = granule
      const segments = bytes[at + 26]!
      const sizes = bytes.subarray(at + 27, at + 27 + segments)
      at += 27 + segments + sizes.reduce((sum, size) => sum + size, 0)
      // A page that goes on behind the end was cut off.
      if (at > bytes.length) return undefined
    }
    return (last - rate.skipped) / rate.perSecond
  },
}

/** The first packet says what is inside: Opus or Vorbis; a film's is neither. */
function rateOfOgg(bytes: Uint8Array): { readonly perSecond: number; readonly skipped: number } | undefined {
  const at = 27 + (bytes[26] ?? 0)
  if (bytes.length < at + 19) return undefined
  const view = viewOf(bytes)
  if (ascii(bytes, at, 8) === 'OpusHead') return { perSecond: 48_000, skipped: view.getUint16(at + 10, true) }
  if (ascii(bytes, at, 7) !== '\u0001vorbis') return undefined
  const perSecond = view.getUint32(at + 12, true)
  return perSecond === 0 ? undefined : { perSecond, skipped: 0 }
}

/** Pictures stand in files of this form, too: of AVIF and HEIC no sound is expected. */
const brands: ReadonlySet<string> = new Set(['M4A ', 'M4B ', 'mp41', 'mp42', 'isom', 'iso2', 'iso5', 'iso6', 'dash', '3gp4', '3gp5', 'qt  ']) // prettier-ignore

const mp4: Reader = {
  mediaType: 'audio/mp4',
  begins: (bytes) => ascii(bytes, 4, 4) === 'ftyp' && brands.has(ascii(bytes, 8, 4)),
  secondsOf: (bytes) => {
    const movie = boxIn(bytes, 'moov')
    const head = movie && boxIn(movie, 'mvhd')
    // A film has a track of pictures.
    if (head === undefined || movie === undefined || !hasOnlySound(movie)) return undefined
    const view = viewOf(head)
    const isLong = head[0] === 1
    const scale = view.getUint32(isLong ? 20 : 12)
    const duration = isLong ? Number(view.getBigUint64(24)) : view.getUint32(16)
    return scale === 0 ? undefined : duration / scale
  },
}

/** The boxes of a name, without their heads. */
function boxesIn(bytes: Uint8Array, wanted: string): Uint8Array[] {
  const view = viewOf(bytes)
  const found: Uint8Array[] = []
  for (let at = 0; at + 8 <= bytes.length;) {
    const short = view.getUint32(at)
    const isLong = short === 1
    const size = isLong ? Number(view.getBigUint64(at + 8)) : short === 0 ? bytes.length - at : short
    const head = isLong ? 16 : 8
    if (size < head || at + size > bytes.length) throw new RangeError('a box goes on behind the end')
    if (ascii(bytes, at + 4, 4) === wanted) found.push(bytes.subarray(at + head, at + size))
    at += size
  }
  return found
}

const boxIn = (bytes: Uint8Array, wanted: string): Uint8Array | undefined => boxesIn(bytes, wanted)[0]

function hasOnlySound(movie: Uint8Array): boolean {
  const kinds = new Set(
    boxesIn(movie, 'trak').map((track) => {
      const media = boxIn(track, 'mdia')
      const handler = media && boxIn(media, 'hdlr')
      return handler === undefined ? '' : ascii(handler, 8, 4)
    }),
  )
  return kinds.has('soun') && !kinds.has('vide')
}

const kilobits: Readonly<Record<string, readonly number[]>> = {
  '1': [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  '2': [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
}
const rates = [44_100, 48_000, 32_000]

/** A frame of MPEG audio, layer III: how long it is and plays; undefined where none begins. */
function frameAt(
  bytes: Uint8Array,
  at: number,
): { readonly length: number; readonly seconds: number } | undefined {
  const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
  const version = (b >> 3) & 3
  const [layer, rateIndex] = [(b >> 1) & 3, (c >> 2) & 3]
  if (a !== 0xff || (b & 0xe0) !== 0xe0 || version === 1 || layer !== 1 || rateIndex === 3) return undefined
  const isFirst = version === 3
  const kilobit = kilobits[isFirst ? '1' : '2']![c >> 4]
  if (kilobit === undefined || kilobit === 0) return undefined
  const rate = rates[rateIndex]! / (isFirst ? 1 : version === 2 ? 2 : 4)
  const samples = isFirst ? 1_152 : 576
  const length = Math.floor((samples / 8) * ((kilobit * 1_000) / rate)) + ((c >> 1) & 1)
  return { length, seconds: samples / rate }
}

/** Where the frames begin: behind the tags in front. */
function behindTags(bytes: Uint8Array): number {
  let at = 0
  while (ascii(bytes, at, 3) === 'ID3' && at + 10 <= bytes.length) {
    const [a = 0, b = 0, c = 0, d = 0] = bytes.subarray(at + 6, at + 10)
    at += 10 + ((a << 21) | (b << 14) | (c << 7) | d) + ((bytes[at + 5]! & 0x10) === 0 ? 0 : 10)
  }
  return at
}

/** Files with a changing rate are common: every frame is counted. */
const mpeg: Reader = {
  mediaType: 'audio/mpeg',
  begins: (bytes) => ascii(bytes, 0, 3) === 'ID3' || frameAt(bytes, 0) !== undefined,
  secondsOf: (bytes) => {
    let [at, seconds, frames] = [behindTags(bytes), 0, 0]
    for (let frame = frameAt(bytes, at); frame !== undefined; frame = frameAt(bytes, at)) {
      // The last frame may be cut off where a recording was stopped.
      if (at + frame.length > bytes.length) break
      seconds += frame.seconds
      frames += 1
      at += frame.length
    }
    // A JPEG, or any bytes, may hold one that looks like a frame; three in a row are a sound.
    return frames >= 3 ? seconds : undefined
  },
}
