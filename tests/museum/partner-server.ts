import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A house that is asked for its manifests, on this machine; `asked` grows with each request. */
export async function openPartner(answers: Readonly<Record<string, Answer | object>>, at = 0) {
  const asked: string[] = []
  let [now, most] = [0, 0]
  const server: Server = createServer((request, response) => {
    asked.push(request.url ?? '')
    now += 1
    most = Math.max(most, now)
    response.on('close', () => (now -= 1))
    const path = (request.url ?? '').split('?')[0]!
    // Its pictures all look the same.
    const answer = answers[path.startsWith('/image/') ? '/image/' : path]
    if (typeof answer === 'function') return (answer as Answer)(request, response)
    if (answer === undefined) return void response.writeHead(404).end()
    return sendJson(response, answer)
  })
  await new Promise<void>((done) => server.listen(at, '127.0.0.1', done))
  const { port } = server.address() as AddressInfo
  return {
    origin: `http://127.0.0.1:${port}`,
    port,
    asked,
    /** The most requests that were under way at one moment. */
    atOnce: () => most,
    answers: answers as Record<string, Answer | object>,
    close: async () => {
      server.closeAllConnections()
      await new Promise((done) => server.close(done))
    },
  }
}

export const sendJson = (response: ServerResponse, body: unknown): void => {
  response.writeHead(200, { 'content-type': 'application/ld+json' })
  response.end(JSON.stringify(body))
}

/** A manifest of version 3 with one picture, as houses write it. */
export const manifestThree = (origin: string, name: string, over: Record<string, unknown> = {}) => ({
  '@context': 'http://iiif.io/api/presentation/3/context.json',
  id: `${origin}/${name}`,
  type: 'Manifest',
  label: { ja: [`絵図 ${name}`], en: [`Map ${name}`] },
  summary: { ja: ['城下を描いた絵図。'] },
  metadata: [{ label: { ja: ['作者'] }, value: { ja: ['不詳'] } }],
  requiredStatement: { label: { ja: ['所蔵'] }, value: { ja: ['となりの図書館'] } },
  rights: 'http://creativecommons.org/licenses/by/4.0/',
  provider: [{ id: 'https://library.example/', type: 'Agent', label: { ja: ['となりの図書館'] } }],
  items: [canvasThree(origin, name, 1)],
  ...over,
})

export const canvasThree = (origin: string, name: string, n: number) => ({
  id: `${origin}/${name}/canvas/${n}`,
  type: 'Canvas',
  label: { none: [`${n}`] },
  width: 1_000,
  height: 500,
  items: [
    {
      id: `${origin}/${name}/page/${n}`,
      type: 'AnnotationPage',
      items: [
        {
          id: `${origin}/${name}/annotation/${n}`,
          type: 'Annotation',
          motivation: 'painting',
          target: `${origin}/${name}/canvas/${n}`,
          body: {
            id: `${origin}/image/${name}-${n}/full/max/0/default.jpg`,
            type: 'Image',
            format: 'image/jpeg',
            width: 2_000,
            height: 1_000,
            service: [{ id: `${origin}/image/${name}-${n}`, type: 'ImageService3', profile: 'level2' }],
          },
        },
      ],
    },
  ],
})

export const collectionThree = (
  origin: string,
  name: string,
  items: readonly { readonly id: string; readonly type: string }[],
) => ({
  '@context': 'http://iiif.io/api/presentation/3/context.json',
  id: `${origin}/${name}`,
  type: 'Collection',
  label: { ja: ['集まり'] },
  items,
})
