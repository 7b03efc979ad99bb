import { importAgain } from '../../lib/import-again.ts'
import { pointingAt } from '../../../api/museum/content-state.ts'
import { readRegion, type Region } from '../../lib/zoom-region.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { DeepZoom } from './deep-zoom.ts'
import { fetchAhead } from './zoom-ahead.ts'

/**
 * Comes closer to a picture that the page shows already. The viewer is fetched when it is asked for; until then, and
 * without scripts, the picture of the page stays.
 */
for (const root of document.querySelectorAll<HTMLElement>('[data-zoom]')) start(root)

type Words = Record<
  'service' | 'width' | 'height' | 'manifest' | 'canvas' | 'page' | 'busy' | 'failed' | 'times' | 'copied',
  string
> &
  Record<'hintTouch' | 'hintWheel' | 'open' | 'close', string>

/** What one press or key does. */
const doings: Readonly<Record<string, (zoom: DeepZoom) => void>> = {
  closer: (zoom) => zoom.zoomBy(1.5),
  further: (zoom) => zoom.zoomBy(1 / 1.5),
  whole: (zoom) => zoom.showWhole(),
  left: (zoom) => zoom.moveBy(-1, 0),
  right: (zoom) => zoom.moveBy(1, 0),
  up: (zoom) => zoom.moveBy(0, -1),
  down: (zoom) => zoom.moveBy(0, 1),
}

const keys: Readonly<Record<string, string>> = {
  '+': 'closer',
  '=': 'closer',
  '-': 'further',
  '0': 'whole',
  Home: 'whole',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

function start(root: HTMLElement): void {
  const words = root.dataset as Words
  const find = <E extends HTMLElement>(name: string): E => root.querySelector<E>(`[data-${name}]`)!
  const [stage, still, tools, state] = [find('stage'), find('still'), find('tools'), find('state')]
  const opener = find<HTMLButtonElement>('open')
  const share = find('share')
  /** What a press cannot fetch again comes with the page. */
  const again = find('again')
  let zoom: DeepZoom | undefined

  /** The picture itself has the screen where the browser can; the page is there again with Escape. */
  const screen = find<HTMLButtonElement>('screen')
  screen.hidden = !document.fullscreenEnabled
  screen.addEventListener('click', () => {
    void (document.fullscreenElement === null ? root.requestFullscreen() : document.exitFullscreen())
  })

  root.addEventListener('fullscreenchange', () => zoom?.setAlone(document.fullscreenElement === root))

  const setOpen = (isOpen: boolean): void => {
    stage.hidden = tools.hidden = !isOpen
    still.hidden = isOpen
    opener.textContent = isOpen ? words.close : words.open
    opener.setAttribute('aria-expanded', String(isOpen))
  }

  const close = (): void => {
    zoom?.close()
    zoom = undefined
    stage.replaceChildren()
    share.hidden = true
    setOpen(false)
    state.textContent = ''
    if (document.fullscreenElement === root) void document.exitFullscreen()
    opener.focus()
  }

  const open = async (): Promise<void> => {
    state.textContent = words.busy
    again.hidden = true
    try {
      const { openZoom } = await importAgain(() => import('./deep-zoom.ts'))
      setOpen(true)
      zoom = await openZoom({
        stage,
        service: words.service,
        view: { width: Number(words.width), height: Number(words.height) },
        region: readRegion(root.dataset['region']),
        hints: { touch: words.hintTouch, wheel: words.hintWheel },
        onZoom: (times) => (state.textContent = words.times.replace('{times}', times.toFixed(1))),
        onFailure: fail,
      })
      state.textContent = ''
      stage.focus({ preventScroll: true })
    } catch {
      fail()
    }
  }

  const fail = (): void => {
    zoom?.close()
    zoom = undefined
    stage.replaceChildren()
    setOpen(false)
    state.textContent = words.failed
    again.hidden = false
  }

  const act = (name: string | undefined): boolean => {
    const doing = doings[name ?? '']
    if (zoom === undefined || doing === undefined) return false
    doing(zoom)
    return true
  }

  opener.hidden = false
  const press = oneAtATime(opener)
  opener.addEventListener('click', () => void press(async () => (zoom === undefined ? open() : close())))
  fetchAhead(opener)
  tools.addEventListener('click', ({ target }) => {
    act((target as HTMLElement).closest('button')?.dataset['do'])
  })
  stage.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && document.fullscreenElement === null) close()
    else if (!hasModifier(event) && act(keys[event.key])) event.preventDefault()
  })
  find('tell').addEventListener('click', () => {
    if (zoom === undefined) return
    const field = share.querySelector('input')!
    field.value = addressOf(words, zoom.seen())
    share.hidden = false
    field.focus()
    field.select()
  })
  find('copy').addEventListener('click', () => {
    const field = share.querySelector('input')!
    field.select()
    void navigator.clipboard?.writeText(field.value).then(() => (state.textContent = words.copied))
  })
}

const hasModifier = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => ctrlKey || metaKey || altKey

/** The address under which the page shows this part, and opens it in other viewers. */
function addressOf({ page, manifest, canvas }: Words, region: Region): string {
  const address = new URL(page, location.href)
  address.searchParams.set('iiif-content', pointingAt({ manifest, canvas, region }))
  address.hash = 'detail'
  return address.href
}
