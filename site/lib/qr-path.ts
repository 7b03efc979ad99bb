import { encode } from 'uqr'

/** A QR code as one path on a grid: `size` modules wide, with the quiet zone of four modules that readers need. */
export function qrPath(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 })
  const path = data
    .flatMap((row, y) => runs(row).map(({ from, length }) => `M${from} ${y}h${length}v1h-${length}z`))
    .join('')
  return { size, path }
}

/** The dark stretches of a row: one rectangle each keeps the drawing small. */
function runs(row: readonly boolean[]): { from: number; length: number }[] {
  const found: { from: number; length: number }[] = []
  row.forEach((dark, x) => {
    const last = found.at(-1)
    if (!dark) return
    if (last && last.from + last.length === x) last.length += 1
    else found.push({ from: x, length: 1 })
  })
  return found
}
