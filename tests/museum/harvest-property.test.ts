import fc from 'fast-check'
import { expect, test } from 'vitest'
import { dublinCore } from '../../api/museum/harvest-dublin-core.ts'
import { lidoRecord } from '../../api/museum/harvest-lido.ts'
import { presentationAddresses } from '../../api/museum/presentation-addresses.ts'
import { element, xmlDocument, xmlText } from '../../api/museum/xml.ts'
import { elementsOf, parseXml, textsOf } from './parsed-xml.ts'
import { origin, ownImage } from './presentation-world.ts'
import { itemBodies } from './record-arbitrary.ts'
import { house } from './record-builders.ts'

test('any record that may be written down is well-formed XML in both formats, and its texts come back as they were', () => {
  const addresses = presentationAddresses(origin)
  const surroundings = { addresses, images: new Map([['picture', ownImage({ id: 'picture' })]]) }
  const wrapped = (inside: ReturnType<typeof element>) =>
    parseXml(
      xmlDocument(element('all', { 'xmlns:xsi': 'http://www.w3.org/2001/XMLSchema-instance' }, inside)),
    )
  fc.assert(
    fc.property(itemBodies, (body) => {
      const item = { id: 'thing', body, at: 1 }
      const core = wrapped(dublinCore(item, house(), addresses))
      expect(textsOf(core, 'title')).toEqual(Object.values(body.label).flat())
      expect(elementsOf(core, 'rights').length).toBeGreaterThan(0)
      const lido = wrapped(lidoRecord({ item, institution: house(), origin }, surroundings))
      const languages = Object.keys(body.label).filter((language) => language !== 'none')
      expect(elementsOf(lido, 'descriptiveMetadata').map((one) => one.getAttribute('xml:lang'))).toEqual(
        languages.length === 0 ? ['ja'] : languages,
      )
    }),
    { numRuns: 200 },
  )
})

test('any text at all, also one that no record may have, is well formed as text and as an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const read = parseXml(xmlDocument(element('a', { b: text }, xmlText(text)))).documentElement!
      const wanted = text
        .toWellFormed()
        .replaceAll(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '\ufffd')
      expect([read.getAttribute('b'), read.textContent]).toEqual([wanted, wanted])
    }),
  )
})

test.each(['\u0000', '\u000b', '\ufffe', 'a\ud800b', ']]>', '<!--', '&lt;', '"\'', '\r\n\t', '𠮷'])(
  '%j, too',
  (text) => {
    const read = parseXml(xmlDocument(element('a', { b: text }, text))).documentElement!
    expect(read.textContent).toBe(read.getAttribute('b'))
    if (!/[^\P{Cc}\n\r\t]|[\ufffe\ud800]/u.test(text)) expect(read.textContent).toBe(text)
  },
)
