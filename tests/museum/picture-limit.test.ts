import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { partnerPictures, partnerZoom } from '../../api/museum/partner-pictures.ts'
import { handedOut, type PictureLimit, strictest } from '../../api/museum/picture-limit.ts'
import { type RightsName, rights } from '../../api/museum/rights.ts'
import { fields } from './drawn-image.ts'
import { letter } from './record-builders.ts'
import { type Desk, openDesks } from './upload-world.ts'

describe('how much is handed out', () => {
  test.each<[RightsName, PictureLimit | undefined, object]>([
    ['by', undefined, { showing: 'zoomed' }],
    ['by', 'zoomed-2400', { showing: 'zoomed', maxSide: 2_400 }],
    ['by', 'whole-2400', { showing: 'whole', maxSide: 2_400 }],
    ['by', 'whole-400', { showing: 'whole', maxSide: 400 }],
    ['inCopyright', undefined, { showing: 'whole', maxSide: 1_200 }],
    ['inCopyright', 'zoomed-2400', { showing: 'whole', maxSide: 1_200 }],
    ['inCopyright', 'whole-2400', { showing: 'whole', maxSide: 1_200 }],
    ['inCopyrightEducation', 'whole-800', { showing: 'whole', maxSide: 800 }],
  ])('under %s with %s is the stricter of both', (name, limit, seen) => {
    expect(handedOut({ rights: rights[name], ...(limit === undefined ? {} : { limit }) })).toEqual(seen)
  })

  test('of a picture that several items show is what the strictest says of each', () => {
    const all = [{ showing: 'whole', maxSide: 1_200 } as const, { showing: 'zoomed', maxSide: 800 } as const]
    expect(strictest(all)).toEqual({ showing: 'whole', maxSide: 800 })
    expect(strictest([])).toEqual({ showing: 'zoomed' })
  })

  test('holds for a partner’s picture, too: no part and no larger size is asked of its house', () => {
    const [canvas] = letter().canvases
    const picture = { width: 4_000, height: 6_000 }
    const image = { ...canvas!.image, picture, level: 2 } as const
    const item = { rights: rights.by, partner: { manifest: 'https://partner.example/m' }, limit: 'whole-800' } as const
    const region = { x: 0, y: 0, width: 100, height: 100 }
    const view = { ...canvas!, image } as Parameters<typeof partnerPictures>[1]
    const offered = partnerPictures(item, view, { sides: [480, 960, 1_600], region })
    expect(offered.map(({ address, height }) => [address.split('/').at(-4), height])).toEqual([['full', 480], ['full', 800]])
    expect(partnerZoom(item, view)).toBe(undefined)
    expect(partnerZoom({ ...item, limit: 'zoomed-2400' }, view)).toMatchObject(picture)
  }) // prettier-ignore
})

