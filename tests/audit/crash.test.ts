import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { migrate } from '../../db/migrate.ts'
import { openSqlite } from '../../db/open-sqlite.ts'
import { verifyRecord } from '../../api/audit/record-verify.ts'
import { recordAudit } from '../../api/audit/repository-verify.ts'
import { openTestBooks } from '../currency/books.ts'
import { openSealing } from './record.ts'

/** Seals in a process of its own and kills it with SIGKILL in the middle of a turn, once so many were told. */
async function sealUntilKilled(file: string, turns: number): Promise<void> {
  const sealer = spawn(process.execPath, [join(import.meta.dirname, 'crash-sealer.ts'), file], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = 0
  for await (const chunk of sealer.stdout) {
    told += String(chunk).split('\n').length - 1
    if (told >= turns) sealer.kill('SIGKILL')
  }
}

test('a hub killed in the middle of sealing has a whole record, and the next one seals the rest', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'meguri-seal-crash-'))
  const file = join(folder, 'hub.sqlite')
  const first = openSqlite(file)
  await migrate(first)
  await first.close()
  let sealed = 0
  for (const turns of [1, 4, 9]) {
    await sealUntilKilled(file, turns)
    const store = openSqlite(file)
    const before = await verifyRecord(recordAudit(store))
    expect(before.wrong).toEqual([])
    expect(before.seals).toBeGreaterThanOrEqual(sealed + 3 * turns)
    await openSealing(await openTestBooks(store)).turn()
    const after = await verifyRecord(recordAudit(store))
    expect(after).toEqual({ seals: before.seals + before.waiting, waiting: 0, wrong: [] })
    sealed = after.seals
    await store.close()
  }
  rmSync(folder, { recursive: true })
}, 120_000)
