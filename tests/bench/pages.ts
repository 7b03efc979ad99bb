import { spawn, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import autocannon from 'autocannon'
import { startHubProcess } from '../support/hub-process.ts'
import { newPlace, prepareAt } from '../support/prepared-hub.ts'
import { scratchFolder } from '../support/scratch-folder.ts'
import type { Row } from './row.ts'

const client = join(import.meta.dirname, '..', '..', 'dist', 'node', 'client')
const secondsEach = 5

/** A static page and rendered ones of the hub, beside nginx serving the same static file where it is installed. */
export async function pagesBench(): Promise<readonly Row[]> {
  const place = await newPlace('sqlite', '')
  await prepareAt(place, 1, 1_000)
  const hub = await startHubProcess(place.environment)
  const rows: Row[] = []
  try {
    for (const [path, least] of [
      ['/about', 5_000],
      ['/', 0],
      ['/lines/tadami', 0],
      ['/api/health', 0],
    ] as const)
      rows.push(await shoot(`hub ${path}`, hub.origin + path, least))
  } finally {
    await hub.stop()
    await place.remove()
  }
  return [...rows, ...(await besideNginx())]
}

async function shoot(what: string, url: string, least: number): Promise<Row> {
  const { requests, latency, non2xx } = await autocannon({
    url,
    connections: 32,
    duration: secondsEach,
    headers: { 'accept-encoding': 'gzip' },
  })
  if (non2xx > 0) throw new Error(`${url} answered ${non2xx} times with something else than a page`)
  const perSecond = Math.round(requests.average)
  const target =
    least > 0 ? { target: `>= ${least}/s`, met: perSecond >= least ? ('yes' as const) : ('no' as const) } : {}
  return { what, perSecond, p50Ms: latency.p50, p99Ms: latency.p99, ...target }
}

async function besideNginx(): Promise<Row[]> {
  if (spawnSync('nginx', ['-v']).status !== 0) return [{ what: 'nginx (not installed here)', value: '-' }]
  const folder = scratchFolder('meguri-nginx-')
  const port = 43_213
  writeFileSync(
    join(folder, 'nginx.conf'),
    `worker_processes auto; daemon off; pid ${folder}/pid; error_log ${folder}/error.log;
events { worker_connections 512; }
http { include /etc/nginx/mime.types; access_log off; gzip on; client_body_temp_path ${folder}; proxy_temp_path ${folder};
fastcgi_temp_path ${folder}; uwsgi_temp_path ${folder}; scgi_temp_path ${folder};
server { listen 127.0.0.1:${port}; root ${client}; location / { try_files $uri $uri/index.html =404; } } }`,
  )
  const nginx = spawn('nginx', ['-c', join(folder, 'nginx.conf')], { stdio: 'ignore' })
  try {
    for (let tries = 0; tries < 100; tries++) {
      if ((await fetch(`http://127.0.0.1:${port}/about`).catch(() => undefined))?.ok === true) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return [await shoot('nginx /about (the same file, gzip on the fly)', `http://127.0.0.1:${port}/about`, 0)]
  } finally {
    nginx.kill('SIGTERM')
  }
}
