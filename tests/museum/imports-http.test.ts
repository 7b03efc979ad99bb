import { afterAll, describe, expect, test } from 'vitest'
import { type ItemDraft } from '../../api/museum/item-draft.ts'
import { imports, institution, openImports } from './imports-world.ts'

const { hub, desk, bring, ask, map, rowsOf, run, runLooked, turn, desks, item } = await openImports()
const colleague = await hub.desk('karamushi-2')
afterAll(() => hub.close())

/** Brings, maps and does a whole table. */
async function done(
  csv: string,
  overwrites = false,
): Promise<{ readonly id: string; readonly rows: Awaited<ReturnType<typeof rowsOf>> }> {
  const { told } = await bring(csv)
  await map(told.id, told.columns)
  await run(told.id, overwrites)
  await turn()
  expect((await ask(desk, 'GET', told.id)).told.state).toBe('done')
  return { id: told.id, rows: await rowsOf(told.id) }
}

describe('a table of items', () => {
  test('puts its items in the collection that it names, in its order, as a draft; again, and nothing is there twice', async () => {
    const csv = '資料番号,名称,コレクション\nK2,糸車,糸の道具\nK1,苧引き金,糸の道具\nK3,机,\n'
    await done(csv)
    const { rows } = await done(csv)
    expect(rows.counts).toMatchObject({ unchanged: 3 })
    const { told } = (await desk.ask('GET', `/api/museum/studio/collections?institution=${institution}`)) as unknown as { told: { collections: { draft: { title: object; items: string[] }; told: string | null; version: number }[] } } // prettier-ignore
    const named = await Promise.all(['K2', 'K1'].map(async (key) => (await item(key))!.record))
    expect(told.collections).toMatchObject([{ draft: { title: { ja: '糸の道具' }, items: named }, told: null, version: 1 }]) // prettier-ignore
  })

  test('says of each how large its pictures are shown; a size that cannot be chosen refuses its row and no other', async () => {
    const csv = '資料番号,名称,写真の上限\nL-1,借りた軸,800\nL-2,借りた屏風,1000\nL-3,自分の机,\n'
    const { told } = await bring(csv)
    expect(told.columns).toEqual(['identifier', 'title.ja', 'limit'])
    await map(told.id, told.columns)
    const looked = await rowsOf(told.id)
    expect(looked.rows.map(({ outcome, fault }) => [outcome, fault?.code])).toEqual([
      ['added', undefined],
      ['refused', 'limit_unknown'],
      ['added', undefined],
    ])
    expect(looked.rows[0]!.changes).toContainEqual({ part: 'limit', before: '', after: 'whole-800' })
    await run(told.id)
    await turn()
    const limits = await Promise.all(['L-1', 'L-2', 'L-3'].map(async (key) => (await item(key))?.draft.limit))
    expect(limits).toEqual(['whole-800', undefined, ''])
    const report = await (await desk.fetch(`${imports}/${told.id}/report`)).text()
    expect(report).toMatch(/L-2,.*写真をどこまで大きく見せるか,「1000」という大きさは選べません/)
    // An empty cell takes no promise back, and neither does a table what somebody chose here since.
    const { record, revision, draft } = (await item('L-1'))!
    await desk.ask('PUT', `/api/museum/drafts/${record}`, {
      institution,
      revision,
      draft: { ...draft, limit: 'whole-400' },
    })
    const again = await done('資料番号,名称,写真の上限\nL-1,借りた軸,2400\nL-3,自分の机,\n')
    expect(again.rows.rows[0]!.kept).toEqual([{ part: 'limit', before: 'whole-400', after: 'whole-2400' }])
    expect((await item('L-1'))!.draft.limit).toBe('whole-400')
  })

  test('is mapped, looked at without anything being written, done, and reported row by row', async () => {
    const csv =
      '資料番号,名称,名称（英語）,材質,二次利用条件,年代\r\n' +
      'K-1,糸車,Spinning wheel,木,CC BY,昭和5年\r\n' +
      'K-2,=SUM(A1),,木,,\r\nK-1,二つ目,,,,\r\nK-3,原麻,,麻,CC0,江戸時代\r\nK-4,はた\r\nK-5,着物,,麻,pdm,1930~\r\n'
    const brought = await bring(csv)
    expect([brought.status, brought.told.state, brought.told.rowCount]).toEqual([201, 'received', 6])
    expect(brought.told.columns).toEqual([
      'identifier',
      'title.ja',
      'title.en',
      'material.ja',
      'rights',
      'date',
    ])
    expect(brought.told.samples[0]![1]).toBe('糸車')
    const { id } = brought.told
    expect((await run(id)).told.code).toBe('import_not_now')
    expect((await map(id, brought.told.columns)).told.state).toBe('mapped')

    const before = (await desks()).length
    const looked = await rowsOf(id)
    expect(looked.counts).toEqual({ added: 2, changed: 0, unchanged: 0, refused: 4, kept: 0 })
    expect(looked.rows.map(({ line, outcome, fault }) => [line, outcome, fault?.code])).toEqual([
      [2, 'added', undefined],
      [3, 'refused', 'cell_formula'],
      [4, 'refused', 'identifier_twice'],
      [5, 'refused', 'date_unreadable'],
      [6, 'refused', 'cells_wrong'],
      [7, 'added', undefined],
    ])
    expect(looked.rows[2]!.fault?.title).toContain('2 行目')
    expect((await rowsOf(id, '?outcome=added')).rows.map(({ row }) => row)).toEqual([1, 6])
    expect([(await desks()).length, (await ask(desk, 'GET', id)).told.doneCount]).toEqual([before, 0])

    expect((await run(id)).told.state).toBe('running')
    expect((await map(id, brought.told.columns)).told.code).toBe('import_not_now')
    await turn()
    const finished = (await ask(desk, 'GET', id)).told
    expect([finished.state, finished.doneCount]).toEqual(['done', 6])
    expect((await rowsOf(id)).counts).toEqual(looked.counts)
    const wheel = (await item('K-1'))!
    expect([wheel.told, wheel.revision, wheel.draft.rights, wheel.draft.date]).toEqual([
      null,
      1,
      'by',
      '1930',
    ])
    expect(wheel.draft.credit['en']).toContain('Karamushi')
    expect((await hub.reach(`/api/museum/items/${wheel.record}`, {})).status).toBe(404)

    const report = await desk.fetch(`${imports}/${id}/report`)
    expect(report.headers.get('content-type')).toContain('text/csv')
    expect(report.headers.get('content-disposition')).toContain('attachment')
    const bytes = new Uint8Array(await report.arrayBuffer())
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const text = new TextDecoder().decode(bytes)
    expect(text.split('\r\n').length).toBe(8)
    expect(text).toMatch(
      new RegExp(`\r\n2,K-1,新しい,http://localhost(:\\d+)?/studio/write/${wheel.record},`),
    )
    expect(text).toContain('数式')
  })

  test('in Shift_JIS is read, and its columns are remembered by their headings', async () => {
    // 番号,品 / 1,籠
    const bytes = new Uint8Array(Buffer.from('94d48d862c9569', 'hex'))
    const csv = new Uint8Array([...bytes, 0x0a, 0x31, 0x2c, 0xe2, 0xc4, 0x0a])
    const first = (await bring(csv)).told
    expect([first.encoding, first.columns]).toEqual(['shift_jis', ['identifier', '']])
    await map(first.id, ['identifier', 'title.ja'], 'cc0')
    const again = (await bring(csv)).told
    expect([again.columns, again.rights]).toEqual([['identifier', 'title.ja'], 'cc0'])
    for (const { id } of [first, again]) expect((await ask(desk, 'DELETE', id)).status).toBe(204)
    expect((await ask(desk, 'GET', first.id)).told.code).toBe('import_unknown')
  })

  test('in UTF-16BE whose columns were swapped: each row says what is wrong, and no half of one is written or public', async () => {
    const csv =
      '資料番号,名称,年代,二次利用条件,公開状況\r\n' +
      'W-1,糸車,CC BY,昭和5年,展示中\r\n' +
      '籠,W-2,1930,CC0,展示中\r\n' +
      'W-3,椀,CC0,江戸時代,\r\n' +
      'W-4,はた,1931,展示中,CC BY\r\n' +
      'W-5,杼,昭和6年,CC BY,\r\n'
    const brought = await bring(new Uint8Array(Buffer.from(`\ufeff${csv}`, 'utf16le').swap16()))
    expect([brought.told.encoding, brought.told.samples[0]![1]]).toEqual(['utf-16be', '糸車'])
    const before = (await desks()).length
    const { id } = (await map(brought.told.id, brought.told.columns)).told
    await run(id)
    await turn()
    const { rows } = await rowsOf(id)
    expect(rows.map(({ line, outcome, fault }) => [line, outcome, fault?.code])).toEqual([
      [2, 'refused', 'date_unreadable'],
      [3, 'added', undefined],
      [4, 'refused', 'date_unreadable'],
      [5, 'refused', 'rights_unknown'],
      [6, 'added', undefined],
    ])
    for (const { fault } of rows.filter(({ outcome }) => outcome === 'refused'))
      expect(fault!.title).toMatch(/「.+」.*。$/)
    // A name in the place of a number is what a table may well say: it is a draft that nobody sees, under that number.
    expect((await desks()).length).toBe(before + 2)
    for (const number of ['W-1', 'W-3', 'W-4']) expect(await item(number)).toBeUndefined()
    for (const number of ['籠', 'W-5']) {
      const { record, told: published } = (await item(number))!
      expect([published, (await hub.reach(`/api/museum/items/${record}`, {})).status]).toEqual([null, 404])
    }
  })

  test('whose columns are in another order, or were sent elsewhere by hand, is read by where they go', async () => {
    const { rows } = await done('二次利用条件,名称,年代,資料番号\nCC BY,糸車,昭和5年,V-1\n')
    expect(rows.counts).toMatchObject({ added: 1, refused: 0 })
    expect((await item('V-1'))!.draft).toMatchObject({ title: { ja: '糸車' }, rights: 'by', date: '1930' })
    const { told } = await bring('資料番号,名称,年代,二次利用条件\nV-2,籠,昭和5年,CC BY\n')
    await map(told.id, ['identifier', 'title.ja', 'rights', 'date'])
    const [row] = (await rowsOf(told.id)).rows
    expect([row!.outcome, row!.fault?.code]).toEqual(['refused', 'rights_unknown'])
    expect(row!.fault?.title).toContain('昭和5年')
    await run(told.id)
    await turn()
    expect([(await rowsOf(told.id)).counts.refused, await item('V-2')]).toEqual([1, undefined])
  })

  test('brought again changes what its rows changed, and nothing twice', async () => {
    await done('番号,名称,材質\nR-1,籠,竹\nR-2,椀,木\n')
    const { rows } = await done('番号,名称,材質\nR-1,籠,山ぶどう\nR-2,椀,木\n')
    expect(rows.rows.map(({ outcome, changes }) => [outcome, changes])).toEqual([
      ['changed', [{ part: 'material.ja', before: '竹', after: '山ぶどう' }]],
      ['unchanged', []],
    ])
    expect([(await item('R-1'))!.revision, (await item('R-2'))!.revision]).toEqual([2, 1])
  })

  test('writes over nothing that somebody wrote here, unless that is wanted', async () => {
    await done('番号,名称,材質\nE-1,籠,竹\n')
    const there = (await item('E-1'))!
    const save = (over: Partial<ItemDraft>, revision: number) =>
      colleague.ask('PUT', `/api/museum/drafts/${there.record}`, {
        institution,
        revision,
        draft: { ...there.draft, ...over },
      })
    await save({ title: { ja: '背負い籠' } }, 1)
    const kept = await done('番号,名称,材質\nE-1,手籠,藤\n')
    expect(kept.rows.counts).toMatchObject({ changed: 1, kept: 1 })
    expect(kept.rows.rows[0]!.kept).toEqual([{ part: 'title.ja', before: '背負い籠', after: '手籠' }])
    expect((await item('E-1'))!.draft.title).toEqual({ ja: '背負い籠' })
    await done('番号,名称,材質\nE-1,手籠,藤\n', true)
    expect((await item('E-1'))!.draft.title).toEqual({ ja: '手籠' })
    const earlier = await desk.ask('GET', `/api/museum/drafts/${there.record}/revisions/2`)
    expect(JSON.stringify(earlier.told)).toContain('背負い籠')
  })

  test('runs as it was looked at, and not where a colleague sent its columns elsewhere meanwhile', async () => {
    const { told } = await bring('符号,呼び名,添え書き\nM-1,桶,水をくむ\n')
    const other = (await map(told.id, ['identifier', 'summary.ja', 'title.ja'])).told
    const before = new Date(Date.parse(other.changedAt) - 1).toISOString()
    const refused = await runLooked({ ...other, changedAt: before })
    expect([refused.status, refused.told.code]).toEqual([409, 'import_not_now'])
    expect((await ask(desk, 'GET', told.id)).told.state).toBe('mapped')
    expect((await runLooked(other)).told.state).toBe('running')
    await turn()
    expect((await item('M-1'))!.draft.title).toEqual({ ja: '水をくむ' })
  })

  test('mapped and let run at the same moment runs as it is answered, or not at all', async () => {
    for (let race = 0; race < 10; race++) {
      const { told } = await bring('符号,呼び名,添え書き\nN-1,桶,水をくむ\n')
      await map(told.id, ['identifier', 'title.ja', ''])
      const wanted = ['identifier', '', 'title.ja']
      const [mapped, begun] = await Promise.all([map(told.id, wanted), run(told.id)])
      const now = (await ask(desk, 'GET', told.id)).told
      if (mapped.status === 200) expect(now.columns).toEqual(wanted)
      if (begun.status === 200) expect([now.state, now.columns]).toEqual(['running', begun.told.columns])
      await (now.state === 'running' ? turn() : ask(desk, 'DELETE', told.id))
    }
  })

  test('that runs can be stopped, and goes on without doing a row twice', async () => {
    const many = Array.from({ length: 1_200 }, (_, n) => `S-${n},品 ${n}`).join('\n')
    const { told } = await bring(`番号,名称\n${many}\n`)
    await map(told.id, told.columns)
    await run(told.id, true)
    await turn()
    const first = (await ask(desk, 'GET', told.id)).told
    expect([first.state, first.doneCount]).toEqual(['running', 1_000])
    expect((await ask(desk, 'POST', `${told.id}/stop`)).told.state).toBe('stopped')
    await turn()
    expect((await ask(desk, 'GET', told.id)).told.doneCount).toBe(1_000)
    expect((await ask(desk, 'DELETE', told.id)).told.code).toBe('import_not_now')
    const on = (await run(told.id)).told
    expect([on.state, on.overwrites]).toEqual(['running', true])
    expect((await run(told.id)).told.code).toBe('import_not_now')
    await turn()
    expect((await ask(desk, 'GET', told.id)).told).toMatchObject({ state: 'done', doneCount: 1_200 })
    const made = (await desks()).filter(({ draft }) => /^品 \d+$/.test(draft.title['ja'] ?? ''))
    expect([made.length, made.every(({ revision }) => revision === 1)]).toEqual([1_200, true])
    expect((await rowsOf(told.id)).next).toBe(50)
    expect((await rowsOf(told.id, '?from=1150')).next).toBeNull()
  }, 60_000)

  test('two turns at the same moment do each row once', async () => {
    const many = Array.from({ length: 60 }, (_, n) => `T-${n},対 ${n}`).join('\n')
    const { told } = await bring(`番号,名称\n${many}\n`)
    await map(told.id, told.columns)
    await run(told.id)
    await Promise.all([turn(), turn()])
    expect((await rowsOf(told.id)).counts).toMatchObject({ added: 60 })
    const made = (await desks()).filter(({ draft }) => /^対 \d+$/.test(draft.title['ja'] ?? ''))
    expect([made.length, made.every(({ revision }) => revision === 1)]).toEqual([60, true])
  })
})

test('an item that somebody saves between two rows of an import is looked at anew', async () => {
  await done('番号,名称,材質\nL-1,甲,竹\nL-2,乙,竹\n')
  const { told } = await bring('番号,名称,材質\nL-1,甲一,藤\nL-2,乙二,藤\n')
  await map(told.id, told.columns)
  await run(told.id)
  const there = (await item('L-2'))!
  // The colleague's save reaches the database in the middle of the turn.
  const [, saved] = await Promise.all([
    turn(),
    colleague.ask('PUT', `/api/museum/drafts/${there.record}`, {
      institution,
      revision: 1,
      draft: { ...there.draft, title: { ja: '同僚の名' } },
    }),
  ])
  const now = (await item('L-2'))!
  const row = (await rowsOf(told.id)).rows[1]!
  // Whoever was second was told of the other: nothing is lost.
  if (saved.status === 200) expect([now.draft.title['ja'], row.kept.length]).toEqual(['同僚の名', 1])
  else expect([saved.status, now.draft.title['ja']]).toEqual([409, '乙二'])
  expect(row.outcome).toBe('changed')
})
