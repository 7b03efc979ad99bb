import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { join } from 'node:path'
import { scratchFolder } from '../support/scratch-folder.ts'

/** An image server beside ours, reading the same file: its address of a picture. */
export type Peer = {
  readonly address: (parameters: string) => string
  readonly stop: () => Promise<void>
}

const program = '/usr/lib/iipimage-server/iipsrv.fcgi'
const port = 43_214

/** How a machine comes to have the peer. */
export const missingPeer = 'iipsrv is not installed: apt-get install iipimage-server lighttpd'

/** iipsrv behind lighttpd, as many processes as there are cores, nothing remembered; undefined where it is not installed. */
export async function startIipsrv(file: string): Promise<Peer | undefined> {
  if (!existsSync(program) || spawnSync('lighttpd', ['-v']).status !== 0) return undefined
  const folder = scratchFolder('meguri-iipsrv-')
  const settings = join(folder, 'lighttpd.conf')
  writeFileSync(
    settings,
    `server.modules = ("mod_fastcgi")
server.bind = "127.0.0.1"
server.port = ${port}
server.document-root = "${folder}"
server.errorlog = "${folder}/error.log"
server.max-keep-alive-requests = 1000000
fastcgi.server = ("/iipsrv" => ((
  "socket" => "${folder}/socket", "check-local" => "disable", "bin-path" => "${program}", "max-procs" => ${cpus().length},
  "bin-environment" => ("VERBOSITY" => "0", "MAX_IMAGE_CACHE_SIZE" => "0", "JPEG_QUALITY" => "85", "MAX_CVT" => "5000")
)))
`,
  )
  const server = spawn('lighttpd', ['-D', '-f', settings], { stdio: 'ignore' })
  const peer = {
    address: (parameters: string) => `http://127.0.0.1:${port}/iipsrv?IIIF=${file}/${parameters}`,
    stop: () => ended(server),
  }
  await answers(peer.address('0,0,512,512/512,/0/default.jpg'))
  return peer
}

/** Asks until it answers with a picture. */
async function answers(address: string): Promise<void> {
  for (let tries = 0; ; tries++)
    try {
      const picture = await fetch(address)
      if (picture.ok) return void (await picture.arrayBuffer())
      throw new Error(`the peer answers ${picture.status}`)
    } catch (error) {
      if (tries === 50) throw error
      await new Promise((later) => setTimeout(later, 100))
    }
}

const ended = (server: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (server.exitCode !== null) return resolve()
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
