import type { Page, Request } from 'playwright'

/** Of a canvas nothing is drawn, and of the image nothing is asked for, in this time: the picture is done. */
const quietMs = 500
const waitMs = 120_000

export type Sharp = {
  /** From where the page began to open to the last drawing of the picture. */
  readonly ms: number
  /** The same from where the reader asked for the moving picture; nothing where the page opens it by itself. */
  readonly pressedMs: number | undefined
  /** Pixels of the finest level that was drawn for each pixel of the screen that the picture covers. */
  readonly pixels: number
}

type Drawn = { last: number; pressed: number | undefined }

/** Runs in the page before anything else: notes when a picture was drawn on a canvas, by either way of drawing. */
function noteDrawing(): void {
  const drawn: Drawn = { last: 0, pressed: undefined }
  Object.assign(globalThis, { drawn })
  addEventListener('click', () => (drawn.pressed ??= performance.now()), { capture: true })
  const drawings = [
    [globalThis.CanvasRenderingContext2D, 'drawImage'],
    [globalThis.WebGLRenderingContext, 'drawArrays'],
    [globalThis.WebGL2RenderingContext, 'drawArrays'],
  ] as const
  for (const [{ prototype }, name] of drawings) {
    const draw = Reflect.get(prototype, name) as (...given: unknown[]) => unknown
    Reflect.set(prototype, name, function (this: unknown, ...given: unknown[]) {
      drawn.last = performance.now()
      return Reflect.apply(draw, this, given)
    })
  }
}

const drawnIn = (page: Page): Promise<Drawn & { now: number }> =>
  page.evaluate(() => ({ ...(Reflect.get(globalThis, 'drawn') as Drawn), now: performance.now() }))

/** Pixels of the screen across the largest canvas that is seen, and across the picture that fits into it whole. */
const pixelsAcross = (page: Page, aspect: number): Promise<number> =>
  page.evaluate((shape) => {
    const boxes = [...document.querySelectorAll('canvas')].map((one) => one.getBoundingClientRect())
    const across = boxes.map(({ width, height }) => Math.min(width, height * shape))
    return Math.max(...across) * devicePixelRatio
  }, aspect)

/** A part in a size of its own, or all of the image in one: `x,y,w,h/w,h` or `full/w,h`. */
const asked = /\/(?:full|\d+,\d+,(?<part>\d+),\d+)\/(?<size>\d+),\d*\/0\/default\./

/** How many pixels the whole image has across in the level that a request is of. */
function levelAcross(path: string, width: number): number {
  const { part, size } = asked.exec(path)?.groups ?? {}
  if (size === undefined) return 0
  return part === undefined ? Number(size) : (width * Number(size)) / Number(part)
}

export type Shown = { readonly image: string; readonly width: number; readonly height: number }

/** Watches a page from before it is opened; what it returns waits until the image is drawn and nothing is on its way. */
export async function watchSharp(page: Page, { image, width, height }: Shown) {
  await page.addInitScript(noteDrawing)
  const pending = new Set<Request>()
  let [finest, quietSince] = [0, performance.now()]
  const isOfImage = (request: Request): boolean =>
    new URL(request.url()).pathname.startsWith(`/iiif/3/${image}/`) && !request.url().endsWith('/info.json')
  page.on('request', (request) => void (isOfImage(request) && pending.add(request)))
  const done = (request: Request): void => {
    if (!pending.delete(request)) return
    quietSince = performance.now()
    finest = Math.max(finest, levelAcross(new URL(request.url()).pathname, width))
  }
  page.on('requestfinished', done)
  page.on('requestfailed', done)

  const isDone = ({ last, now }: Drawn & { now: number }): boolean =>
    last > 0 && now - last > quietMs && pending.size === 0 && performance.now() - quietSince > quietMs
  return async (): Promise<Sharp> => {
    const until = performance.now() + waitMs
    for (;;) {
      const drawn = await drawnIn(page)
      const across = await pixelsAcross(page, width / height)
      if (isDone(drawn) && finest >= across) {
        const pressedMs = drawn.pressed === undefined ? undefined : drawn.last - drawn.pressed
        return { ms: drawn.last, pressedMs, pixels: finest / across }
      }
      if (performance.now() > until)
        throw new Error(
          `Not sharp in ${waitMs} ms: ${finest} of ${across} pixels, ${pending.size} on their way`,
        )
      await page.waitForTimeout(100)
    }
  }
}
