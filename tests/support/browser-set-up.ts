import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Flags for a browser run by root on a closed network: no background calls, software rendering of WebGL. */
export const browserFlags: readonly string[] = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
]

/** Where a browser is: CHROMIUM_PATH, Debian's, or the one that comes as an npm package. */
export async function browserPath(): Promise<string> {
  const given = process.env['CHROMIUM_PATH']
  if (given !== undefined) return given
  const debian = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
    existsSync(path),
  )
  if (debian !== undefined) return debian
  const { default: chromium } = await import('@sparticuz/chromium')
  return chromium.executablePath()
}

const hasJapaneseGlyphs = (): boolean => {
  const listed = spawnSync('fc-list', [':lang=ja', 'family'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}

/** Japanese pages cannot be judged without Japanese glyphs: installs them where this user may, else says how. */
export async function prepareBrowser(): Promise<void> {
  if (hasJapaneseGlyphs()) return
  const isRoot = process.getuid?.() === 0
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    throw new Error(
      'The browser tests need Japanese fonts. Install them once: sudo apt-get install fonts-noto-cjk fontconfig',
    )
  }
  process.stderr.write('Installing Japanese fonts …\n')
  const options = {
    stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }
  execFileSync('apt-get', ['update', '-qq'], options)
  execFileSync('apt-get', ['install', '-y', '-qq', 'fonts-noto-cjk', 'fontconfig'], options)
}
