import OpenSeadragon from 'openseadragon'
import type { Place } from '../../lib/linked-movement.ts'
import { inUnits, inWidths, type Region, type Sides } from '../../lib/zoom-region.ts'
import { type ImageSaid, oneFile, zoomSource } from '../../lib/zoom-source.ts'

export type ZoomParts = {
  /** Where the picture is shown; it is what has the focus. */
  readonly stage: HTMLElement
  /** Path of our own service, or the address of a partner's. */
  readonly service: string
  /** That is the address of one file, of which nobody draws parts. */
  readonly isFile?: boolean
  /** The view in its own units. */
  readonly view: Sides
  /** What is shown first; all of it where it is left out. */
  readonly region?: Region | undefined
  /** Said over the picture to a finger or a wheel that is left to the page. */
  readonly hints: { readonly touch: string; readonly wheel: string }
  /** The reader came closer or went further: how many times as large as the whole. */
  readonly onZoom: (times: number) => void
  /** Another part is seen than a moment ago; told with each drawing, while it moves. */
  readonly onMove?: () => void
  /** The parts of the picture do not come. */
  readonly onFailure: () => void
  /** Nobody waits for it any more. */
  readonly signal?: AbortSignal
}

export type DeepZoom = {
  readonly zoomBy: (factor: number) => void
  /** By a part of what is seen: -1, 0 or 1 each way. */
  readonly moveBy: (x: number, y: number) => void
  readonly showWhole: () => void
  readonly show: (region: Region) => void
  /** What is seen, in units of the view. */
  readonly seen: () => Region
  /** What is seen at this moment, also on the way somewhere. */
  readonly place: () => Place
  /** Is there at once, as near as the picture goes. */
  readonly goTo: (place: Place) => void
  /** Alone on the screen one finger and the wheel move the picture: there is no page to scroll. */
  readonly setAlone: (isAlone: boolean) => void
  readonly close: () => void
}

/** Of what is seen, by which one press moves. */
const moveShare = 0.3

/**
 * The library writes a style sheet into the page that hides the focus on phones, unless it finds one of that name: it
 * finds an empty one, as the page's policy lets no other in and the focus is to be seen.
 */
function keepFocusSeen(): void {
  if (document.querySelector('style[data-openseadragon-mobile-css]') !== null) return
  const mark = document.createElement('style')
  mark.setAttribute('data-openseadragon-mobile-css', '')
  document.head.append(mark)
}

const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** How long a server is waited for until the still picture is all there is. */
const answerMsMost = 10_000

/**
 * Information of an image, asked for where the page is: the hub may be reached by another name than its own. A partner's may
 * call itself as it likes: it is asked for its parts where the page's policy lets it be, and not told where it is looked at.
 */
async function informationOf({ service, signal }: Pick<ZoomParts, 'service' | 'signal'>): Promise<object> {
  const isLate = AbortSignal.timeout(answerMsMost)
  const answer = await fetch(`${service}/info.json`, {
    referrerPolicy: 'no-referrer',
    signal: signal === undefined ? isLate : AbortSignal.any([isLate, signal]),
  })
  if (!answer.ok) throw new Error(`The image ${service} answers ${answer.status}.`)
  return zoomSource((await answer.json()) as ImageSaid, new URL(service, location.href).href)
}

/** Opens the moving picture in its stage. The page goes on scrolling under one finger and under the wheel. */
export async function openZoom(parts: ZoomParts): Promise<DeepZoom> {
  const { stage, view } = parts
  const tileSources = parts.isFile === true ? oneFile(parts.service, view) : await informationOf(parts)
  keepFocusSeen()
  OpenSeadragon.setString('GestureHints.Touch', parts.hints.touch)
  OpenSeadragon.setString('GestureHints.Scroll', parts.hints.wheel)
  const viewer = OpenSeadragon({
    element: stage,
    tileSources,
    drawer: 'canvas',
    showNavigationControl: false,
    cooperativeGestures: true,
    // Our own keys are heard on the stage, which has a name and a visible focus; the drawing inside has neither.
    keyboardNavEnabled: false,
    tabIndex: -1,
    animationTime: isStill() ? 0 : 0.9,
    blendTime: isStill() ? 0 : 0.2,
    immediateRender: isStill(),
    visibilityRatio: 1,
    minZoomImageRatio: 0.8,
    maxZoomPixelRatio: 2,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    gestureSettingsTouch: { clickToZoom: false, dblClickToZoom: true },
  })
  const zoom = controlsOf(viewer, view)
  await new Promise<void>((resolve) => {
    viewer.addOnceHandler('open', () => resolve())
    viewer.addOnceHandler('open-failed', () => resolve())
  })
  if (viewer.world.getItemCount() === 0 || parts.signal?.aborted === true) {
    viewer.destroy()
    throw new Error(`The image ${parts.service} cannot be opened.`)
  }
  failWithoutParts(viewer, parts.onFailure)
  viewer.addHandler('animation-finish', () =>
    parts.onZoom(viewer.viewport.getZoom() / viewer.viewport.getHomeZoom()),
  )
  if (parts.onMove !== undefined) viewer.addHandler('viewport-change', parts.onMove)
  if (parts.region !== undefined) showAt(viewer.viewport, rectangle(parts.region, view), true)
  return zoom
}

/** Says once that nothing comes, where the first parts of the picture do not. */
function failWithoutParts(viewer: OpenSeadragon.Viewer, onFailure: () => void): void {
  let isSettled = false
  viewer.addOnceHandler('tile-loaded', () => (isSettled = true))
  viewer.addHandler('tile-load-failed', () => {
    if (isSettled) return
    isSettled = true
    onFailure()
  })
}

const rectangle = (region: Region, view: Sides): OpenSeadragon.Rect => {
  const { x, y, width, height } = inWidths(region, view)
  return new OpenSeadragon.Rect(x, y, width, height)
}

/** A part of another shape than the stage is shown with what lies beside it, never with the bare ground. */
function showAt(viewport: OpenSeadragon.Viewport, part: OpenSeadragon.Rect, isAtOnce: boolean): void {
  viewport.fitBounds(part, isAtOnce)
  viewport.applyConstraints(isAtOnce)
}

function controlsOf(viewer: OpenSeadragon.Viewer, view: Sides): DeepZoom {
  const { viewport } = viewer
  return {
    zoomBy: (factor) => {
      viewport.zoomBy(factor, undefined, isStill())
      viewport.applyConstraints(isStill())
    },
    moveBy: (x, y) => {
      const { width, height } = viewport.getBounds()
      viewport.panBy(new OpenSeadragon.Point(x * width * moveShare, y * height * moveShare), isStill())
      viewport.applyConstraints(isStill())
    },
    showWhole: () => void viewport.goHome(isStill()),
    show: (region) => showAt(viewport, rectangle(region, view), isStill()),
    seen: () => inUnits(viewport.getBounds(), view),
    place: () => {
      const { x, y } = viewport.getCenter(true)
      return { x, y, width: 1 / viewport.getZoom(true) }
    },
    goTo: ({ x, y, width }) => {
      viewport.zoomTo(1 / width, undefined, true)
      viewport.panTo(new OpenSeadragon.Point(x, y), true)
      viewport.applyConstraints(true)
    },
    setAlone: (isAlone) => void viewer.setCooperativeGestures(!isAlone),
    close: () => viewer.destroy(),
  }
}
