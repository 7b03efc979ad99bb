import { existsSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { Result } from '../platform/result.ts'
import type { PartnerDesk, PartnerImports, PartnerRefusal, PartnerTold } from '../museum/index.ts'
import { openHub } from '../open-hub.ts'
import { wordsFor } from '../platform/words.ts'
import { type Command, readWords, say, showProgress, stopSignal, UsageFault } from './command.ts'
import { localeOf } from './import-options.ts'

const writer = { userId: 'command_line', name: 'npm run hub' }

export const importManifest: Command = {
  summary: 'brings objects of another house in by its IIIF manifest or collection; their pictures stay there',
  help: `npm run hub -- import manifest ADDRESS | FILE --institution ID [--dry-run] [--language ja]
       npm run hub -- import manifest --go-on IMPORT [--dry-run] [--language ja]

ADDRESS is the https address of a manifest or a collection (IIIF Presentation 3 or 2), FILE one on this machine. A
collection is walked, one document after another: at most 1,000 of them, five collections deep, each met once. Then each
object is told of, and becomes a draft of the institution, which somebody reads and publishes in the studio. What was
brought before is brought up to date; what somebody wrote here stays.
--institution ID   whose staff shows them here
--dry-run          tells what would happen to each; nothing is written about any item
--go-on IMPORT     goes on with one that was interrupted (Ctrl-C), or takes what a dry run looked at
--language ja      the language of what is told
Exit status 0: all taken, or all could be; 1: some are refused, or it was interrupted; 2: not understood.`,
  run: async (words) => {
    const { values, positionals } = readWords(words, {
      institution: { type: 'string' },
      'go-on': { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      language: { type: 'string' },
    })
    const t = wordsFor(localeOf(values.language))
    const begin = beginningOf(positionals, values)
    const signal = stopSignal()
    const { hub, store, configuration } = await openHub(process.env)
    try {
      hub.address.set(configuration.PUBLIC_ORIGIN ?? `http://${configuration.HOST}:${configuration.PORT}`)
      const { imports } = hub.museum.partners
      const begun = await begin(imports)
      if (!begun.ok) return refused(begun.error, t)
      say(t('partners:command.import', { id: begun.value.id }))
      const walked = await walkAll(imports, begun.value, signal)
      if (walked === undefined) {
        say(t('partners:command.interrupted', { id: begun.value.id }))
        return 1
      }
      const isDry = values['dry-run'] || walked.state === 'done'
      const done = isDry ? walked : await runAll(imports, walked)
      const pages = await imports.told(done)
      for (const page of pages) say(lineOf(page, t))
      if (done.isCut) say(t('partners:isCut'))
      const count = (outcome: PartnerTold['outcome']) => pages.filter((one) => one.outcome === outcome).length
      const counts = { added: count('added'), changed: count('changed'), unchanged: count('unchanged'), refused: count('refused') } // prettier-ignore
      say(t(isDry && done.state !== 'done' ? 'partners:look.counts' : 'partners:done.counts', counts))
      return counts.refused === 0 ? 0 : 1
    } finally {
      await store.close()
    }
  },
}

type Begin = (imports: PartnerImports) => Promise<Result<PartnerDesk, PartnerRefusal>>
type Told = { readonly institution?: string | undefined; readonly 'go-on'?: string | undefined }

function beginningOf([brought, ...more]: readonly string[], { institution, 'go-on': goOn }: Told): Begin {
  if (goOn !== undefined) {
    if (brought !== undefined) throw new UsageFault('--go-on takes neither ADDRESS nor FILE')
    return (imports) => imports.find(goOn)
  }
  if (brought === undefined || more.length > 0) throw new UsageFault('Name one ADDRESS or FILE')
  if (institution === undefined) throw new UsageFault('Say whose it becomes: --institution ID')
  if (/^https?:\/\//.test(brought))
    return (imports) => imports.start({ institution, address: brought }, writer, 'halted')
  if (!existsSync(brought)) throw new UsageFault(`There is no file ${brought}`)
  const text = readFileSync(brought, 'utf8')
  return (imports) => imports.start({ institution, name: basename(brought), text }, writer, 'halted')
}

function refused({ code, ...facts }: PartnerRefusal, t: ReturnType<typeof wordsFor>): number {
  const why = 'fault' in facts ? t(`partners:fault.${facts.fault}`) : ''
  process.stderr.write(`${t(`partners:refusal.${code}`, { ...facts, why })}\n`)
  return 1
}

/**
 * Fetches until nothing is left; undefined where somebody stopped that. Meanwhile it stands as halted, so that a hub that
 * runs beside leaves it alone: the partner's server is asked by one of the two.
 */
async function walkAll(
  imports: PartnerImports,
  begun: PartnerDesk,
  signal: AbortSignal,
): Promise<PartnerDesk | undefined> {
  if (begun.state === 'walking') {
    const halted = await imports.halt(begun)
    if (!halted.ok) throw new Error(`It is ${halted.error.code}.`)
  }
  let one = await deskOf(imports, begun.id)
  while (one.state === 'halted') {
    const came = await imports.step(one)
    one = await deskOf(imports, begun.id)
    showProgress('documents', one.readCount, one.foundCount)
    if (came === 'walked') await imports.walked(one)
    if (signal.aborted) return undefined
    if (came === 'waiting') await waitUntil(one.waitUntil, signal)
    one = await deskOf(imports, begun.id)
  }
  return one
}

/** Until the partner wants to be asked again; at once where somebody stops it. */
const waitUntil = (moment: number, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    const timer = setTimeout(done, Math.max(0, moment - Date.now()))
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      done()
    })
  })

async function deskOf(imports: PartnerImports, id: string): Promise<PartnerDesk> {
  const found = await imports.find(id)
  if (!found.ok) throw new Error(`There is no import ${id}.`)
  return found.value
}

async function runAll(imports: PartnerImports, walked: PartnerDesk): Promise<PartnerDesk> {
  if (walked.state !== 'running') await imports.run(walked, writer)
  for (;;) {
    const now = await deskOf(imports, walked.id)
    if (now.state !== 'running') return now
    await imports.goOn(now)
  }
}

/** `added  karamushi-museum-abc  若松城下絵図  https://…` with what a person should know behind it. */
function lineOf(page: PartnerTold, t: ReturnType<typeof wordsFor>): string {
  const { outcome, record = '-', title, address, fault, notes } = page
  const why = [
    ...(fault === undefined ? [] : [t(`partners:fault.${fault.code}`, fault)]),
    ...notes.map((note) => t(`partners:note.${note.code}`, note)),
  ]
  return [t(`partners:outcome.${outcome}`), record, title, address, ...why].join('  ')
}
