import { Hono } from 'hono'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentSearchRoutes } from '../../api/museum/routes-content-search.ts'
import { house, letter } from './record-builders.ts'
import { openMuseum, origin } from './presentation-world.ts'
import { looksAt, step, walk } from './story-builders.ts'

const museum = await openMuseum()
const routes = new Hono().route(
  '/iiif',
  contentSearchRoutes({ presentation: museum.presentation, origin: () => origin }),
)

const [page] = letter().canvases
const sheet = (id: string, transcription: Record<string, string[]>) => ({ ...page!, id, transcription })

const room = { id: 'room', label: { ja: ['部屋'] }, events: [] }
const sheets = { item: 'diary', canvas: 'first' }
/** Told in three languages: a part of a page, what is only heard, and what is only on a map. */
const tale = walk({
  rooms: [
    {
      ...room,
      steps: [
        step('snow', {
          label: { ja: ['雪の日'], en: ['A day of snow'], 'zh-Hant': ['下雪的日子'] },
          text: { ja: ['會津の山に降る。'], en: ['It falls on the hills.'], 'zh-Hant': ['落在山上。'] },
          views: [looksAt(sheets)],
        }),
        step('song', {
          label: { ja: ['歌'] },
          text: { ja: ['炉端の歌です。'] },
          views: [],
          sound: {
            id: 'song',
            mediaType: 'audio/mpeg',
            durationMs: 1_000,
            transcript: { ja: ['ねんねんころり'] },
          },
        }),
        step('there', {
          label: { ja: ['道'] },
          text: { ja: ['峠を越えます。'] },
          views: [],
          map: [{ kind: 'station', id: 'koide', label: { ja: ['小出'] } }],
        }),
      ],
    },
  ],
})
const longTale = walk({
  rooms: [
    {
      ...room,
      steps: Array.from({ length: 60 }, (_none, n) =>
        step(`day-${n}`, { label: { ja: [`${n}日め`] }, text: { ja: ['吹雪'] }, views: [looksAt(sheets)] }),
      ),
    },
  ],
})

beforeAll(async () => {
  await museum.publish('storehouse', house())
  await museum.publish(
    'diary',
    letter({
      canvases: [
        sheet('first', { ja: ['會津の雪は深く、雪の朝は静かでした。'], en: ['The snow of Aizu lies deep.'] }),
        sheet('second', { ja: ['からむしを績む夜。'] }),
        { ...page!, id: 'blank', transcription: { ja: ['𠮷野の櫻'] } },
      ],
      chapters: [],
    }),
  )
  await museum.publish(
    'long',
    letter({
      canvases: Array.from({ length: 60 }, (_none, n) => sheet(`p-${n}`, { ja: [`${n}日め、雪。`] })),
      chapters: [],
    }),
  )
  await museum.publish('gone', letter())
  await museum.withdraw('gone')
  await museum.publish('tale', tale)
  await museum.publish('long-tale', longTale)
  await museum.publish('told-no-more', walk())
  await museum.withdraw('told-no-more')
})
afterAll(() => museum.dispose())

type Json = Record<string, unknown>
async function ask(path: string): Promise<{ status: number; headers: Headers; body: Json }> {
  const answer = await routes.request(`${origin}/iiif/presentation/${path}`)
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Json }
}
const q = (text: string): string => `q=${encodeURIComponent(text)}`
const address = `${origin}/iiif/presentation`

