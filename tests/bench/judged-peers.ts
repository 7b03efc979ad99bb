import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { create, insertMultiple, search } from '@orama/orama'
import { createTokenizer } from '@orama/tokenizers/japanese'
import MiniSearch from 'minisearch'
import { createIndex } from 'pagefind'
import { chromium } from 'playwright'
import { browserFlags, browserPath } from '../support/browser-set-up.ts'
import { looked } from '../places/judgement.ts'
import type { Searcher } from './judged.ts'

/** What is searched, the same for all. */
export type Document = {
  readonly name: string
  readonly title: { readonly ja: string; readonly en: string }
  readonly text: { readonly ja: string; readonly en: string }
  /** Other names, readings, and what else is told. */
  readonly more: readonly string[]
}

type Flat = { readonly id: string; readonly title: string; readonly text: string }

const flat = ({ name, title, text, more }: Document): Flat => ({
  id: name,
  title: `${title.ja}\n${title.en}`,
  text: [text.ja, text.en, ...more].join('\n'),
})

const words = new Intl.Segmenter('ja', { granularity: 'word' })
/** As its users are told to do for a language without spaces. */
const wordsOf = (text: string): string[] =>
  [...words.segment(text)].filter(({ isWordLike }) => isWordLike).map(({ segment }) => segment.toLowerCase())

/** MiniSearch with words by the platform, beginnings of words and slips of the fingers. */
export function miniSearch(documents: readonly Document[]): Searcher {
  const index = new MiniSearch<Flat>({ fields: ['title', 'text'], tokenize: wordsOf })
  index.addAll(documents.map(flat))
  const options = { prefix: true, fuzzy: 0.2, boost: { title: 2 } }
  return {
    name: 'MiniSearch',
    ask: async (query) =>
      index
        .search(query, options)
        .slice(0, looked)
        .map(({ id }) => String(id)),
    close: () => Promise.resolve(),
  }
}

/** Orama with its own words for Japanese, one slip of the fingers let by. */
export async function orama(documents: readonly Document[]): Promise<Searcher> {
  const index = create({
    schema: { id: 'string', title: 'string', text: 'string' } as const,
    components: { tokenizer: createTokenizer({ language: 'japanese' }) },
  })
  await insertMultiple(index, documents.map(flat))
  return {
    name: 'Orama',
    ask: async (query) => {
      const { hits } = await search(index, { term: query, limit: looked, tolerance: 1, boost: { title: 2 } })
      return hits.map(({ document }) => document.id)
    },
    close: () => Promise.resolve(),
  }
}

/** Pagefind as a site has it: a record in each language, asked in the browser on a page of that language. */
export async function pagefind(documents: readonly Document[]): Promise<Searcher> {
  const { index } = await createIndex({})
  if (index === undefined) throw new Error('Pagefind made no index')
  for (const { name, title, text, more } of documents)
    for (const language of ['ja', 'en'] as const)
      await index.addCustomRecord({
        url: `/${name}`,
        content: [title[language], text[language], ...more].join('\n'),
        language,
        meta: { title: title[language] },
      })
  const { files } = await index.getFiles()
  const host = await served(new Map(files.map(({ path, content }) => [`/pagefind/${path}`, content])))
  const browser = await chromium.launch({ executablePath: await browserPath(), args: [...browserFlags] })
  const pages = { ja: await browser.newPage(), en: await browser.newPage() }
  for (const [language, page] of Object.entries(pages)) await page.goto(`${host.origin}/${language}`)
  return {
    name: 'Pagefind',
    ask: (query, language) =>
      pages[language].evaluate(
        async ({ query, looked }) => {
          const { search } = (await import(`${location.origin}/pagefind/pagefind.js`)) as PagefindInPage
          const found = (await search(query)).results.slice(0, looked)
          return (await Promise.all(found.map((one) => one.data()))).map(({ url }) => url.replace(/^\//, ''))
        },
        { query, looked },
      ),
    close: async () => {
      await browser.close()
      await host.stop()
      await index.deleteIndex()
    },
  }
}

type PagefindInPage = {
  readonly search: (query: string) => Promise<{ readonly results: readonly Found[] }>
}
type Found = { readonly data: () => Promise<{ readonly url: string }> }

async function served(files: ReadonlyMap<string, Uint8Array>) {
  const server = createServer(({ url = '/' }, response) => {
    const file = files.get(new URL(url, 'http://localhost').pathname)
    const kind = url.includes('.js')
      ? 'text/javascript'
      : file === undefined
        ? 'text/html'
        : 'application/octet-stream'
    response.writeHead(200, { 'content-type': kind })
    response.end(file ?? `<!doctype html><html lang="${url.slice(1)}"><title>Search</title>`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () => new Promise<void>((resolve) => void server.close(() => resolve())),
  }
}
