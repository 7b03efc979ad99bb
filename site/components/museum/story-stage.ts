import { readRegion, type Sides } from '../../lib/zoom-region.ts'
import type { DeepZoom } from './deep-zoom.ts'

/**
 * Moves one picture from step to step while the page is read. The viewer is fetched when it is asked for; without it the
 * page tells everything by the pictures that stand on it.
 */
for (const root of document.querySelectorAll<HTMLElement>('[data-story]')) start(root)

type Words = Record<
  'busy' | 'failed' | 'stands' | 'now' | 'start' | 'stop' | 'hintTouch' | 'hintWheel',
  string
>

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

function start(root: HTMLElement): void {
  const words = root.dataset as Words
  const steps = [...root.querySelectorAll<HTMLElement>('.story-step')]
  const movable = steps.filter((step) => step.dataset['step'] !== undefined)
  const find = <E extends HTMLElement>(name: string): E => root.querySelector<E>(`[data-${name}]`)!
  const [frame, stage, state] = [find('stage-frame'), find('stage'), find('state')]
  const opener = root.querySelector<HTMLButtonElement>('button[data-start]')!
  if (movable.length === 0) return

  let zoom: DeepZoom | undefined
  let shown: string | undefined
  let at = 0
  /** The last step with a picture that was asked for: those before it are passed over, not opened one after another. */
  let wanted: HTMLElement | undefined
  /** The step that was asked for and is being scrolled to; what passes by meanwhile is not shown. */
  let aim: HTMLElement | undefined
  /** What is being opened is given up where all of it is closed meanwhile. */
  let opening: AbortController | undefined
  /** Turns are taken one after another: a picture that is still being opened is not opened twice. */
  let turn: Promise<void> = Promise.resolve()

  const clear = (): void => {
    opening?.abort()
    zoom?.close()
    zoom = opening = shown = undefined
    stage.replaceChildren()
  }

  const close = (message = ''): void => {
    clear()
    frame.hidden = true
    root.classList.remove('live')
    opener.textContent = words.start
    opener.setAttribute('aria-expanded', 'false')
    state.textContent = message
  }

  /** Shows what a step looks at; the same picture is moved, another one takes its place. */
  const show = async (step: HTMLElement): Promise<void> => {
    const service = step.dataset['step']
    const region = readRegion(step.dataset['region'])
    if (service === undefined || !root.classList.contains('live')) return
    if (zoom !== undefined && shown === service) {
      if (region === undefined) zoom.showWhole()
      else zoom.show(region)
      return
    }
    const { openZoom } = await import('./deep-zoom.ts')
    clear()
    const { signal } = (opening = new AbortController())
    try {
      zoom = await openZoom({
        stage,
        service,
        isFile: step.dataset['file'] !== undefined,
        view: sidesOf(step),
        region,
        hints: { touch: words.hintTouch, wheel: words.hintWheel },
        onZoom: () => {},
        onFailure: () => standStill(step),
        signal,
      })
      shown = service
    } catch {
      if (!signal.aborted) standStill(step)
    }
  }

  /** A house does not answer: its step is told with the still picture in the same place, and the others go on moving. */
  const standStill = (step: HTMLElement): void => {
    clear()
    const still = step.querySelector('.story-view')?.firstElementChild
    if (still) stage.append(still.cloneNode(true))
    state.textContent = words.stands
  }

  const goTo = (n: number, doesScroll: boolean): void => {
    const step = steps[n]
    if (step === undefined) return
    at = n
    aim = doesScroll ? step : undefined
    state.textContent = words.now
      .replace('{n}', String(n + 1))
      .replace('{total}', String(steps.length))
      .replace('{title}', step.dataset['title'] ?? '')
    if (doesScroll) step.scrollIntoView({ behavior: isStill() ? 'auto' : 'smooth', block: 'center' })
    if (step.dataset['step'] !== undefined) wanted = step
    turn = turn.then(() => (wanted === step ? show(step) : undefined)).catch(() => close(words.failed))
  }

  const doings: Readonly<Record<string, () => void>> = {
    next: () => goTo(at + 1, true),
    previous: () => goTo(at - 1, true),
    closer: () => zoom?.zoomBy(1.5),
    further: () => zoom?.zoomBy(1 / 1.5),
    whole: () => zoom?.showWhole(),
    left: () => zoom?.moveBy(-1, 0),
    right: () => zoom?.moveBy(1, 0),
    up: () => zoom?.moveBy(0, -1),
    down: () => zoom?.moveBy(0, 1),
  }

  // The step in the middle of what is read is the one that is shown. One report may tell of several that came and went.
  const inMiddle = new Set<HTMLElement>()
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        inMiddle[isIntersecting ? 'add' : 'delete'](target as HTMLElement)
      if (aim !== undefined && !inMiddle.has(aim)) return
      aim = undefined
      const n = steps.findIndex((step) => inMiddle.has(step))
      if (n >= 0 && !inMiddle.has(steps[at]!) && root.classList.contains('live')) goTo(n, false)
    },
    { rootMargin: '-45% 0px -45% 0px' },
  )
  // Who scrolls on by themselves looks for another step than the one they had asked for.
  for (const event of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    addEventListener(event, () => (aim = undefined), { capture: true, passive: true })
  for (const step of steps) seen.observe(step)

  const open = (): void => {
    root.classList.add('live')
    frame.hidden = false
    opener.textContent = words.stop
    opener.setAttribute('aria-expanded', 'true')
    state.textContent = words.busy
    // The picture and the first words are seen together.
    frame.scrollIntoView({ behavior: isStill() ? 'auto' : 'smooth', block: 'start' })
    goTo(at, false)
    stage.focus({ preventScroll: true })
  }

  opener.hidden = false
  opener.addEventListener('click', () => (root.classList.contains('live') ? close() : open()))
  for (const event of ['pointerenter', 'focus'])
    opener.addEventListener(event, () => void import('./deep-zoom.ts').catch(() => {}), { once: true })
  frame.addEventListener('click', ({ target }) => {
    const name = (target as HTMLElement).closest('button')?.dataset['do']
    if (name !== undefined) doings[name]?.()
  })
  stage.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const name = keys[event.key]
    if (event.key === 'Escape') {
      close()
      opener.focus()
    } else if (name !== undefined) {
      doings[name]?.()
      event.preventDefault()
    }
  })
}

const keys: Readonly<Record<string, string>> = {
  n: 'next',
  p: 'previous',
  '+': 'closer',
  '=': 'closer',
  '-': 'further',
  '0': 'whole',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

const sidesOf = ({ dataset }: HTMLElement): Sides => ({
  width: Number(dataset['width']),
  height: Number(dataset['height']),
})
