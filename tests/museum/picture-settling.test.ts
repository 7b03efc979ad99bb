import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import type { PictureLimit } from '../../api/museum/picture-limit.ts'
import { pictureSettling } from '../../api/museum/picture-settling.ts'
import { recordService } from '../../api/museum/record-service.ts'
import { recordStore } from '../../api/museum/repository-records.ts'
import { rights } from '../../api/museum/rights.ts'
import { systemClock } from '../../api/platform/clock.ts'
import { fields } from './drawn-image.ts'
import { basket } from './record-builders.ts'
import { type Desk, openDesks } from './upload-world.ts'

let hub: Awaited<ReturnType<typeof openDesks>>
let desk: Desk
let image: string
const institution = 'karamushi-museum'
const holders = async () => [{ id: institution }]

beforeAll(async () => {
  hub = await openDesks()
  desk = await hub.desk('karamushi')
  const file = await (await fields(3_000, 2_000)).jpeg().toBuffer()
  const { told } = await desk.announce(file)
  await desk.piece(told.id, 0, file)
  await hub.uploads.turn()
  image = (await desk.ask('GET', `/api/museum/uploads/${told.id}`)).told.image!
  await hub.store.raw('create table seen_at_write (record text, seen text)')
}, 60_000)
afterAll(() => hub.close())

async function publish(record: string, limit: PictureLimit | ''): Promise<number> {
  const path = `/api/museum/drafts/${record}`
  const before = (await desk.ask('GET', path)).told as { revision?: number }
  const draft: ItemDraft = {
    ...emptyDraft,
    title: { ja: '借りた屏風' },
    summary: { ja: '借りて見せています。' },
    credit: { ja: '試し' },
    rights: 'by',
    limit,
    pictures: [{ id: 'front', image, alternative: { ja: '四つの色' }, transcription: {} }],
  }
  const saved = await desk.ask('PUT', path, { institution, revision: before.revision ?? 0, draft })
  const { revision } = saved.told as unknown as { revision: number }
  return (await desk.ask('POST', `${path}/publication`, { revision })).status
}
const withdraw = async (record: string): Promise<number> =>
  (await desk.ask('POST', `/api/museum/drafts/${record}/withdrawal`)).status
const seen = async (id = image): Promise<string> => {
  const now = await hub.images.settled(id)
  return now === undefined ? '' : `${now.showing} ${now.maxSide ?? ''} ${now.isShown}`
}

/** As the database has it while `act` writes an item: what a process that is killed then leaves. */
async function whileWriting(act: () => Promise<unknown>, fails = false): Promise<unknown> {
  const looked = `insert into seen_at_write select new.record, showing || ' ' || coalesce(max_side, '') || ' ' || is_shown from images where id = '${image}';`
  await hub.store.raw('delete from seen_at_write')
  await hub.store.raw(
    `create trigger looks before insert on museum_versions when new.kind = 'item' begin ${fails ? "select raise(abort, 'the disk is full');" : looked} end`,
  )
  try {
    await act()
  } finally {
    await hub.store.raw('drop trigger looks')
  }
  return (await hub.store.raw('select seen from seen_at_write'))[0]?.['seen']
}

