import { headOfStream, markers, restarts, segmentsOf, type StreamHead } from './jpeg-stream.ts'
import { TiffFault } from './tiff.ts'

/** For each 16 bits that may come: the length of the word that they begin with, and above it what the word says. */
type Words = { readonly read: Uint16Array; readonly written: ReadonlyMap<number, Word> }
type Word = { readonly code: number; readonly bits: number }

/** Words of the shared tables, those of the first coefficient and of the others, by the number of their table. */
export type SharedWords = { readonly dc: readonly Words[]; readonly ac: readonly Words[] }

const wordBitsMost = 16

/** Reads the words (Huffman codes) of the tables that the tiles of a level share. */
export function wordsIn(tables: Uint8Array): SharedWords {
  const found = { dc: [] as Words[], ac: [] as Words[] }
  for (const { marker, at, end } of segmentsOf(tables)) {
    if (marker !== markers.huffman) continue
    for (let from = at + 4; from < end;) {
      const [kind, number] = [tables[from]! >> 4, tables[from]! & 15]
      const counts = tables.subarray(from + 1, from + 1 + wordBitsMost)
      const total = counts.reduce((sum, count) => sum + count, 0)
      const values = tables.subarray(from + 1 + wordBitsMost, from + 1 + wordBitsMost + total)
      found[kind === 0 ? 'dc' : 'ac'][number] = wordsOf(counts, values)
      from += 1 + wordBitsMost + total
    }
  }
  return found
}

/** Words are numbered by their length, one after another (C.2). */
function wordsOf(counts: Uint8Array, values: Uint8Array): Words {
  const read = new Uint16Array(1 << wordBitsMost)
  const written = new Map<number, Word>()
  let [code, next] = [0, 0]
  for (let bits = 1; bits <= wordBitsMost; bits++) {
    const spare = wordBitsMost - bits
    for (let i = 0; i < counts[bits - 1]!; i++) {
      const value = values[next++]!
      read.fill((value << 5) | bits, code << spare, (code + 1) << spare)
      written.set(value, { code, bits })
      code += 1
    }
    code <<= 1
  }
  return { read, written }
}

/** A mark stands after so many units: four of them are 64 pixels wide, and the marks a sixtieth of the bytes. */
const unitsBetween = 4

/** Marks stand at the same columns in each row of units: where four do not divide it, after each row. */
const intervalOf = ({ width, unitWidth }: StreamHead): number => {
  const across = Math.ceil(width / unitWidth)
  return across % unitsBetween === 0 ? unitsBetween : across
}

/**
 * The same tile with marks (restart markers, F.1.1.5.2): decoding can begin behind each of them. No pixel changes: the words are
 * copied, and only the first of each component behind a mark is told anew, as nothing before it is known there.
 */
export function marked(tile: Uint8Array, words: SharedWords): Uint8Array {
  const head = headOfStream(tile)
  if (head.interval > 0) return tile
  const interval = intervalOf(head)
  const units = Math.ceil(head.width / head.unitWidth) * Math.ceil(head.height / head.unitHeight)
  // A first word takes four bytes at most, for each component; stuffed, twice as many; a mark and what fills its byte, four.
  const room = Math.ceil(units / interval) * (8 * head.components.length + 4)
  // Bits are copied to other places of their bytes: each byte may be 0xFF there, and take a zero behind it.
  const data = 2 * (tile.length - head.dataAt)
  const into = writerInto(new Uint8Array(head.dataAt + 6 + data + room))
  into.bytes(tile.subarray(0, head.scanAt))
  into.bytes([0xff, markers.restartInterval, 0, 4, interval >> 8, interval & 255])
  into.bytes(tile.subarray(head.scanAt, head.dataAt))
  copyUnits({ from: unstuffed(tile, head.dataAt), into, head, words, units, interval })
  into.bytes([0xff, markers.end])
  return into.written()
}

/** Data of so many bits. Some bytes stand behind them to look ahead into. */
type Data = { readonly bytes: Uint8Array; readonly bits: number }

/** Data without the zeros that stand behind each 0xFF (F.1.2.3). */
function unstuffed(tile: Uint8Array, dataAt: number): Data {
  const bytes = new Uint8Array(tile.length - dataAt + 8)
  let length = 0
  for (let i = dataAt; i < tile.length - 2; i++) {
    const byte = tile[i]!
    bytes[length++] = byte
    if (byte === 0xff) i += 1
  }
  return { bytes, bits: 8 * length }
}