describe('the limit of an item, in the studio', () => {
  let hub: Awaited<ReturnType<typeof openDesks>>
  let desk: Desk
  let image: string
  const institution = 'karamushi-museum'
  const ask = (path: string, headers: Record<string, string> = {}) => hub.reach(path, { headers })
  const picture = (size: string, headers = {}) => ask(`/iiif/3/${image}/full/${size}/0/default.jpg`, headers)
  const tile = (headers = {}) => ask(`/iiif/3/${image}/0,0,512,512/512,512/0/default.jpg`, headers)
  const information = (headers = {}) => ask(`/iiif/3/${image}/info.json`, headers)

  beforeAll(async () => {
    hub = await openDesks()
    desk = await hub.desk('karamushi')
    const file = await (await fields(3_000, 2_000)).jpeg().toBuffer()
    const { told } = await desk.announce(file)
    await desk.piece(told.id, 0, file)
    await hub.uploads.turn()
    image = (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told.image!
  }, 60_000)
  afterAll(() => hub.close())

  async function publish(record: string, over: Partial<ItemDraft>): Promise<number> {
    const before = (await desk.ask('GET', `/api/museum/drafts/${record}`)).told as { revision?: number }
    const draft = {
      ...emptyDraft,
      title: { ja: '借りた屏風' },
      summary: { ja: '借りて見せています。' },
      credit: { ja: '試し' },
      rights: 'by',
      pictures: [{ id: 'front', image, alternative: { ja: '四つの色' }, transcription: {} }],
      ...over,
    }
    const path = `/api/museum/drafts/${record}`
    const saved = await desk.ask('PUT', path, { institution, revision: before.revision ?? 0, draft })
    const { revision } = saved.told as unknown as { revision: number }
    return (await desk.ask('POST', `${path}/publication`, { revision })).status
  }

  test('once lowered holds at once for the information, the tiles and whatever was drawn and kept', async () => {
    expect(await publish('lent', {})).toBe(200)
    const before = [await picture('2000,'), await picture('max'), await tile(), await information()]
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    const tags = before.map(({ headers }) => ({ 'if-none-match': headers.get('etag')! }))
    expect((await information(tags[3])).status).toBe(304)

    expect(await publish('lent', { limit: 'whole-400' })).toBe(200)
    // What was drawn before, also for who has it and only asks whether it still is so.
    for (const asked of [await picture('2000,'), await picture('2000,', tags[0]), await tile(), await tile(tags[2])])
      expect(asked.status).toBe(400)
    const largest = await picture('max', tags[1])
    expect([largest.status, largest.headers.get('etag')]).toEqual([200, expect.stringContaining('/400x267/')])
    const drawn = await sharp(Buffer.from(await largest.arrayBuffer())).metadata()
    expect([drawn.width, drawn.height]).toEqual([400, 267])
    const told = await information(tags[3])
    expect([told.status, await told.json()]).toEqual([
      200,
      expect.objectContaining({ profile: 'level0', maxWidth: 400, sizes: expect.arrayContaining([{ width: 375, height: 250 }]) }),
    ])
    const manifest = await (await ask('/iiif/presentation/lent/manifest')).text()
    expect(manifest).toContain('level0')
    expect(manifest).not.toMatch(/"width":([5-9]\d\d|\d{4,}),"height":\d+,"service"/)
  }) // prettier-ignore

  test('may be kept by nobody who hands copies on', async () => {
    for (const asked of [await picture('400,'), await information()])
      expect(asked.headers.get('cache-control')).toMatch(/s-maxage=0|no-cache/)
  })

  test('is that of the strictest item which shows a picture, and ends with it', async () => {
    expect(await publish('free-copy', {})).toBe(200)
    expect((await picture('800,')).status).toBe(400)
    expect(await publish('lent', { limit: 'whole-800' })).toBe(200)
    expect([(await picture('800,')).status, (await picture('801,')).status, (await tile()).status]).toEqual([200, 400, 400])
    expect(await publish('lent', { limit: 'zoomed-2400' })).toBe(200)
    expect([(await tile()).status, (await picture('2400,')).status, (await picture('2401,')).status]).toEqual([200, 200, 400])
    expect(await publish('lent', { limit: '' })).toBe(200)
    expect((await picture('3000,')).status).toBe(200)
  }) // prettier-ignore

  test('stays where a program that knows nothing of it saves a text, and is refused where nobody knows it', async () => {
    expect(await publish('lent', { limit: 'whole-800' })).toBe(200)
    const { limit: _, ...older } = emptyDraft
    const { revision } = (await desk.ask('GET', '/api/museum/drafts/lent')).told as unknown as { revision: number }
    const put = (draft: object) => desk.ask('PUT', '/api/museum/drafts/lent', { institution, revision, draft })
    const kept = (await put(older)).told as unknown as { draft: ItemDraft }
    expect(kept.draft.limit).toBe('whole-800')
    const refused = await put({ ...emptyDraft, limit: 'whole-9999' })
    expect([refused.status, (refused.told as unknown as { field: string }).field]).toEqual([400, 'draft.limit'])
  }) // prettier-ignore
})