describe('the limit of pictures', () => {
  test('that is loosened is so once that is stored, and not before', async () => {
    expect(await publish('lent', 'whole-400')).toBe(200)
    expect(await whileWriting(() => publish('lent', 'whole-1200'))).toBe('whole 400 1')
    expect(await seen()).toBe('whole 1200 true')
    expect(await whileWriting(() => publish('lent', 'whole-400'))).toBe('whole 400 1')
    expect(await seen()).toBe('whole 400 true')
  })

  test('stays where the write fails', async () => {
    let status = 0
    await whileWriting(async () => void (status = await publish('lent', '')), true)
    expect([status >= 500, await seen()]).toEqual([true, 'whole 400 true'])
  })

  test('of the strictest of several that is withdrawn ends once that is stored; of the last it is hidden before', async () => {
    expect(await publish('copy', 'whole-800')).toBe(200)
    expect(await whileWriting(() => withdraw('lent'))).toBe('whole 400 1')
    expect(await seen()).toBe('whole 800 true')
    expect(await whileWriting(() => withdraw('copy'))).toBe('whole 800 0')
    expect(await seen()).toBe('zoomed  false')
  })

  test('is put right by itself, where a process was killed beside the write', async () => {
    expect(await publish('lent', 'whole-800')).toBe(200)
    const job = hub.hub.jobs.find(({ name }) => name === 'pictures, settled')!
    for (const left of [
      { showing: 'whole', maxSide: 400, isShown: true },
      { showing: 'zoomed', isShown: false },
    ] as const) {
      await hub.images.show(image, left)
      await job.run()
      expect(await seen()).toBe('whole 800 true')
    }
  })
})

describe('pictures that nobody sent', () => {
  test('are limited by items that show them, and seen again as they were taken in', async () => {
    const path = join(hub.folder, 'basket.png')
    await (await fields(1_600, 1_200)).png().toFile(path)
    for (const [id, maxSide] of [
      ['basket', undefined],
      ['kept-small', 1_000],
    ] as const)
      await hub.images.add({ path, id, showing: 'zoomed', ...(maxSide === undefined ? {} : { maxSide }) })
    const store = recordStore(hub.store)
    const records = recordService({ store, clock: systemClock })
    const { settle, settleAll } = pictureSettling({ store, images: hub.images, holders })
    const write = async (limit?: PictureLimit) => {
      const canvases = basket().canvases.flatMap((one) => [one, { ...one, id: 'small', image: { from: 'own', identifier: 'kept-small' } as const }]) // prettier-ignore
      const body = basket({ institution, rights: rights.by, canvases, ...(limit && { limit }) })
      const expected = (await store.latest('drawn'))?.version ?? 0
      await records.write({ do: 'publish', record: 'drawn', body, by: 'somebody', expected })
    }
    await write('whole-400')
    await settle(['basket'])
    await settleAll()
    expect([await seen('basket'), await seen('kept-small')]).toEqual(['whole 400 true', 'whole 400 true'])
    await write('zoomed-2400')
    await settleAll()
    expect([await seen('basket'), await seen('kept-small')]).toEqual(['zoomed 2400 true', 'zoomed 1000 true'])
    await write()
    await settleAll()
    expect([await seen('basket'), await seen('kept-small')]).toEqual(['zoomed  true', 'zoomed 1000 true'])
  })
})

test('who may have sent pictures is asked once for all of them, and not where nothing is to be settled', async () => {
  let asked = 0
  const counted = async () => {
    asked += 1
    return holders()
  }
  const { settle, settleAll } = pictureSettling({
    store: recordStore(hub.store),
    images: hub.images,
    holders: counted,
  })
  await settleAll()
  expect((await hub.images.namesBehind('', 100)).length).toBeGreaterThan(2)
  asked = 0
  await settleAll()
  await settle([])
  expect(asked).toBe(1)
})

test('of two who publish one picture at the same moment none undoes what the other decided', async () => {
  const store = recordStore(hub.store)
  const isRead = Promise.withResolvers<void>()
  const goesOn = Promise.withResolvers<void>()
  let reads = 0
  const slow = {
    published: async (...asked: Parameters<typeof store.published>) => {
      const found = await store.published(...asked)
      reads += 1
      if (reads === 1) {
        isRead.resolve()
        await goesOn.promise
      }
      return found
    },
  }
  await hub.images.show(image, { showing: 'whole', maxSide: 400, isShown: true })
  const late = pictureSettling({ store: slow, images: hub.images, holders }).settle([image])
  await isRead.promise
  // Read before this, and shown after it.
  expect(await publish('lent', 'whole-2400')).toBe(200)
  goesOn.resolve()
  await late
  expect(await seen()).toBe('whole 2400 true')
})
