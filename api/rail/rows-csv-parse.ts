import { CsvError, parse } from 'csv-parse'
import { ImportFault, type ReadRows, type TakeRow } from './import-ports.ts'

/** A row longer than this is a quote that somebody forgot to close. */
const rowCharactersMax = 100_000

/** CSV by csv-parse, which keeps one row in memory at a time. */
export const readRows: ReadRows = async (bytes, _file, take) => {
  let line = 0
  let thrown: unknown
  const parser = parse({
    bom: true,
    relax_column_count: true,
    max_record_size: rowCharactersMax,
    // Rows are handed on as they are read, and not kept for a reader of the stream.
    on_record: (cells: string[], { lines }) => {
      line = lines
      takeUnlessFailed(cells, lines)
    },
  })
  // What the taker throws is kept apart from what the parser does.
  const takeUnlessFailed: TakeRow = (cells, lines) => {
    if (thrown !== undefined) return
    try {
      take(cells, lines)
    } catch (error) {
      thrown = error
    }
  }
  const ended = new Promise<void>((resolve, reject) => {
    parser.once('end', resolve).once('error', reject).resume()
  })
  // A file that fails is told once, by who waits below.
  ended.catch(() => undefined)
  try {
    for await (const chunk of inUtf8(bytes)) {
      if (!parser.write(chunk)) await Promise.race([drained(parser), ended])
      if (thrown !== undefined) throw thrown
    }
    parser.end()
    await ended
  } catch (error) {
    parser.destroy()
    throw error instanceof CsvError
      ? new ImportFault('csv_parsing_failed', { row: line + 1, value: error.code })
      : error
  }
  if (thrown !== undefined) throw thrown
}

const drained = (parser: ReturnType<typeof parse>): Promise<void> =>
  new Promise((resolve) => {
    parser.once('drain', resolve)
  })

/** Lets the bytes pass as long as they are UTF-8; else says what they look like. */
async function* inUtf8(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let last: Uint8Array = new Uint8Array()
  let line = 1
  let isFirst = true
  try {
    for await (const chunk of bytes) {
      if (isFirst && isUtf16(chunk)) throw new ImportFault('encoding_utf16', { row: 1 })
      isFirst = false
      last = chunk
      decoder.decode(chunk, { stream: true })
      yield chunk
      line += newLinesIn(chunk)
    }
    decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new ImportFault(isShiftJis(last) ? 'encoding_shift_jis' : 'invalid_character', {
      row: line + goodLinesOf(last),
    })
  }
}

const isUtf16 = ([a, b]: Uint8Array): boolean => (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)

const newLine = 10

function newLinesIn(chunk: Uint8Array): number {
  let lines = 0
  for (let at = chunk.indexOf(newLine); at !== -1; at = chunk.indexOf(newLine, at + 1)) lines++
  return lines
}

/** How many lines of a piece are UTF-8 before the first that is not; it may begin within a character. */
function goodLinesOf(chunk: Uint8Array): number {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let from = chunk.findIndex((byte) => (byte & 0xc0) !== 0x80)
  for (let lines = 0; ; lines++) {
    const end = chunk.indexOf(newLine, from)
    if (end === -1) return lines
    try {
      decoder.decode(chunk.subarray(from, end))
    } catch {
      return lines
    }
    from = end + 1
  }
}

/** A piece of a file may begin and end within a character. */
function isShiftJis(chunk: Uint8Array): boolean {
  const text = new TextDecoder('shift_jis').decode(chunk.subarray(1, -1))
  const japanese = text.match(/[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/gu)?.length ?? 0
  const broken = text.match(/\uFFFD/g)?.length ?? 0
  return japanese > 0 && broken * 20 <= japanese
}
