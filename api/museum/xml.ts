/** What XML has no place for: neither written out nor as a reference. */
const impossible = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu

const references: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
  // Line ends to readers of XML 1.1.
  '\u0085': '&#133;',
  '\u2028': '&#8232;',
}

/** A piece of XML that is well formed; only `element` and `xmlText` make one. */
export type Xml = { readonly xml: string }

/** Text, with every sign that XML reads as its own written as a reference. */
export const xmlText = (text: string): Xml => ({
  xml: text
    .toWellFormed()
    .replaceAll(impossible, '\ufffd')
    .replaceAll(/[&<>"'\n\r\t\u0085\u2028]/g, (sign) => references[sign]!),
})

type Attributes = Readonly<Record<string, string | undefined>>

/** An element; attributes without a value are left out. Names are ours and not looked at. */
export function element(name: string, attributes: Attributes, ...inside: readonly (Xml | string)[]): Xml {
  const written = Object.entries(attributes)
    .flatMap(([key, value]) => (value === undefined ? [] : [` ${key}="${xmlText(value).xml}"`]))
    .join('')
  const body = inside.map((one) => (typeof one === 'string' ? xmlText(one) : one).xml).join('')
  return { xml: body === '' ? `<${name}${written}/>` : `<${name}${written}>${body}</${name}>` }
}

/** A whole document. */
export const xmlDocument = ({ xml }: Xml): string => `<?xml version="1.0" encoding="UTF-8"?>\n${xml}\n`
