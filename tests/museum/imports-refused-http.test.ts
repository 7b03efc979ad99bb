import { afterAll, describe, expect, test } from 'vitest'
import { cookiesOf } from './upload-world.ts'
import { imports, institution, openImports, type Told } from './imports-world.ts'

const { hub, desk, cookie, bring, ask, map } = await openImports()
const stranger = await hub.desk('crafts')
afterAll(() => hub.close())

describe('an import refuses', () => {
  test.each<[string, string | Uint8Array, string]>([
    ['a file that is empty', '', 'import_empty'],
    ['a workbook', new Uint8Array([0x50, 0x4b, 3, 4, 0, 0]), 'import_not_text'],
    ['an open quotation mark', 'a,b\n1,"x\n', 'import_broken'],
    ['one endless row', `a,b\n1,${'x'.repeat(120_000)}`, 'import_row_too_long'],
  ])('%s, with a sentence', async (_, csv, code) => {
    const { status, told } = await bring(csv)
    expect([status, told.code, told.field]).toEqual([422, code, 'body'])
    expect(told.title).toMatch(/[a-z]\.$/)
  })

  test('a line without end before all of it is read', async () => {
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        if (sent > 1_000) controller.close()
        else controller.enqueue(new Uint8Array(1_000_000).fill(0x61))
      },
    })
    const answer = await hub.reach(`${imports}?institution=${institution}&name=a.csv`, {
      method: 'POST',
      headers: { origin: 'http://localhost', cookie, 'content-type': 'text/csv' },
      body: endless,
      duplex: 'half',
    } as RequestInit)
    expect([answer.status, sent < 20]).toEqual([413, true])
  })

  test('columns that go nowhere, twice, or leave the number out', async () => {
    const { told } = await bring('番号,名称\n1,x\n')
    const wrong = [['title.ja', ''], ['identifier', 'identifier'], ['identifier']]
    for (const columns of wrong) {
      const { status, told: refusal } = await map(told.id, columns)
      expect([status, refusal.field], columns.join()).toEqual([422, 'columns'])
    }
    expect((await map(told.id, ['identifier', 'nowhere'])).status).toBe(400)
    await ask(desk, 'DELETE', told.id)
  })

  test('more tables than somebody goes on with', async () => {
    const all = await Promise.all(Array.from({ length: 10 }, async () => bring('番号,名称\n1,x\n')))
    expect((await bring('番号,名称\n1,x\n')).told.code).toBe('import_too_many')
    for (const { told } of all) await ask(desk, 'DELETE', told.id)
  })

  test('everybody who does not work for the institution', async () => {
    const { told } = await bring('番号,名称\n1,x\n')
    const { id } = told
    for (const [method, path, body] of [
      ['GET', id, undefined],
      ['GET', `${id}/rows`, undefined],
      ['GET', `${id}/report`, undefined],
      ['POST', `${id}/mapping`, { columns: ['identifier', 'title.ja'] }],
      ['POST', `${id}/run`, { overwrites: false }],
      ['POST', `${id}/stop`, undefined],
      ['DELETE', id, undefined],
    ] as const)
      expect((await ask(stranger, method, path, body)).told.code, path).toBe('import_unknown')
    expect((await stranger.ask('GET', `${imports}?institution=${institution}`)).status).toBe(403)
    expect((await bring('番号,名称\n1,x\n', { institution: 'mishima-craft-museum' })).status).toBe(403)
    const nobody = await hub.reach(`${imports}/${id}`, {})
    expect(nobody.status).toBe(401)
    const list = (await desk.ask('GET', `${imports}?institution=${institution}`)).told as unknown as { imports: Told[] } // prettier-ignore
    expect(list.imports.map((one) => one.id)).toContain(id)
  })

  test('an institution that nobody knows', async () => {
    const editor = await cookiesOf(hub.reach, 'http://localhost', 'editor')
    const answer = await hub.reach(`${imports}?institution=nowhere&name=a.csv`, {
      method: 'POST',
      headers: { origin: 'http://localhost', cookie: editor, 'content-type': 'text/csv' },
      body: '番号,名称\n1,x\n',
    })
    expect([answer.status, ((await answer.json()) as Told).code]).toEqual([403, 'import_elsewhere'])
  })
})
