import { drawnBetween, keyedPart, movedBy, resizedBy } from '../../lib/drawn-part.ts'
import { numbersOf, partPath, partTyped } from '../../lib/story-form.ts'
import { readRegion, type Region, writtenRegion } from '../../lib/zoom-region.ts'

/** So long after the last move the hub is asked to draw the part. */
const drawAfterMs = 350

/** Lets the part of a picture be drawn on it, by a pointer and by keys; the numbers say the same, both ways. */
export function startPart(root: HTMLElement): void {
  const find = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-${name}]`)!
  const data = root.dataset
  const view = { width: Number(data['width']), height: Number(data['height']) }
  const image = { width: Number(data['imageWidth']), height: Number(data['imageHeight']) }
  const choice = { service: data['service']!, ...view, image, hasParts: true, whole: null }
  const [frame, box, said] = [find('frame'), find('box'), find('told')]
  const numbers = [...root.querySelectorAll<HTMLInputElement>('[data-number]')]
  const crop = document.querySelector<HTMLImageElement>(`[data-crop="${data['part']}"]`)
  const whole: Region = { x: 0, y: 0, ...view }
  let timer = 0

  const typed = (): string => partTyped(numbers.map(({ value }) => value))
  const part = (): Region => readRegion(typed()) ?? whole

  /** Shows the part where it is; of all of the picture no part is written down. */
  function show(): void {
    const { x, y, width, height } = part()
    const share = (of: number, all: number): string => `${(100 * of) / all}%`
    Object.assign(box.style, {
      insetInlineStart: share(x, view.width),
      insetBlockStart: share(y, view.height),
      inlineSize: share(width, view.width),
      blockSize: share(height, view.height),
    })
    clearTimeout(timer)
    timer = window.setTimeout(() => {
      if (crop) crop.src = partPath(choice, typed(), 640)
      const words = said.dataset['words'] ?? ''
      said.textContent = words.replace(/\{(\w+)\}/g, (_, name: keyof Region) => String(part()[name]))
    }, drawAfterMs)
  }

  function set(next: Region): void {
    const isWhole = next.width === view.width && next.height === view.height
    const texts = numbersOf(isWhole ? '' : writtenRegion(next))
    numbers.forEach((field, n) => (field.value = texts[n] ?? ''))
    numbers[0]!.dispatchEvent(new Event('input', { bubbles: true }))
  }

  /** Where a pointer is, in units of the view. */
  const at = (event: PointerEvent) => {
    const { left, top, width, height } = frame.getBoundingClientRect()
    return {
      x: ((event.clientX - left) / width) * view.width,
      y: ((event.clientY - top) / height) * view.height,
    }
  }

  frame.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return
    event.preventDefault()
    const [from, before, target] = [at(event), part(), event.target as HTMLElement]
    const isCorner = target.closest('[data-corner]') !== null
    // All of the picture cannot be moved: there a new part is drawn.
    const isMove = !isCorner && target.closest('[data-box]') !== null && typed() !== ''
    frame.setPointerCapture(event.pointerId)
    const move = (moved: PointerEvent): void => {
      const to = at(moved)
      const [x, y] = [to.x - from.x, to.y - from.y]
      if (isCorner) set(resizedBy(before, x, y, view))
      else if (isMove) set(movedBy(before, x, y, view))
      else set(drawnBetween(from, to, view))
    }
    const end = (): void => {
      frame.removeEventListener('pointermove', move)
      for (const name of ['pointerup', 'pointercancel'] as const) frame.removeEventListener(name, end)
    }
    frame.addEventListener('pointermove', move)
    for (const name of ['pointerup', 'pointercancel'] as const) frame.addEventListener(name, end)
    box.focus({ preventScroll: true })
  })
  box.addEventListener('keydown', (event) => {
    const next = event.ctrlKey || event.metaKey ? undefined : keyedPart(part(), event, view)
    if (next === undefined) return
    event.preventDefault()
    set(next)
    box.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  })
  find('whole').addEventListener('click', () => set(whole))
  const scroll = find('scroll')
  for (const button of root.querySelectorAll<HTMLElement>('[data-along]'))
    button.addEventListener('click', () => {
      scroll.scrollBy({ left: Number(button.dataset['along']) * scroll.clientWidth * 0.8 })
    })
  root.addEventListener('input', show)
  find('drawing').hidden = find('whole-actions').hidden = false
  show()
  // Of a wide picture that is seen first which is shown.
  scroll.scrollLeft = typed() === '' ? 0 : box.offsetLeft - scroll.clientWidth / 4
  // Nothing is told of what nobody changed.
  clearTimeout(timer)
}
