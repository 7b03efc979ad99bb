import { Hono } from 'hono'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PublishedImage } from '../../api/museum/image-information.ts'
import { limitsOf } from '../../api/museum/image-information.ts'
import { placeRequest } from '../../api/museum/image-placing.ts'
import { parseImageRequest } from '../../api/museum/image-request.ts'
import { recordSchema } from '../../api/museum/record-zod.ts'
import { activityRoutes } from '../../api/museum/routes-activity.ts'
import { storyRoutes } from '../../api/museum/routes-stories.ts'
import { shownStory } from '../../api/museum/story-rendering.ts'
import { presentationBreaches } from './presentation-checker.ts'
import { openMuseum, origin, ownImage } from './presentation-world.ts'
import { basket, house, letter } from './record-builders.ts'
import { looksAt, step, walk } from './story-builders.ts'

type Json = Record<string, unknown>
type Museum = Awaited<ReturnType<typeof openMuseum>>
let museum: Museum

async function open(images: readonly PublishedImage[] = [ownImage()]): Promise<void> {
  museum = await openMuseum(images)
  await museum.publish('storehouse', house())
  await museum.publish('basket', basket())
  await museum.publish('walk', walk())
}
beforeEach(() => open())
afterEach(() => museum.dispose())

const manifestAddress = `${origin}/iiif/presentation/walk/manifest`
const canvas = `${origin}/iiif/presentation/basket/canvas/front`

async function manifest(version = ''): Promise<Json> {
  const answer = await museum.ask(`/iiif/presentation${version}/walk/manifest`)
  expect(answer.status).toBe(200)
  return (await answer.json()) as Json
}

const routes = () => new Hono().route('/api', storyRoutes(museum))
async function read(path: string): Promise<Json> {
  return (await (await routes().request(`${origin}/api${path}`)).json()) as Json
}
const stepsOf = (story: Json): Json[] => (story['rooms'] as Json[]).flatMap((room) => room['steps'] as Json[])

/** What a manifest says of a view besides what is written on it. */
const said = (document: Json): Json[] =>
  (document['items'] as Json[]).flatMap((view) =>
    (view['annotations'] as Json[]).flatMap((page) =>
      (page['items'] as Json[]).filter(({ motivation }) => motivation === 'commenting'),
    ),
  )

