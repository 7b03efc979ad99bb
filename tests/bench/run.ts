import { dayPlansBench } from './day-plans.ts'
import { growthBench } from './growth.ts'
import { imagesBench } from './images.ts'
import { importBench } from './import.ts'
import { judgedBench } from './judged.ts'
import { ledgerBench } from './ledger.ts'
import { manifestsBench } from './manifests.ts'
import { pagesBench } from './pages.ts'
import { railBench } from './rail.ts'
import { readyBench } from './ready.ts'
import { regionBench } from './region.ts'
import { lighthouseBench } from './lighthouse.ts'
import { mutationBench } from './mutation.ts'
import { searchBench } from './search.ts'
import { simulatorBench } from './simulator.ts'
import { soakBench } from './soak.ts'
import { storiesBench } from './stories.ts'
import { tableBench } from './table.ts'
import { tillBench } from './till.ts'
import { viewerBench } from './viewer.ts'
import { walletBench } from './wallet.ts'
import type { Bench, Options, Row } from './row.ts'

/**
 * `npm run bench [-- NAME …] [--json] [--OPTION=VALUE …]`: measures the shipped path with durability on. Numbers are of this machine and
 * this minute; quote them with both.
 */
const benches: Readonly<Record<string, Bench>> = {
  'day-plans': dayPlansBench,
  growth: growthBench,
  images: imagesBench,
  import: importBench,
  judged: judgedBench,
  ledger: ledgerBench,
  manifests: manifestsBench,
  pages: pagesBench,
  ready: readyBench,
  rail: railBench,
  region: regionBench,
  lighthouse: lighthouseBench,
  search: searchBench,
  stories: storiesBench,
  table: tableBench,
  till: tillBench,
  viewer: viewerBench,
  wallet: walletBench,
}

/** Proofs that run as long as one likes: only when they are named. */
const proofs: Readonly<Record<string, Bench>> = {
  mutation: mutationBench,
  simulator: simulatorBench,
  soak: soakBench,
}
const known: Readonly<Record<string, Bench>> = { ...benches, ...proofs }

const words = process.argv.slice(2)
const asJson = words.includes('--json')
const wanted = words.filter((word) => !word.startsWith('--'))
const options: Options = Object.fromEntries(
  words.flatMap((word) => {
    const [, name, value] = /^--([a-z-]+)=(.*)$/.exec(word) ?? []
    return name === undefined ? [] : [[name, value!]]
  }),
)
const unknown = wanted.find((name) => known[name] === undefined)
if (unknown !== undefined) {
  process.stderr.write(`There is no bench "${unknown}". There are: ${Object.keys(known).join(', ')}\n`)
  process.exit(2)
}

// Folders of the benches go at the process's end, which a signal alone would pass over. A bench that listens ends by itself.
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)
  process.on(signal, () => {
    if (process.listenerCount(signal) === 1) process.exit(status)
  })

const rows: (Row & { bench: string })[] = []
for (const name of wanted.length === 0 ? Object.keys(benches) : wanted) {
  process.stderr.write(`${name} …\n`)
  for (const row of await known[name]!(options)) rows.push({ bench: name, ...row })
}

if (asJson) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
else console.table(rows)
process.exit(rows.some((row) => row.met === 'no') ? 1 : 0)
