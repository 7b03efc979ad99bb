import { wholeLine } from './strip.ts'

/** The style sheets that colour drawings, as text. */
export type DrawingStyles = { readonly tokens: string; readonly rules: string }

/**
 * The whole scroll of the line as a file that stands alone: its colours are in it, those of the day, and no name is, so
 * that it looks the same wherever it is drawn.
 */
export function scrollPicture({ tokens, rules }: DrawingStyles): string {
  const { viewBox, width, height, inner } = wholeLine()
  const styles = withColours(plainSelectors(rules), coloursOfDay(tokens))
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}" width="${width}" height="${height}"><style>${styles}</style>${inner}</svg>\n`
}

/**
 * A picture of single things as a file that stands alone, in the colours of the day. A group of the class `p-winter` has
 * the hills of winter, and so for each season.
 */
export function plainPicture(
  { tokens, rules }: DrawingStyles,
  { inner, width, height }: { readonly inner: string; readonly width: number; readonly height: number },
): string {
  const things = rules
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/:is\(\.scroll, \.drawing\) :is\(([^)]+)\)/g, '$1')
    .replaceAll(/:is\(\.scroll, \.drawing\) /g, '')
    .replaceAll(/^\.drawing /gm, '')
    .replaceAll(/^(\.drawing|\.plate|\.mark|\.p-|\.sky|\.mid|\.near|\.bank)[^{]*\{[^}]*\}/gm, '')
  const colours = coloursOfDay(tokens)
  const styles = withColours(`${things}\n${seasonRules}`, colours)
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}"><style>${styles}</style>${withColours(inner, colours)}</svg>\n`
}

const seasonRules = ['spring', 'summer', 'autumn', 'winter']
  .flatMap((season) =>
    [
      ['sky', 's'],
      ['mid', 'm'],
      ['near', 'n'],
      ['bank', 'b'],
    ].map(([part, letter]) => `.p-${season} .${part} { fill: var(--${letter}-${season}); }`),
  )
  .join('\n')

/** The first value of each variable: what follows is for the night. */
function coloursOfDay(css: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const [, name = '', value = ''] of css.matchAll(/(--[\w-]+):\s*([^;]+);/g))
    if (!values.has(name)) values.set(name, value.trim())
  return values
}

const withColours = (css: string, values: ReadonlyMap<string, string>): string =>
  css.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => values.get(name) ?? 'none')

/** Readers of plain SVG know neither lists of selectors in a selector nor the page around it. */
const plainSelectors = (css: string): string =>
  css
    .replaceAll(/\/\*[^]*?\*\//g, '')
    .replaceAll(/:is\(\.scroll, \.drawing\) :is\(([^)]+)\)/g, '$1')
    .replaceAll(/:is\(\.scroll, \.drawing\) /g, '')
    .replaceAll(/^\.scroll /gm, '')
    .replaceAll(/^(\.drawing|\.plate|\.mark|\.p-)[^{]*\{[^}]*\}/gm, '')
