import { dayPlansBench } from './day-plans.ts'
import { importBench } from './import.ts'
import { ledgerBench } from './ledger.ts'
import { pagesBench } from './pages.ts'
import { railBench } from './rail.ts'
import { readyBench } from './ready.ts'
import { regionBench } from './region.ts'
import { lighthouseBench } from './lighthouse.ts'
import type { Bench, Row } from './row.ts'

/**
 * `npm run bench [-- NAME …] [--json]`: measures the shipped path with durability on. Numbers are of this machine and
 * this minute; quote them with both.
 */
const benches: Readonly<Record<string, Bench>> = {
  'day-plans': dayPlansBench,
  import: importBench,
  ledger: ledgerBench,
  pages: pagesBench,
  ready: readyBench,
  rail: railBench,
  region: regionBench,
  lighthouse: lighthouseBench,
}

const words = process.argv.slice(2)
const asJson = words.includes('--json')
const wanted = words.filter((word) => !word.startsWith('--'))
const unknown = wanted.find((name) => benches[name] === undefined)
if (unknown !== undefined) {
  process.stderr.write(`There is no bench "${unknown}". There are: ${Object.keys(benches).join(', ')}\n`)
  process.exit(2)
}

const rows: (Row & { bench: string })[] = []
for (const name of wanted.length === 0 ? Object.keys(benches) : wanted) {
  process.stderr.write(`${name} …\n`)
  for (const row of await benches[name]!()) rows.push({ bench: name, ...row })
}

if (asJson) process.stdout.write(`${JSON.stringify(rows, null, 2)}\n`)
else console.table(rows)
process.exit(rows.some((row) => row.met === 'no') ? 1 : 0)
