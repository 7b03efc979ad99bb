import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { AstroIntegration } from 'astro'
import { minifySync } from 'rolldown/utils'
import type { KeptWords } from './kept-page.ts'

/** Larger files are the map's: they are not for a phone without signal. */
const fileBytesMax = 60_000
/**
 * What comes closer to pictures fetches a larger file first, and so does a map: without signal the still pictures are all
 * there is. Neither a till nor a camera has anything to do then, nor what stands on pages that are never kept.
 */
const needsSignal =
  /^(ZoomView|StoryRooms|story-pane|story-pair|zoom-ahead|zoom-region|content-state|map(box-gl|libre-gl)?|taken-in|open|choose|open-by-button|import-again|[Ss]can(ner|-worker)|ClerkTill|Till|live-till|till-sound|SaleCode|NoteAsking|UnsentForms|unsent-forms|SendTable|PasskeyButton|picture|fee-invoice|Confirm|OwnerSlip|owner|proxies|receive|Statements|shown-checks|code|first-payment|statement|PhoneNotices|RenewNotices)\b/
/** The languages that the planner is written in. */
const locales = ['ja', 'en', 'zh-hant']
const root = join(import.meta.dirname, '..')
const parts = [
  'lib/age',
  'offline/kept-page',
  'offline/push-events',
  'offline/unanswered',
  'offline/service-worker',
].map((part) => `${part}.ts`)

/** A part as plain JavaScript: types go, and what the parts import from each other stands before them. */
const plain = (part: string): string =>
  stripTypeScriptTypes(readFileSync(join(root, part), 'utf8'))
    .replaceAll(/^import [^;]*? from '.*'$/gm, '')
    .replaceAll(/^export /gm, '')

/** Shown where there is no signal and the page asked for is not kept. */
const listPage = 'plan/kept'
/** Shown there in place of the planner. */
const searchPage = 'plan/without-signal'

/** Shown there in place of the code that the hub makes. */
const codePage = 'wallet/without-signal'

/** Shown in place of the answer to a form, and of a page of a till or a desk. */
const againPage = 'no-answer'

function wordsOf(locale: string): KeptWords {
  const read = <Words>(file: string): Words =>
    JSON.parse(readFileSync(join(root, '..', 'content', 'words', locale, file), 'utf8')) as Words
  const { offline } = read<{ offline: KeptWords }>('plan.json')
  const { offline: purse } = read<{ offline: { kept: string; needs: string } }>('wallet.json')
  const { kept, stale, away } = offline
  return { kept, stale, away, purse: purse.kept, needs: purse.needs }
}

/** Pages that are never kept on a phone: at a till, at a desk, and where money is moved. */
const deskPages =
  /^\/\[\.\.\.locale\]\/(office|shop|studio|pay|sign-in|wallet\/(?!receipts|topups|transfers|donations|without-signal))\b/

type BuiltRoutes = Parameters<
  NonNullable<AstroIntegration['hooks']['astro:build:ssr']>
>[0]['manifest']['routes']

/** The names of style sheets of pages made for each reader, apart: of desks, and of all others. */
function sheetsOf(routes: BuiltRoutes): {
  readonly desks: ReadonlySet<string>
  readonly others: ReadonlySet<string>
} {
  const [desks, others] = [new Set<string>(), new Set<string>()]
  for (const { routeData, styles } of routes)
    for (const style of styles)
      if (style.type === 'external')
        (deskPages.test(routeData.route) ? desks : others).add(basename(style.src))
  return { desks, others }
}

/** Whether a built page of the folder names a file. */
const isNamed = (client: string, name: string): boolean =>
  readdirSync(client, { recursive: true, encoding: 'utf8' }).some(
    (page) => page.endsWith('.html') && readFileSync(join(client, page), 'utf8').includes(name),
  )

/** Writes the service worker beside the built pages, with the names of the files that pages need without signal. */
export const offline = (): AstroIntegration => {
  let sheets = sheetsOf([])
  const isOfDesksAlone = (client: string, name: string): boolean =>
    sheets.desks.has(name) && !sheets.others.has(name) && !isNamed(client, name)
  return {
    name: 'offline',
    hooks: {
      'astro:build:ssr': ({ manifest }) => {
        sheets = sheetsOf(manifest.routes)
      },
      'astro:build:done': ({ dir }) => {
        const client = fileURLToPath(dir)
        const folder = join(client, '_astro')
        const files = readdirSync(folder)
          .filter(
            (name) =>
              /\.(css|js)$/.test(name) &&
              !needsSignal.test(name) &&
              !isOfDesksAlone(client, name) &&
              statSync(join(folder, name)).size <= fileBytesMax,
          )
          .map((name) => `/_astro/${name}`)
        const pages = [listPage, searchPage, codePage, againPage].flatMap((page) =>
          locales.map((locale) => (locale === 'ja' ? `/${page}` : `/${locale}/${page}`)),
        )
        const listed = pages.map((page) => readFileSync(join(client, page, 'index.html'), 'utf8'))
        // Names carry the hash of what is in them; pages do not.
        const version = createHash('sha256')
          .update([...files, ...listed].join())
          .digest('hex')
          .slice(0, 12)
        const words = Object.fromEntries(locales.map((locale) => [locale, wordsOf(locale)]))
        const constants = {
          builtFiles: [...files, '/mark.svg', ...pages],
          builtVersion: version,
          builtWords: words,
          builtListPage: `/${listPage}`,
          builtSearchPage: `/${searchPage}`,
          builtCodePage: `/${codePage}`,
          builtAgainPage: `/${againPage}`,
        }
        const head = Object.entries(constants).map(
          ([name, value]) => `const ${name} = ${JSON.stringify(value)}`,
        )
        // Within a function every name is shortened, also those of what stands outermost.
        const whole = ['(() => {', ...head, ...parts.map(plain), '})()'].join('\n')
        const { code } = minifySync('service-worker.js', whole)
        writeFileSync(join(client, 'service-worker.js'), code)
      },
    },
  }
}