describe('the search in a document', () => {
  test('answers an annotation page of the annotations that fit, and where in them', async () => {
    const { status, headers, body } = await ask(`diary/search?${q('会津')}`)
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe('*')
    expect(body).toEqual({
      '@context': 'http://iiif.io/api/search/2/context.json',
      id: `${address}/diary/search?${q('会津')}`,
      type: 'AnnotationPage',
      items: [
        {
          id: `${address}/diary/canvas/first/transcription/ja`,
          type: 'Annotation',
          motivation: 'supplementing',
          body: {
            type: 'TextualBody',
            value: '會津の雪は深く、雪の朝は静かでした。',
            format: 'text/plain',
            language: ['ja'],
          },
          target: {
            id: `${address}/diary/canvas/first`,
            type: 'Canvas',
            partOf: {
              id: `${address}/diary/manifest`,
              type: 'Manifest',
              label: { ja: ['手紙'], en: ['A letter'] },
            },
          },
        },
      ],
      annotations: [
        {
          type: 'AnnotationPage',
          items: [
            {
              id: `${address}/diary/canvas/first/transcription/ja/match/1`,
              type: 'Annotation',
              motivation: 'highlighting',
              target: {
                type: 'SpecificResource',
                source: `${address}/diary/canvas/first/transcription/ja`,
                selector: [
                  {
                    type: 'TextQuoteSelector',
                    prefix: '',
                    exact: '會津',
                    suffix: 'の雪は深く、雪の朝は静かでした。',
                  },
                ],
              },
            },
          ],
        },
      ],
    })
  })

  test.each([
    ['old characters', '会津', 1],
    ['romaji', 'karamushi', 1],
    ['English', 'snow', 1],
    ['two words, both', '雪 静か', 1],
    ['two words on two pages', '雪 からむし', 0],
    ['a character of two units', '吉野の桜', 1],
    ['only signs', '!?', 0],
  ])('finds %s', async (_what, text, total) => {
    expect((await ask(`diary/search?${q(text)}`)).body['items']).toHaveLength(total)
  })

  test.each(['', 'q=', 'q=%20', 'q=&motivation=supplementing'])('that asks for nothing (%j) is not restricted, and points at nothing', async (query) => {
    const { body } = await ask(`diary/search?${query}`)
    const items = body['items'] as Json[]
    const manifest = JSON.stringify(await (await museum.ask('/iiif/presentation/diary/manifest')).json())
    expect(items.map(({ id }) => id)).toEqual(
      [...new Set(manifest.match(/[^"]+\/transcription\/[\w-]+(?=","type":"Annotation")/g))],
    )
    expect(items.length).toBeGreaterThan(1)
    expect(body['annotations']).toBe(undefined)
  }) // prettier-ignore

  test('names the same annotations as the manifest, and the manifest names the search', async () => {
    const manifest = (await (await museum.ask('/iiif/presentation/diary/manifest')).json()) as Json
    expect(manifest['service']).toEqual([
      {
        id: `${address}/diary/search`,
        type: 'SearchService2',
        service: [{ id: `${address}/diary/autocomplete`, type: 'AutoCompleteService2' }],
      },
    ])
    const { body } = await ask(`diary/search?${q('からむし')}`)
    const [{ id }] = body['items'] as [{ id: string }]
    expect(JSON.stringify(manifest['items'])).toContain(`"id":"${id}"`)
  })

  test('marks each place of one annotation', async () => {
    const { body } = await ask(`diary/search?${q('雪')}`)
    const [marks] = body['annotations'] as [{ items: Json[] }]
    expect(marks.items.map(({ id }) => String(id).at(-1))).toEqual(['1', '2'])
  })

  test('looks only among the motivations that are asked for, and names what it does not look at', async () => {
    const asked = async (more: string) => (await ask(`diary/search?${q('雪')}&${more}`)).body
    expect((await asked('motivation=painting+supplementing'))['items']).toHaveLength(1)
    expect((await asked('motivation=painting'))['items']).toEqual([])
    expect((await asked('motivation='))['items']).toHaveLength(1)
    expect((await asked('user=x&date=y'))['ignored']).toEqual(['date', 'user'])
    expect(await asked('motivation=painting')).not.toHaveProperty('ignored')
  })

  test.each(['long', 'long-tale'])('goes on in %s from page to page, each annotation once', async (id) => {
    const word = id === 'long' ? '雪' : '吹雪'
    const seen: string[] = []
    let next: string | undefined = `${id}/search?${q(word)}`
    let pages = 0
    while (next !== undefined) {
      const { body }: { body: Json } = await ask(next)
      pages++
      expect(body['partOf']).toMatchObject({ type: 'AnnotationCollection', total: 60 })
      expect(body['startIndex']).toBe(seen.length)
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id))
      next = (body['next'] as { id: string } | undefined)?.id.slice(`${address}/`.length)
    }
    expect([pages, seen.length, new Set(seen).size]).toEqual([3, 60, 60])
    const behind = (await ask(`${id}/search?${q(word)}&page=9`)).body
    expect(behind['items']).toEqual([])
    expect(behind['prev']).toMatchObject({ id: expect.stringContaining('page=3') })
  })
})

