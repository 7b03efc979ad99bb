/** Small sounds of each kind, made here byte by byte; what they play is silence, or nearly. */
const text = (words: string): number[] => [...words].map((letter) => letter.charCodeAt(0))
const least = (value: number, bytes: number): number[] =>
  Array.from({ length: bytes }, (_, n) => Math.floor(value / 2 ** (8 * n)) % 256)
const most = (value: number, bytes: number): number[] => least(value, bytes).toReversed()

/** 8,000 samples a second, 8 bits; `unlike` makes it another file. */
export function wavOf(ms: number, unlike = 0): Uint8Array {
  const samples = Math.round(8 * ms)
  const format = [...text('fmt '), ...least(16, 4), ...least(1, 2), ...least(1, 2), ...least(8_000, 4), ...least(8_000, 4), ...least(1, 2), ...least(8, 2)] // prettier-ignore
  const head = [...text('RIFF'), ...least(36 + samples, 4), ...text('WAVE'), ...format, ...text('data'), ...least(samples, 4)] // prettier-ignore
  const bytes = new Uint8Array(head.length + samples).fill(128 + (unlike % 100))
  bytes.set(head)
  return bytes
}

/** Frames of MPEG-1 layer III at 128 kbit/s and 44,100 samples a second. */
export function mp3Of(ms: number): Uint8Array {
  const frame = new Uint8Array(417)
  frame.set([0xff, 0xfb, 0x90, 0x00])
  const frames = Math.round(ms / (1_152 / 44.1))
  const bytes = new Uint8Array(frames * frame.length)
  for (let n = 0; n < frames; n++) bytes.set(frame, n * frame.length)
  return bytes
}

function page(granule: number, packet: readonly number[]): number[] {
  const head = [...text('OggS'), 0, 0, ...least(granule, 8), ...least(1, 4), ...least(0, 4), ...least(0, 4)]
  return [...head, 1, packet.length, ...packet]
}

export const opusOf = (ms: number): Uint8Array =>
  new Uint8Array([
    ...page(0, [...text('OpusHead'), 1, 1, ...least(312, 2), ...least(48_000, 4), 0, 0, 0]),
    ...page(312 + 48 * ms, [0xf8, 0xff, 0xfe]),
  ])

export const vorbisOf = (ms: number): Uint8Array =>
  new Uint8Array([
    ...page(0, [1, ...text('vorbis'), ...least(0, 4), 1, ...least(44_100, 4), ...least(0, 14)]),
    ...page(Math.round(44.1 * ms), [0]),
  ])

const box = (name: string, ...inside: readonly (readonly number[])[]): number[] => {
  const body = inside.flat()
  return [...most(8 + body.length, 4), ...text(name), ...body]
}

/** A film of one track, which is sound unless another kind is named. */
export const m4aOf = (ms: number, kind = 'soun'): Uint8Array =>
  new Uint8Array([
    ...box('ftyp', text('M4A '), most(0, 4)),
    ...box(
      'moov',
      box('mvhd', most(0, 4), most(0, 4), most(0, 4), most(1_000, 4), most(ms, 4), least(0, 80)),
      box('trak', box('mdia', box('hdlr', most(0, 4), most(0, 4), text(kind), least(0, 12)))),
    ),
    ...box('mdat', least(0, 64)),
  ])
