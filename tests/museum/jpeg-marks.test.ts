import sharp from 'sharp'
import { expect, test } from 'vitest'
import { marked, wordsIn } from '../../api/museum/jpeg-marks.ts'

const [across, down] = [4, 6]

/** Words of the first coefficient: it is as before; so many bits more or less follow. */
const [same, threeBits, fourBits] = ['00', '01', '10']
/** Sixty coefficients of 14 bits, each behind a word of two, and that no other follows: 966 bits. */
const others = `${'0011111111000000'.repeat(60)}010000`

const segment = (marker: number, bytes: readonly number[]): number[] =>
  [0xff, marker, 0, bytes.length + 2].concat(bytes)

/**
 * A tile of one component in whose data no byte is 0xFF but in its first unit: all others begin at the last bit of a byte. Behind a mark,
 * where the first coefficient is told with four bits, eight ones in a row fill a byte each.
 */
function tile(): Buffer {
  const first = [`${fourBits}1111${others}`, `${threeBits}000${others}`]
  const bits = first.join('') + (same + others).repeat(across * down - first.length)
  const data = bits
    .padEnd(8 * Math.ceil(bits.length / 8), '1')
    .match(/.{8}/g)!
    .map((byte) => Number.parseInt(byte, 2))
  const codes = (...counts: number[]): number[] => Array.from({ length: 16 }, (_, i) => counts[i] ?? 0)
  const [begin, end] = [Buffer.of(0xff, 0xd8), Buffer.of(0xff, 0xd9)]
  return Buffer.from([
    ...begin,
    ...segment(0xdb, [0, ...Array<number>(64).fill(1)]),
    ...segment(0xc4, [0x00, ...codes(0, 3), 0, 3, 4, 0x10, ...codes(0, 1, 0, 0, 0, 1), 14, 0]),
    ...segment(0xc0, [8, 0, 8 * down, 0, 8 * across, 1, 1, 0x11, 0]),
    ...segment(0xda, [1, 1, 0x00, 0, 63, 0]),
    ...data.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])),
    ...end,
  ])
}

test('there is room for a tile that has a zero behind far more of its bytes once they stand elsewhere', async () => {
  const before = tile()
  const after = marked(before, wordsIn(before))
  expect(after.length - before.length).toBeGreaterThan(60 * across * (down - 2))
  const [a, b] = await Promise.all([before, after].map((file) => sharp(file).raw().toBuffer()))
  expect(a!.equals(b!)).toBe(true)
})