describe('the search in a story', () => {
  test('is named in its manifest', async () => {
    const manifest = (await (await museum.ask('/iiif/presentation/tale/manifest')).json()) as Json
    expect(manifest['service']).toEqual([
      {
        id: `${address}/tale/search`,
        type: 'SearchService2',
        service: [{ id: `${address}/tale/autocomplete`, type: 'AutoCompleteService2' }],
      },
    ])
  })

  test('answers an annotation page of what its steps say, of the part that they look at', async () => {
    expect((await ask(`tale/search?${q('falls')}`)).body).toEqual({
      '@context': 'http://iiif.io/api/search/2/context.json',
      id: `${address}/tale/search?q=falls`,
      type: 'AnnotationPage',
      items: [
        {
          id: `${address}/tale/step/snow/1/en`,
          type: 'Annotation',
          motivation: 'commenting',
          body: {
            type: 'TextualBody',
            value: 'A day of snow\nIt falls on the hills.',
            format: 'text/plain',
            language: ['en'],
          },
          target: {
            id: `${address}/diary/canvas/first#xywh=100,50,300,200`,
            type: 'Canvas',
            partOf: {
              id: `${address}/tale/manifest`,
              type: 'Manifest',
              label: { ja: ['籠の話'], en: ['The story of a basket'] },
            },
          },
        },
      ],
      annotations: [
        {
          type: 'AnnotationPage',
          items: [
            {
              id: `${address}/tale/step/snow/1/en/match/1`,
              type: 'Annotation',
              motivation: 'highlighting',
              target: {
                type: 'SpecificResource',
                source: `${address}/tale/step/snow/1/en`,
                selector: [
                  {
                    type: 'TextQuoteSelector',
                    prefix: 'A day of snow\nIt ',
                    exact: 'falls',
                    suffix: ' on the hills.',
                  },
                ],
              },
            },
          ],
        },
      ],
    })
  })

  test.each([
    ['a step in Japanese, by new characters', '会津 降る', ['tale/step/snow/1/ja']],
    ['a step in Chinese', '日子', ['tale/step/snow/1/zh-Hant']],
    ['the name of a step', 'day', ['tale/step/snow/1/en']],
    ['what is written on the view, in its item', '深く', ['diary/canvas/first/transcription/ja']],
    ['what a sound says', 'ねんねん', ['tale/canvas/song-sound/transcript/ja']],
    ['what is told while one only listens', '炉端', ['tale/canvas/song-sound/text/ja']],
    ['what is told over a map', '峠', ['tale/canvas/there-map/text/ja']],
    ['a word of one step and a word of another', '山 峠', []],
    ['a word of one language and a word of another', '降る hills', []],
  ])('finds %s', async (_what, text, found) => {
    const items = (await ask(`tale/search?${q(text)}`)).body['items'] as Json[]
    expect(items.map(({ id }) => id)).toEqual(found.map((path) => `${address}/${path}`))
    const manifest = JSON.stringify(await (await museum.ask('/iiif/presentation/tale/manifest')).json())
    for (const { id } of items) expect(manifest).toContain(`"id":"${String(id)}"`)
  })

  test.each([
    ['', 3],
    ['motivation=commenting', 2],
    ['motivation=supplementing', 1],
    ['motivation=commenting+supplementing', 3],
    ['motivation=painting', 0],
  ])('with %s looks among those motivations only', async (more, total) => {
    expect((await ask(`tale/search?${q('雪')}&${more}`)).body['items']).toHaveLength(total)
  })

  test.each([
    ['', 'supplementing', 'commenting'],
    ['?motivation=commenting', 'commenting'],
    ['?q=&motivation=supplementing', 'supplementing'],
  ])('that is asked for nothing (%j) answers all of those motivations', async (query, ...motivations) => {
    const { body } = await ask(`tale/search${query}`)
    const told = (body['items'] as Json[]).map(({ motivation }) => motivation)
    expect(new Set(told)).toEqual(new Set(motivations))
    expect(told.length).toBeGreaterThan(1)
    expect(body['annotations']).toBe(undefined)
  })

  test('names the parameters that it does not look at', async () => {
    expect((await ask('tale/search?q=snow&user=x&date=y')).body['ignored']).toEqual(['date', 'user'])
  })

  test('completes words of its steps', async () => {
    expect((await ask('tale/autocomplete?q=hi')).body['items']).toEqual([
      { type: 'Term', value: 'hills', total: 1 },
    ])
    expect((await ask('tale/autocomplete?q=hi&motivation=supplementing')).body['items']).toEqual([])
  })
})

describe('the completion of a word', () => {
  test('names words as they are written, with how often', async () => {
    const { body } = await ask(`diary/autocomplete?${q('から')}`)
    expect(body).toEqual({
      '@context': 'http://iiif.io/api/search/2/context.json',
      id: `${address}/diary/autocomplete?${q('から')}`,
      type: 'TermPage',
      items: [{ type: 'Term', value: 'からむしを', total: 1 }],
    })
    expect((await ask('diary/autocomplete?q=sn')).body['items']).toEqual([
      { type: 'Term', value: 'snow', total: 1 },
    ])
    expect((await ask(`long/autocomplete?${q('雪')}&min=60`)).body['items']).toHaveLength(1)
    expect((await ask(`long/autocomplete?${q('雪')}&min=61&user=x`)).body).toMatchObject({
      items: [],
      ignored: ['user'],
    })
    expect((await ask('diary/autocomplete?q=sn&motivation=painting')).body['items']).toEqual([])
  })
})

describe('refuses', () => {
  test.each([
    ['an item that is not there', 'nowhere/search?q=a', 404, 'identifier'],
    ['an item that was withdrawn', 'gone/search?q=a', 404, 'identifier'],
    ['a story that was withdrawn', 'told-no-more/search?q=a', 404, 'identifier'],
    ['an institution', 'storehouse/search?q=a', 404, 'identifier'],
    ['a question that is too long', `diary/search?q=${'x'.repeat(201)}`, 400, 'q'],
    ['a page before the first', 'diary/search?q=a&page=0', 400, 'page'],
    ['a page that is no number', 'diary/search?q=a&page=x', 400, 'page'],
    ['a completion of nothing', 'diary/autocomplete', 400, 'q'],
    ['a completion of an empty word', 'diary/autocomplete?q=', 400, 'q'],
    ['half a number', 'diary/autocomplete?q=a&min=1.5', 400, 'min'],
  ])('%s', async (_what, path, status, field) => {
    expect(await ask(path)).toMatchObject({ status, body: { field } })
  })
})
