/** The parts of an OpenAPI 3.1 document that the page shows. */
type Schema = { readonly [key: string]: unknown }
type Content = { readonly [mediaType: string]: { readonly schema?: Schema } }
type Parameter = {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly description?: string
  readonly schema?: Schema
}
type Operation = {
  readonly tags?: readonly string[]
  readonly summary?: string
  readonly description?: string
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: { readonly content?: Content }
  readonly responses?: {
    readonly [status: string]: { readonly description?: string; readonly content?: Content }
  }
}
export type ApiDocument = {
  readonly info: { readonly title: string; readonly version: string; readonly description?: string }
  readonly paths?: { readonly [path: string]: { readonly [method: string]: unknown } }
  readonly components?: { readonly schemas?: { readonly [name: string]: unknown } }
}

const escape = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

type Entry = { readonly method: string; readonly path: string; readonly operation: Operation }

const methods = ['get', 'post', 'put', 'patch', 'delete']

const entriesOf = (document: ApiDocument): Entry[] =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods
      .filter((method) => item[method] !== undefined)
      .map((method) => ({ method, path, operation: item[method] as Operation })),
  )

const anchorOf = ({ method, path }: Entry): string => `${method}${path.replaceAll(/[^a-zA-Z0-9]+/g, '-')}`

const schemaBlock = (content: Content | undefined): string =>
  Object.entries(content ?? {})
    .map(
      ([type, { schema }]) =>
        `<p><code>${escape(type)}</code></p><pre tabindex="0">${escape(JSON.stringify(schema, null, 2) ?? '')}</pre>`,
    )
    .join('')

const parameterRow = (parameter: Parameter): string =>
  `<tr><th scope="row"><code>${escape(parameter.name)}</code></th><td>${escape(parameter.in)}${parameter.required === true ? ', required' : ''}</td>` +
  `<td>${escape(parameter.description ?? '')} <code>${escape(JSON.stringify(parameter.schema ?? {}))}</code></td></tr>`

const parameterTable = (parameters: readonly Parameter[]): string =>
  parameters.length === 0
    ? ''
    : `<table><caption>Parameters</caption><tbody>${parameters.map(parameterRow).join('')}</tbody></table>`

const answers = (responses: Operation['responses']): string =>
  Object.entries(responses ?? {})
    .map(
      ([status, { description, content }]) =>
        `<details><summary><code>${escape(status)}</code> ${escape(description ?? '')}</summary>${schemaBlock(content)}</details>`,
    )
    .join('')

function section(entry: Entry): string {
  const { method, path, operation } = entry
  const body =
    operation.requestBody === undefined ? '' : `<h4>Body</h4>${schemaBlock(operation.requestBody.content)}`
  return (
    `<section id="${anchorOf(entry)}"><h3><code>${method.toUpperCase()} ${escape(path)}</code></h3>` +
    `<p>${escape(operation.summary ?? '')}</p><p>${escape(operation.description ?? '')}</p>` +
    `${parameterTable(operation.parameters ?? [])}${body}<h4>Answers</h4>${answers(operation.responses)}</section>`
  )
}

function group(tag: string, entries: readonly Entry[]): string {
  const list = entries.map(
    (entry) =>
      `<li><a href="#${anchorOf(entry)}"><code>${entry.method.toUpperCase()} ${escape(entry.path)}</code></a> ${escape(entry.operation.summary ?? '')}</li>`,
  )
  return `<h2 id="tag-${escape(tag)}">${escape(tag)}</h2><ul>${list.join('')}</ul>${entries.map(section).join('')}`
}

/** The OpenAPI document as a page to read: no script, no style of its own, nothing from another host. */
export function documentationPage(document: ApiDocument): string {
  const byTag = Map.groupBy(entriesOf(document), (entry) => entry.operation.tags?.[0] ?? 'other')
  const groups = [...byTag].map(([tag, entries]) => group(tag, entries)).join('')
  const schemas = Object.entries(document.components?.schemas ?? {})
    .map(
      ([name, schema]) =>
        `<section id="schema-${escape(name)}"><h3>${escape(name)}</h3><pre tabindex="0">${escape(JSON.stringify(schema, null, 2) ?? '')}</pre></section>`,
    )
    .join('')
  const title = escape(`${document.info.title} ${document.info.version}`)
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<title>${title}</title><link rel="stylesheet" href="/api/docs.css"></head><body><main><h1>${title}</h1>` +
    `<p>${escape(document.info.description ?? '')}</p><p><a href="/api/openapi.json">The same for machines (OpenAPI 3.1)</a></p>` +
    `${groups}<h2>Schemas</h2>${schemas}</main></body></html>`
  )
}

export const documentationStyle = `:root{color-scheme:light dark;font:17px/1.6 system-ui,sans-serif}
body{margin:0;background:#fbf8f2;color:#1f1c19}main{max-width:60rem;margin-inline:auto;padding:1.5rem}
a{color:#1d5a53}h1,h2{line-height:1.25}section{border-block-start:1px solid #8a8178;padding-block:1rem}
pre{overflow:auto;background:#eaf0f2;padding:.75rem;font-size:.85rem}code{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.35rem .75rem .35rem 0}
summary{min-height:44px;display:flex;align-items:center;gap:.5rem}:focus-visible{outline:3px solid;outline-offset:2px}
@media (prefers-color-scheme:dark){body{background:#14202a;color:#f3eee6}a{color:#7fc9bb}pre{background:#1f2d38}}
`
