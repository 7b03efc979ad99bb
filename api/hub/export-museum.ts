import { existsSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { openHub } from '../open-hub.ts'
import { type Command, readOptions, say, UsageFault } from './command.ts'

export const exportMuseum: Command = {
  summary: 'writes everything that is public in the museum, as the national portal takes it',
  help: `npm run hub -- export museum --to FILE.csv|FILE.json [--institution ID] [--granted]

Each item once, with the labels of its columns, as it is served at /api/museum/portal/items.csv and items.json; which column
is which common item of Japan Search stands at /api/museum/portal. The licence is of the texts about the items: it is what
their institution allows (said in the studio, before that "metadataLicence" in content/institutions/ID.json), and empty
until it has said so.
--institution ID   of one institution only
--granted          only what may be handed on
Never overwrites FILE. Exit status 0: written; 1: it is there already; 2: not understood.`,
  run: async (words) => {
    const { to, institution, granted } = readOptions(words, {
      to: { type: 'string' },
      institution: { type: 'string' },
      granted: { type: 'boolean', default: false },
    })
    const kind = /\.(csv|json)$/.exec(to ?? '')?.[1] as 'csv' | 'json' | undefined
    if (to === undefined || kind === undefined) throw new UsageFault('Say where: --to FILE.csv or FILE.json')
    if (existsSync(to)) throw new Error(`${to} is there already; an export never overwrites.`)
    const { hub, store } = await openHub(process.env)
    try {
      const { portal } = hub.museum.routes
      const choice = { isGranted: granted, ...(institution === undefined ? {} : { institution }) }
      const file = await open(to, 'wx')
      try {
        for await (const text of portal[kind](choice)) await file.writeFile(text)
        await file.sync()
      } finally {
        await file.close()
      }
      const { institutions } = await portal.description()
      say(`Wrote ${to}.`)
      for (const { id, items, licence } of institutions)
        if (institution === undefined || institution === id)
          say(`  ${id}: ${items} public, ${licence ?? 'no licence of their texts yet'}`)
      return 0
    } finally {
      await store.close()
    }
  },
}
