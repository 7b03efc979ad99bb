import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { packClover } from './clover.ts'

/** Mirador as its makers pack it: with all its packages it would be 375 MB, the file alone is 2.4 MB. */
const mirador = {
  version: '4.0.0',
  sha512: 'uWsE9e2oqSc/lUu+vVwDGhTsycuhGsfZ2KfX6CLfXiT3wgGy6qT9+q5M3V9Zz72hkdIgsJugKesaowmRtYmvrA==',
}
const build = join(import.meta.dirname, '..', '..', '..', '.build')
const home = join(build, `mirador-${mirador.version}`)

/** Another's viewer on a page of its own, which names in its address what to open. */
export type Peer = { readonly name: string; readonly script: string; readonly markup: string }

/** The two viewers that museums use most, each in one script. */
export async function viewerPeers(): Promise<readonly Peer[]> {
  return [
    {
      name: 'Clover',
      script: await packClover(),
      markup: '<div id="viewer"></div><script type="module" src="script.js"></script>',
    },
    { name: `Mirador ${mirador.version}`, script: bringMirador(), markup: miradorMarkup },
  ]
}

/** As it comes, or with the settings behind `with=`; it reads no content states itself, so that its page does. */
const miradorMarkup = `<style>#viewer{position:absolute;inset:0}</style><div id="viewer"></div><script src="script.js"></script>
<script>
  const asked = new URL(location.href).searchParams
  const windowOf = (state) => {
    const base64 = state.replaceAll('-', '+').replaceAll('_', '/')
    const { target } = JSON.parse(decodeURIComponent(atob(base64)))
    const [canvasId, part] = target.id.split('#xywh=')
    const [x, y, width, height] = part.split(',').map(Number)
    const initialViewerConfig = { x: x + width / 2, y: y + height / 2, zoom: 1 / width }
    return { manifestId: target.partOf[0].id, canvasId, initialViewerConfig }
  }
  const windows = [
    ...asked.getAll('open').map((manifestId) => ({ manifestId })),
    ...asked.getAll('iiif-content').map(windowOf),
  ]
  Mirador.viewer({ id: 'viewer', windows, ...JSON.parse(asked.get('with') ?? '{}') })
</script>`

/** The packed file of Mirador, brought from the npm registry the first time that it is asked for. */
function bringMirador(): string {
  const packed = join(home, 'package', 'dist', 'mirador.min.js')
  if (!existsSync(packed)) bring()
  return readFileSync(packed, 'utf8')
}

function bring(): void {
  const name = `mirador@${mirador.version}`
  mkdirSync(build, { recursive: true })
  const folder = mkdtempSync(join(build, 'arriving-'))
  try {
    const options = { cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'] }
    const tarball = `mirador-${mirador.version}.tgz`
    const way = `It is needed once: \`npm pack ${name}\` in an empty folder, and \`tar xzf ${tarball}\` into ${home}`
    if (spawnSync('npm', ['pack', name, '--loglevel', 'error'], options).status !== 0)
      throw new Error(`Mirador could not be brought. Is the npm registry reachable? ${way}`)
    const sum = createHash('sha512')
      .update(readFileSync(join(folder, tarball)))
      .digest('base64')
    if (sum !== mirador.sha512) throw new Error(`What the registry calls ${name} is not what it was: ${sum}`)
    if (spawnSync('tar', ['xzf', tarball], options).status !== 0)
      throw new Error(`Mirador could not be unpacked. ${way}`)
    // Moved only when complete, so that an interrupted download never looks finished.
    renameSync(folder, home)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export type PeerHost = {
  /** The page on which the peer opens this manifest; `more`: what else its address says. */
  readonly pageOf: (peer: Peer, manifest: string, more?: readonly (readonly [string, string])[]) => string
  readonly stop: () => Promise<void>
}

/** A site that holds nothing but the peers' pages; their scripts are compressed, as ours are. */
export async function hostPeers(peers: readonly Peer[]): Promise<PeerHost> {
  const html = { 'content-type': 'text/html; charset=utf-8' }
  const script = { 'content-type': 'text/javascript; charset=utf-8', 'content-encoding': 'gzip' }
  const held = new Map<string, { readonly headers: Record<string, string>; readonly body: Buffer }>(
    peers.flatMap((peer, n) => [
      [
        `/${n}/`,
        {
          headers: html,
          body: Buffer.from(
            `<!doctype html><html lang="ja"><meta name="viewport" content="width=device-width"><title>Viewer</title>${peer.markup}`,
          ),
        },
      ] as const,
      [`/${n}/script.js`, { headers: script, body: gzipSync(peer.script, { level: 9 }) }] as const,
    ]),
  )
  const server = createServer(({ url }, response) => {
    const found = held.get(new URL(url ?? '/', 'http://viewer.example').pathname)
    if (found === undefined) return response.writeHead(404).end()
    response.writeHead(200, found.headers).end(found.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    pageOf: (peer, manifest, more = []) => {
      const asked = [['open', manifest] as const, ...more].map((one) => one.map(encodeURIComponent).join('='))
      return `${origin}/${peers.indexOf(peer)}/?${asked.join('&')}`
    },
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
