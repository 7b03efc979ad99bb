import { importAgain } from '../../lib/import-again.ts'
import { readRegion } from '../../lib/zoom-region.ts'
import type { DeepZoom, ZoomParts } from './deep-zoom.ts'

export type PaneParts = Pick<ZoomParts, 'hints'> &
  Partial<Pick<ZoomParts, 'onZoom' | 'onMove'>> & {
    /** The picture does not come: its still one stands in its place, with the words that this answers. */
    readonly onStill: () => string
  }

/** A place of the page in which one picture moves, another one after it. */
export type Pane = {
  readonly zoom: () => DeepZoom | undefined
  /** Shows what a figure of the page shows; the same picture is moved, another one takes its place. */
  readonly show: (figure: HTMLElement) => Promise<void>
  readonly clear: () => void
}

/** Says of which figures the pictures can move. */
export const canMove = ({ dataset }: HTMLElement): boolean => dataset['service'] !== undefined

/** Nothing is in it until it is told what to show. */
export function paneIn(stage: HTMLElement, parts: PaneParts): Pane {
  const { hints, onStill, onZoom = () => {}, onMove } = parts
  let zoom: DeepZoom | undefined
  let shown: string | undefined
  /** What is being opened is given up where all of it is closed meanwhile. */
  let opening: AbortController | undefined

  const clear = (): void => {
    opening?.abort()
    zoom?.close()
    zoom = opening = shown = undefined
    stage.replaceChildren()
  }

  const standStill = (figure: HTMLElement): void => {
    clear()
    const still = figure.firstElementChild
    if (still) stage.append(still.cloneNode(true))
  }

  const fail = (figure: HTMLElement): void => {
    standStill(figure)
    const said = document.createElement('p')
    said.className = 'stands small'
    said.textContent = onStill()
    stage.append(said)
  }

  const open = async (figure: HTMLElement, service: string): Promise<void> => {
    clear()
    const { signal } = (opening = new AbortController())
    const { openZoom } = await importAgain(() => import('./deep-zoom.ts'))
    const { file, width, height, region } = figure.dataset
    try {
      zoom = await openZoom({
        stage,
        service,
        isFile: file !== undefined,
        view: { width: Number(width), height: Number(height) },
        region: readRegion(region),
        hints,
        onZoom,
        ...(onMove && { onMove }),
        onFailure: () => fail(figure),
        signal,
      })
      shown = service
    } catch {
      if (!signal.aborted) fail(figure)
    }
  }

  const show = async (figure: HTMLElement): Promise<void> => {
    const { service } = figure.dataset
    if (service === undefined) return standStill(figure)
    if (zoom === undefined || shown !== service) return open(figure, service)
    const region = readRegion(figure.dataset['region'])
    if (region === undefined) zoom.showWhole()
    else zoom.show(region)
  }

  return { zoom: () => zoom, show, clear }
}

/** What one press or key does to a picture. */
export const movements: Readonly<Record<string, (zoom: DeepZoom) => void>> = {
  closer: (zoom) => zoom.zoomBy(1.5),
  further: (zoom) => zoom.zoomBy(1 / 1.5),
  whole: (zoom) => zoom.showWhole(),
  left: (zoom) => zoom.moveBy(-1, 0),
  right: (zoom) => zoom.moveBy(1, 0),
  up: (zoom) => zoom.moveBy(0, -1),
  down: (zoom) => zoom.moveBy(0, 1),
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
  Escape: 'close',
}

/** Hears on a stage the keys that are ours, and leaves those of the browser alone. */
export function hearKeys(stage: HTMLElement, act: (name: string) => void): void {
  stage.addEventListener('keydown', (event) => {
    const name = keys[event.key]
    if (name === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    act(name)
    event.preventDefault()
  })
}
