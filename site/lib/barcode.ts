import JsBarcode from 'jsbarcode'

/** Modules of light on either side that readers need (ISO/IEC 15417, 4.5.1: ten times the narrowest bar). */
const quietModules = 10

/** A text as a Code 128 barcode: one path on a grid of `width` modules, one module high, quiet zones included. */
export function barcode(text: string): { width: number; path: string } {
  const drawn: { encodings?: { data: string }[] } = {}
  JsBarcode(drawn, text, { format: 'CODE128' })
  const modules = drawn.encodings!.map(({ data }) => data).join('')
  const path = [...modules.matchAll(/1+/g)]
    .map(({ index, 0: bar }) => `M${quietModules + index} 0h${bar.length}v1h-${bar.length}z`)
    .join('')
  return { width: modules.length + 2 * quietModules, path }
}
