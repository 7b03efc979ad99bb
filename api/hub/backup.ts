import { existsSync, writeFileSync } from 'node:fs'
import { openHub } from '../open-hub.ts'
import { readOptions, say, UsageFault, type Command } from './command.ts'

export const backup: Command = {
  summary: 'writes a whole, consistent copy of the SQLite database to a new file, while the hub runs',
  help: `npm run hub -- backup --to FILE

SQLite only; for PostgreSQL use pg_dump, for D1 "wrangler d1 export". To restore: stop the hub and put the file in the
place of hub.sqlite (without its -wal and -shm).`,
  run: async (words) => {
    const { to } = readOptions(words, { to: { type: 'string' } })
    if (to === undefined) throw new UsageFault('Say where: --to FILE')
    if (existsSync(to)) throw new Error(`${to} is there already; a backup never overwrites.`)
    const { store } = await openHub(process.env)
    try {
      if (store.dialect !== 'sqlite') throw new Error('This database is PostgreSQL: use pg_dump.')
      // Sessions, addresses and bank accounts are in the copy: it is its owner's alone from its first byte.
      writeFileSync(to, '', { mode: 0o600, flag: 'wx' })
      await store.raw(`vacuum into '${to.replaceAll("'", "''")}'`)
      say(`Copied to ${to}.`)
      return 0
    } finally {
      await store.close()
    }
  },
}
