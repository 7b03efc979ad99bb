/** The notebook of stations: its pages are drawn from what the item says is written on them, so that both are the same. */
import { content } from '../../content/index.ts'
import type { Sheet } from './museum-drawings.ts'
import { strokesOf } from './notebook-letters.ts'

const page = { width: 600, height: 800, margin: 70, row: 88 } as const
const letter = { size: 32, step: 38, numeral: 24 } as const

/** The pages of the notebook by the identifier of their image. */
export const notebookPages = (): ReadonlyMap<string, string> =>
  new Map(
    content.items
      .filter(({ id }) => id === 'line-notebook')
      .flatMap(({ canvases }) =>
        canvases.flatMap(({ image, transcription }) =>
          image.from === 'own' && transcription !== undefined
            ? [[image.identifier, transcription.ja] as const]
            : [],
        ),
      ),
  )

/** A page of ruled paper with what is written on it; a cover where the lines are few. */
export function notebookSheet(text: string): Sheet {
  const { width, height, margin, row } = page
  const lines = text.split('\n')
  const isCover = lines.length < 3
  const paper = `<path fill="var(--ground)" d="M0 0h${width}v${height}H0z"/>`
  const inner = isCover
    ? `${cover()}${lines.map((line, n) => written(line, { x: margin, y: 170 + n * 90, size: n === 0 ? 52 : 36 })).join('')}`
    : lines.map((line, n) => ruled(line, margin + n * row)).join('')
  return { inner: paper + inner, width, height }
}

/** The line along its river. */
const cover = (): string =>
  `<path fill="none" stroke="var(--w-mid)" stroke-width="70" d="M-40 640q160-90 330-20t370-40"/>` +
  `<path fill="none" stroke="var(--w-line)" stroke-width="8" d="M0 540q150-60 300 20t300-60"/>` +
  [90, 250, 410, 540]
    .map(
      (x, n) =>
        `<circle cx="${x}" cy="${[517, 537, 589, 547][n]}" r="12" fill="var(--w-knot)" stroke="var(--w-line)" stroke-width="5"/>`,
    )
    .join('') +
  `<path fill="none" stroke="var(--border)" stroke-width="3" d="M24 24h552v752H24z"/>`

/** A name from the left and its kilometre at the right, over a rule. */
function ruled(line: string, y: number): string {
  const { width, margin } = page
  const [name = '', km = ''] = line.split(' ')
  const right = width - margin - km.length * letter.numeral
  return (
    `<path stroke="var(--border)" stroke-width="1.5" d="M${margin} ${y + 58}H${width - margin}"/>` +
    written(name, { x: margin, y: y + 14, size: letter.size }) +
    written(km, { x: right, y: y + 18, size: letter.numeral })
  )
}

type Place = { readonly x: number; readonly y: number; readonly size: number }

function written(text: string, { x, y, size }: Place): string {
  const step = size === letter.numeral ? letter.numeral : (size * letter.step) / letter.size
  return [...text]
    .map((one, n) => {
      const drawn = strokesOf(one)
      if (drawn === undefined) throw new Error(`Nobody drew the letter ${one}.`)
      const scale = (size * (size === letter.numeral ? 0.8 : 1)) / 10
      const paths = drawn.map((stroke) => `M${stroke.replaceAll(' ', 'L')}`).join('')
      return `<path transform="translate(${(x + n * step).toFixed(1)} ${y})scale(${scale.toFixed(2)})" fill="none" stroke="var(--ink)" stroke-width="0.95" stroke-linecap="round" stroke-linejoin="round" d="${paths}"/>`
    })
    .join('')
}