describe('a story as a manifest', () => {
  test('keeps every rule of Presentation 3.0, and shows each view once under its own address', async () => {
    const document = await manifest()
    expect(presentationBreaches(document, manifestAddress)).toEqual([])
    expect((document['items'] as Json[]).map(({ id }) => id)).toEqual([canvas])
    expect(document['structures']).toMatchObject([
      { type: 'Range', label: { ja: ['全体'] }, items: [{ id: canvas }] },
      { type: 'Range', label: { ja: ['近くで'], en: ['Close'] }, items: [{ id: canvas }] },
    ])
  })

  test('says each step in each of its languages, of the part that it looks at', async () => {
    const comments = said(await manifest())
    expect(comments.map(({ target }) => target)).toEqual([
      canvas,
      canvas,
      ...Array.from({ length: 4 }, () => `${canvas}#xywh=100,50,300,200`),
      canvas,
      canvas,
    ])
    expect(comments[2]).toMatchObject({
      body: {
        type: 'TextualBody',
        value: '取っ手\n手が当たるところは、つるりとしています。',
        language: ['ja'],
      },
    })
    expect(comments[3]).toMatchObject({
      body: { value: 'The handle\nWhere hands touch it, it shines.', language: ['en'] },
    })
  })

  test('shows what is compared as two views in its order, each with what is said of its part', async () => {
    await museum.publish('letter', letter())
    const second = looksAt({
      item: 'letter',
      canvas: 'second',
      region: { x: 10, y: 20, width: 30, height: 40 },
    })
    const steps = [step('compared', { views: [second, looksAt()] })]
    await museum.publish(
      'walk',
      walk({ rooms: [{ id: 'room', label: { ja: ['部屋'] }, events: [], steps }] }),
    )
    const document = await manifest()
    expect(presentationBreaches(document, manifestAddress)).toEqual([])
    const views = [`${origin}/iiif/presentation/letter/canvas/second`, canvas]
    expect((document['items'] as Json[]).map(({ id }) => id)).toEqual(views)
    expect(document['structures']).toMatchObject([{ items: views.map((id) => ({ id })) }])
    const parts = [`${views[0]}#xywh=10,20,30,40`, `${canvas}#xywh=100,50,300,200`]
    const notes = said(document).map(({ target, body }) => [target, (body as Json)['language']])
    expect(notes).toEqual(
      parts.flatMap((part) => [
        [part, ['ja']],
        [part, ['en']],
      ]),
    )
    // Viewers of version 2.1 are told the same, in lists beside the views.
    const older = JSON.stringify(await manifest('-2'))
    for (const view of views) expect(older).toContain(`"${view}"`)
  })

  test('what is written on a view stays beside what the story says of it', async () => {
    await museum.publish('letter', letter())
    const views = [looksAt({ item: 'letter', canvas: 'second' })]
    await museum.publish(
      'walk',
      walk({ rooms: [{ id: 'room', label: { ja: ['部屋'] }, events: [], steps: [step('one', { views })] }] }),
    )
    const document = await manifest()
    expect(presentationBreaches(document, manifestAddress)).toEqual([])
    const [view] = document['items'] as [Json]
    expect((view['annotations'] as Json[]).map(({ id }) => id)).toEqual([
      `${origin}/iiif/presentation/letter/canvas/second/page/ja`,
      `${origin}/iiif/presentation/walk/steps/1`,
    ])
  })

  test('has every page, note, room and view that it names at its own address, those of a sound and of a map as well', async () => {
    const sound = { id: 'song', mediaType: 'audio/mpeg', durationMs: 1_000, transcript: { ja: ['歌の言葉'] } } as const
    const map = [{ kind: 'station', id: 'koide', label: { ja: ['小出'] }, position: { latitude: 37.2, longitude: 138.9 } }] as const
    const steps = [step('seen'), step('heard', { sound, views: [] }), step('there', { map, views: [] })]
    const told = walk({ rooms: [{ id: 'room', label: { ja: ['部屋'] }, events: [], steps }] })
    await museum.publish('walk', told)
    const whole = await manifest()
    expect(presentationBreaches(whole, manifestAddress)).toEqual([])
    const partsOf = (of: Json, name: string) => (of[name] ?? []) as Json[]
    const views = partsOf(whole, 'items')
    // A view of an item is had where the item is: the story shows it under that address.
    const own = views.filter(({ id }) => String(id).startsWith(`${origin}/iiif/presentation/walk/`))
    const pages = [...own.flatMap((one) => partsOf(one, 'items')), ...views.flatMap((one) => partsOf(one, 'annotations'))]
    const named = [...own, ...partsOf(whole, 'structures'), ...pages, ...pages.flatMap((one) => partsOf(one, 'items'))]
    const kinds = ['/canvas/heard-sound', '/canvas/there-map', '/range/1', '/steps/1', '/step/seen/']
    for (const kind of kinds) expect(named.some(({ id }) => String(id).includes(`/walk${kind}`)), kind).toBe(true)
    for (const part of named) {
      const answer = await museum.ask(new URL(String(part['id'])).pathname)
      expect([answer.status, answer.headers.get('content-type'), answer.headers.get('access-control-allow-origin')], String(part['id'])).toEqual([200, 'application/json', '*'])
      expect(await answer.json()).toEqual({ '@context': expect.anything() as unknown, ...part, partOf: [{ id: manifestAddress, type: 'Manifest', label: whole['label'] }] })
    }
    for (const missing of ['steps/9', 'step/nothing/ja', 'canvas/heard-map'])
      expect((await museum.ask(`/iiif/presentation/walk/${missing}`)).status, missing).toBe(404)
  }) // prettier-ignore

  test('is had in version 2.1, stands in the collection of who tells it, and in the list of changes', async () => {
    expect(await manifest('-2')).toMatchObject({ '@type': 'sc:Manifest' })
    const collection = await museum.ask('/iiif/presentation/collection/storehouse')
    expect(((await collection.json()) as Json)['items']).toMatchObject([
      { id: manifestAddress, type: 'Manifest', label: { ja: ['籠の話'] } },
      { id: `${origin}/iiif/presentation/basket/manifest` },
    ])
    const changes = new Hono().route('/', activityRoutes({ changes: museum.store, origin: () => origin }))
    const page = (await (await changes.request(`${origin}/page/1`)).json()) as Json
    expect((page['orderedItems'] as Json[]).at(-1)).toMatchObject({
      type: 'Create',
      object: { id: manifestAddress, type: 'Manifest' },
    })
  })
})

