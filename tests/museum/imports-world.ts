import type { RowTold } from '../../api/museum/import.ts'
import { type ItemDraft } from '../../api/museum/item-draft.ts'
import { allItems, cookiesOf, type Desk, openDesks } from './upload-world.ts'

export type Told = {
  readonly id: string
  readonly state: string
  readonly encoding: string
  readonly columns: string[]
  readonly samples: string[][]
  readonly rowCount: number
  readonly doneCount: number
  readonly overwrites: boolean
  readonly rights: string
  readonly changedAt: string
  readonly code?: string
  readonly field?: string
  readonly title?: string
  readonly facts?: Record<string, unknown>
}
type Rows = { readonly counts: Record<string, number>; readonly next: number | null; readonly rows: readonly (Omit<RowTold, 'fault'> & { readonly fault: { readonly code: string; readonly title: string } | null })[] } // prettier-ignore
type Answer<T = Told> = { readonly status: number; readonly told: T }

export const institution = 'karamushi-museum'
export const imports = '/api/museum/imports'

/** A hub whose desks bring tables of items. */
export async function openImports() {
  const hub = await openDesks()
  const desk = await hub.desk('karamushi')
  const cookie = await cookiesOf(hub.reach, 'http://localhost', 'karamushi')

  /** Sends a file as the studio's page does. */
  async function bring(csv: string | Uint8Array, over: Record<string, string> = {}): Promise<Answer> {
    const query = new URLSearchParams({ institution, name: '台帳.csv', ...over })
    const answer = await hub.reach(`${imports}?${query.toString()}`, {
      method: 'POST',
      headers: { origin: 'http://localhost', cookie, 'content-type': 'text/csv', 'accept-language': 'en' },
      body: (typeof csv === 'string' ? new TextEncoder().encode(csv) : csv) as Uint8Array<ArrayBuffer>,
    })
    return { status: answer.status, told: (await answer.json()) as Told }
  }
  const ask = <T = Told>(who: Desk, method: string, path: string, body?: unknown) =>
    who.ask(method, `${imports}/${path}`, body) as unknown as Promise<Answer<T>>
  const map = (id: string, columns: readonly string[], rights?: string) =>
    ask(desk, 'POST', `${id}/mapping`, { columns, ...(rights === undefined ? {} : { rights }) })
  const rowsOf = async (id: string, query = ''): Promise<Rows> =>
    (await ask<Rows>(desk, 'GET', `${id}/rows${query}`)).told
  const run = (id: string, overwrites = false) => ask(desk, 'POST', `${id}/run`, { overwrites })
  /** As the page of an import does, that was made with it. */
  const runLooked = ({ id, changedAt }: Told) =>
    ask(desk, 'POST', `${id}/run`, { overwrites: false, lookedAt: changedAt })
  const turn = () => hub.hub.museum.jobs.find(({ name }) => name === 'museum imports')!.run()
  type Listed = { readonly record: string; readonly revision: number; readonly told: string | null; readonly draft: ItemDraft } // prettier-ignore
  const desks = () => allItems<Listed>(desk, institution)
  /** Whole, as the list tells items without their views. */
  async function item(identifier: string): Promise<Listed | undefined> {
    const found = (await desks()).find(({ draft }) => draft.fields.some(({ field, value }) => field === 'identifier' && value['ja'] === identifier)) // prettier-ignore
    if (found === undefined) return undefined
    return (await desk.ask('GET', `/api/museum/drafts/${found.record}`)).told as unknown as Listed
  }

  return { hub, desk, cookie, bring, ask, map, rowsOf, run, runLooked, turn, desks, item }
}