type Copying = {
  readonly from: Data
  readonly into: Writer
  readonly head: StreamHead
  readonly words: SharedWords
  readonly units: number
  readonly interval: number
}

function copyUnits({ from: { bytes: from, bits: end }, into, head, words, units, interval }: Copying): void {
  const [dc, ac] = [head.components.map((one) => words.dc[one.dc]!), head.components.map((one) => words.ac[one.ac]!.read)]
  const before = head.components.map(() => 0)
  let [at, copied] = [0, 0]
  for (let unit = 0; unit < units; unit++) {
    const isFirst = unit % interval === 0
    if (isFirst && unit > 0) {
      into.copy(from, copied, at)
      into.mark(unit / interval - 1)
      copied = at
    }
    let last = -1
    for (const component of head.blocks) {
      const { end: behind, step } = firstIn(from, at, dc[component]!.read)
      before[component]! += step
      if (isFirst && component !== last) {
        into.copy(from, copied, at)
        into.first(before[component]!, dc[component]!.written)
        copied = behind
      }
      last = component
      at = endOfBlock(from, behind, ac[component]!)
    }
    if (at > end) throw new TiffFault('a tile ends too early')
  }
  // A byte that the last word does not fill is filled with ones (F.1.2.3).
  const left = end - at
  if (left >= 8 || bitsAt(from, at) >> (16 - left) !== (1 << left) - 1) throw new TiffFault('a tile has more than its units')
  into.copy(from, copied, at)
  into.fill()
} // prettier-ignore

/** The 16 bits that stand from a bit on. */
const bitsAt = (from: Uint8Array, at: number): number => {
  const byte = at >> 3
  return (((from[byte]! << 16) | (from[byte + 1]! << 8) | from[byte + 2]!) >> (8 - (at & 7))) & 0xff_ff
}

/** The first word of a block: by how much its component is lighter than the block before (F.1.2.1). */
function firstIn(from: Uint8Array, at: number, read: Uint16Array): { end: number; step: number } {
  const word = read[bitsAt(from, at)]!
  const [bits, size] = [word & 31, word >> 5]
  if (size === 0) return { end: at + bits, step: 0 }
  const told = bitsAt(from, at + bits) >> (16 - size)
  const step = told < 1 << (size - 1) ? told - (1 << size) + 1 : told
  return { end: at + bits + size, step }
}

const coefficients = 64

/** Where the other words of a block end: each says how many zeros stand before a number, and how many bits that has (F.1.2.2). */
function endOfBlock(from: Uint8Array, start: number, read: Uint16Array): number {
  let at = start
  for (let next = 1; next < coefficients;) {
    const word = read[bitsAt(from, at)]!
    const value = word >> 5
    at += (word & 31) + (value & 15)
    if (value === 0) break
    next += (value >> 4) + 1
  }
  return at
}

type Writer = ReturnType<typeof writerInto>

/** Writes bits one after another, and a zero behind each 0xFF of them. */
function writerInto(out: Uint8Array) {
  let [length, held, bitsHeld] = [0, 0, 0]
  const put = (value: number, bits: number): void => {
    held = ((held << bits) | value) & 0xff_ff_ff
    bitsHeld += bits
    while (bitsHeld >= 8) {
      bitsHeld -= 8
      const byte = (held >> bitsHeld) & 255
      out[length++] = byte
      if (byte === 255) out[length++] = 0
    }
  }
  /** What is left of a byte is filled with ones. */
  const fill = (): void => {
    if (bitsHeld > 0) put((1 << (8 - bitsHeld)) - 1, 8 - bitsHeld)
  }
  const bytes = (told: Uint8Array | readonly number[]): void => {
    out.set(told, length)
    length += told.length
  }
  return {
    bytes,
    fill,
    copy: (from: Uint8Array, start: number, end: number): void => {
      let at = start
      for (; end - at >= 16; at += 16) put(bitsAt(from, at), 16)
      if (end > at) put(bitsAt(from, at) >> (16 - end + at), end - at)
    },
    /** How light a component is where nothing before it is known. */
    first: (light: number, written: ReadonlyMap<number, Word>): void => {
      const size = 32 - Math.clz32(Math.abs(light))
      const word = written.get(size)
      if (word === undefined) throw new TiffFault('a tile has what its tables have no word for')
      put(word.code, word.bits)
      if (size > 0) put(light < 0 ? light + (1 << size) - 1 : light, size)
    },
    mark: (number: number): void => {
      fill()
      bytes([0xff, markers.restart + (number % restarts)])
    },
    written: (): Uint8Array => out.subarray(0, length),
  }
}