describe('a story for pages', () => {
  test('is told with pictures of the parts, in sizes that the image can be had in', async () => {
    const story = await read('/museum/stories/walk')
    expect(stepsOf(story)[1]).toMatchObject({
      id: 'handle',
      sources: ['project'],
      views: [
        {
          region: { x: 100, y: 50, width: 300, height: 200 },
          pictures: [
            {
              address: `${origin}/iiif/3/basket/100,50,300,200/!480,480/0/default.jpg`,
              width: 300,
              height: 200,
            },
          ],
          zoomed: `${origin}/iiif/3/basket`,
        },
      ],
    })
    expect(await read('/museum/stories')).toMatchObject({
      stories: [{ id: 'walk', items: ['basket'], holders: ['storehouse'], steps: 3 }],
    })
  })

  test('of a work that is only shown whole no part is asked for', async () => {
    await museum.dispose()
    await open([ownImage({ showing: 'whole' })])
    const [, handle] = stepsOf(await read('/museum/stories/walk'))
    expect(handle).toMatchObject({
      views: [
        {
          zoomed: null,
          pictures: [{ address: `${origin}/iiif/3/basket/full/!480,480/0/default.jpg` }, {}, {}],
        },
      ],
    })
  })

  test('whatever part a step names, every picture of it can be had as large as is said', async () => {
    const side = fc.integer({ min: 1, max: 3_000 })
    const at = fc.integer({ min: 0, max: 3_000 })
    const units = fc.record({ width: side, height: side })
    const region = fc.record({ x: at, y: at, width: side, height: side })
    const lastUnit = { x: 2_999, y: 2_999, width: 1, height: 1 }
    await fc.assert(
      fc.asyncProperty(units, units, region, async (view, pixels, part) => {
        const image = ownImage(pixels)
        const body = basket({ canvases: [{ ...basket().canvases[0]!, ...view }] })
        const item = {
          item: { id: 'basket', body, at: 1 },
          institution: { id: 'a', body: house(), at: 1 },
          collections: [],
        }
        const told = walk({
          rooms: [
            {
              id: 'room',
              label: { ja: ['部屋'] },
              events: [],
              steps: [step('one', { views: [looksAt({ region: part })] })],
            },
          ],
        })
        const story = shownStory(
          {
            story: { id: 'walk', body: told, at: 1 },
            institution: item.institution,
            items: new Map([['basket', item]]),
          },
          { ...(await museum.presentation.surroundingsOf([])), images: new Map([['basket', image]]) },
        )
        if (part === lastUnit) expect(story.rooms[0]!.steps[0]!.views[0]!.pictures).not.toEqual([])
        for (const picture of story.rooms[0]!.steps[0]!.views[0]!.pictures) {
          expect(picture.width * picture.height).toBeGreaterThan(0)
          const [crop, size] = picture.address.replace(`${origin}/iiif/3/basket/`, '').split('/')
          const request = parseImageRequest({
            region: crop!,
            size: size!,
            rotation: '0',
            quality: 'default',
            format: 'jpg',
          })
          const placed = request.ok ? placeRequest(request.value, image, limitsOf(image)) : request
          expect(placed).toMatchObject({
            ok: true,
            value: { size: { width: picture.width, height: picture.height } },
          })
        }
      }),
      { examples: [[{ width: 3_000, height: 3_000 }, { width: 10, height: 10 }, lastUnit]] },
    )
  })

  test('an unknown story is 404 with the field named, and an item is no story', async () => {
    for (const id of ['nothing', 'basket']) {
      const answer = await routes().request(`${origin}/api/museum/stories/${id}`)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ code: 'record_unknown', field: 'id' })
    }
  })
})

describe('what a story shows is withdrawn', () => {
  test('its words stay, without a picture, on the page and in the manifest', async () => {
    await museum.withdraw('basket')
    const [whole] = stepsOf(await read('/museum/stories/walk'))
    expect(whole).toMatchObject({
      text: { en: ['Where hands touch it, it shines.'] },
      views: [{ item: 'basket', of: null, canvas: null, pictures: [] }],
    })
    const document = await manifest()
    expect(presentationBreaches(document, manifestAddress)).toEqual([])
    expect(said(document)).toHaveLength(8)
    expect(document['thumbnail']).toBe(undefined)
  })

  test('who tells a story is not withdrawn before it', async () => {
    await museum.withdraw('basket')
    const withdrawn = () => museum.records.write({ do: 'withdraw', record: 'storehouse', by: 'ken' })
    expect(await withdrawn()).toMatchObject({ ok: false, error: { code: 'record_in_use' } })
    await museum.withdraw('walk')
    expect(await withdrawn()).toMatchObject({ ok: true })
    expect((await museum.ask('/iiif/presentation/walk/manifest')).status).toBe(404)
  })
})

test.each<[string, Json, string]>([
  ['two steps of one name', { rooms: [...walk().rooms, { ...walk().rooms[0]!, id: 'third' }] }, 'rooms'],
  ['no room', { rooms: [] }, 'rooms'],
  ['three views at once', roomWith([looksAt(), looksAt(), looksAt()]), 'views'],
  ['a part without width', roomWith([looksAt({ region: { x: 0, y: 0, width: 0, height: 1 } })]), 'width'],
  ['markup', { label: { ja: ['<b>話</b>'] } }, 'label'],
])('a story with %s is refused', (_, over, field) => {
  const read = recordSchema.safeParse({ ...walk(), ...over })
  expect(read.error?.issues.flatMap(({ path }) => path)).toContain(field)
})

function roomWith(views: readonly ReturnType<typeof looksAt>[]): Json {
  return { rooms: [{ id: 'room', label: { ja: ['部屋'] }, events: [], steps: [step('one', { views })] }] }
}
