import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { XmlBufferInputProvider, xmlRegisterInputProvider, XmlDocument, XsdValidator } from 'libxml2-wasm'

const files = [
  'oai-pmh.xsd',
  'oai-identifier.xsd',
  'oai-rights.xsd',
  'oai-dc.xsd',
  'dublin-core.xsd',
  'lido-part.xsd',
  'xml.xsd',
]
const folder = new URL('./schemas/', import.meta.url)
const schemas = new Map(files.map((name) => [name, readFileSync(fileURLToPath(new URL(name, folder)))]))

// Schemas import each other by name, and nothing else is read: no host is asked, whatever an answer names.
xmlRegisterInputProvider(new XmlBufferInputProvider(Object.fromEntries(schemas)))

const root = XmlDocument.fromBuffer(schemas.get('oai-pmh.xsd')!, { url: 'oai-pmh.xsd' })
const validator = XsdValidator.fromDoc(root)

/** What a validator of XML Schema (libxml2) finds wrong in an answer to a harvester; nothing where it is valid. */
export function faultsIn(answer: string): readonly string[] {
  const document = XmlDocument.fromString(answer)
  try {
    validator.validate(document)
    return []
  } catch (error) {
    return (error as Error).message.trim().split('\n')
  } finally {
    document.dispose()
  }
}
