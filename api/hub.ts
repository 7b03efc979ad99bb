import { backup } from './hub/backup.ts'
import { create } from './hub/create.ts'
import { exportGtfs } from './hub/export-gtfs.ts'
import { exportMuseum } from './hub/export-museum.ts'
import { importGtfs } from './hub/import-gtfs.ts'
import { importList } from './hub/import-list.ts'
import { importManifest } from './hub/import-manifest.ts'
import { importRealtime } from './hub/import-realtime.ts'
import { importRemove } from './hub/import-remove.ts'
import { importTimetable } from './hub/import-timetable.ts'
import { imageAdd } from './hub/image-add.ts'
import { imagesCheck } from './hub/images-check.ts'
import { noticeAdd } from './hub/notice-add.ts'
import { noticeEnd } from './hub/notice-end.ts'
import { noticeList } from './hub/notice-list.ts'
import { partnersCheck } from './hub/partners-check.ts'
import { potOpen } from './hub/pot-open.ts'
import { restore } from './hub/restore.ts'
import { searchRebuild } from './hub/search-rebuild.ts'
import { seed } from './hub/seed.ts'
import { settle } from './hub/settle.ts'
import { topupVoid } from './hub/topup-void.ts'
import { userAdd } from './hub/user-add.ts'
import { userPassword } from './hub/user-password.ts'
import { verify } from './hub/verify.ts'
import { UsageFault, type Command } from './hub/command.ts'

/** The operators' commands: `npm run hub -- <command>`. Exit status 0 done, 1 refused or wrong, 2 not understood. */
const commands: Readonly<Record<string, Command>> = {
  create,
  seed,
  verify,
  settle,
  'topup void': topupVoid,
  'pot open': potOpen,
  'user add': userAdd,
  'user password': userPassword,
  'import gtfs': importGtfs,
  'import timetable': importTimetable,
  'import realtime': importRealtime,
  'import manifest': importManifest,
  'partners check': partnersCheck,
  'import list': importList,
  'import remove': importRemove,
  'export gtfs': exportGtfs,
  'export museum': exportMuseum,
  'image add': imageAdd,
  'images check': imagesCheck,
  'search rebuild': searchRebuild,
  'notice add': noticeAdd,
  'notice list': noticeList,
  'notice end': noticeEnd,
  backup,
  restore,
}

const write = (text: string): void => void process.stdout.write(`${text}\n`)

function showAll(): void {
  write('npm run hub -- <command> [options]; each answers --help\n')
  for (const [name, { summary }] of Object.entries(commands)) write(`  ${name.padEnd(16)} ${summary}`)
}

/** The longest name that the words begin with, and the words behind it. */
function find(words: readonly string[]): { command: Command; rest: readonly string[] } | undefined {
  for (const length of [2, 1]) {
    const command = commands[words.slice(0, length).join(' ')]
    if (command !== undefined) return { command, rest: words.slice(length) }
  }
  return undefined
}

async function main(words: readonly string[]): Promise<number> {
  const found = find(words)
  if (found === undefined) {
    showAll()
    return words.length === 0 || words[0] === '--help' ? 0 : 2
  }
  if (found.rest.includes('--help')) {
    write(found.command.help)
    return 0
  }
  try {
    return await found.command.run(found.rest)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    return error instanceof UsageFault ? 2 : 1
  }
}

// Whoever reads only the first lines (`… | head`) closes the pipe: what is left is said to nobody, the work goes on.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
})

process.exitCode = await main(process.argv.slice(2))
