import { importAgain } from '../../lib/import-again.ts'
import { canMove, hearKeys, movements, paneIn } from './story-pane.ts'
import type { Pair } from './story-pair.ts'
import { fetchAhead } from './zoom-ahead.ts'

/**
 * Moves one picture from step to step while the page is read, or the two that a step compares. The viewer is fetched when
 * it is asked for; without it the page tells everything by the pictures that stand on it.
 */
for (const root of document.querySelectorAll<HTMLElement>('[data-story]')) start(root)

type Words = Record<
  'busy' | 'failed' | 'stands' | 'now' | 'start' | 'stop' | 'hintTouch' | 'hintWheel',
  string
>

/** Wide enough for the pictures to stand beside what is read; on a phone they stand over it. */
const isWide = (): boolean => matchMedia('(min-width: 52rem)').matches
/** Two presses that come within it were meant as one. */
const doubleClickMs = 500
const isStill = (): boolean => matchMedia('(prefers-reduced-motion: reduce)').matches

/** The figures of a step; none where no picture of it can move. */
function movedIn(step: HTMLElement): HTMLElement[] {
  const figures = [...step.querySelectorAll<HTMLElement>('.story-view:not(.story-map)')]
  return figures.some(canMove) ? figures : []
}

function start(root: HTMLElement): void {
  const words = root.dataset as Words
  const steps = [...root.querySelectorAll<HTMLElement>('.story-step')]
  const find = <E extends HTMLElement>(name: string): E => root.querySelector<E>(`[data-${name}]`)!
  const [frame, stage, state] = [find('stage-frame'), find('stage'), find('state')]
  /** There where two pictures are compared anywhere in the story. */
  const beside = root.querySelector<HTMLElement>('[data-pair]')
  const alone = [...frame.querySelectorAll<HTMLElement>('[data-alone]')]
  const opener = root.querySelector<HTMLButtonElement>('button[data-start]')!
  /** What a press cannot fetch again comes with the page. */
  const again = find('again')
  if (steps.every((step) => movedIn(step).length === 0)) return

  const hints = { touch: words.hintTouch, wheel: words.hintWheel }
  const say = (said: string): void => void (state.textContent = said)
  // A house does not answer: its step is told with the still picture in the same place, and the others go on moving.
  const single = paneIn(stage, {
    hints,
    onStill: () => {
      say(words.stands)
      return words.stands
    },
  })
  let pair: Pair | undefined
  let at = 0
  /** The last step with a picture that was asked for: those before it are passed over, not opened one after another. */
  let wanted: HTMLElement | undefined
  /** The step that was asked for and is being scrolled to; what passes by meanwhile is not shown. */
  let aim: HTMLElement | undefined
  /** Turns are taken one after another: a picture that is still being opened is not opened twice. */
  let turn: Promise<void> = Promise.resolve()

  /** Makes room for one picture or for two. Whoever stood on the picture that goes stands on the one that comes. */
  const setPair = (isPair: boolean): void => {
    if (beside === null || beside.hidden !== isPair) return
    const hadFocus = (isPair ? stage : beside).contains(document.activeElement)
    beside.hidden = !isPair
    for (const part of alone) part.hidden = isPair
    if (!hadFocus) return
    if (isPair) pair?.focus()
    else stage.focus({ preventScroll: true })
  }

  const isLive = (): boolean => root.classList.contains('live')
  /** What a scene says comes right after its picture: whose that is stands below, as long as the picture is elsewhere. */
  const setLive = (is: boolean): void => {
    root.classList.toggle('live', is)
    frame.hidden = !is
    opener.textContent = is ? words.stop : words.start
    opener.setAttribute('aria-expanded', String(is))
    for (const step of steps.filter((one) => movedIn(one).length > 0))
      step[is ? 'append' : 'prepend'](step.querySelector('.story-views')!)
  }

  const close = (message = ''): void => {
    single.clear()
    pair?.clear()
    setPair(false)
    setLive(false)
    say(message)
  }

  /** Whoever stood on what goes stands on the button that opened it. */
  const fail = (): void => {
    if (!isLive()) return
    const hadFocus = frame.contains(document.activeElement)
    close(words.failed)
    again.hidden = false
    if (hadFocus) opener.focus()
  }

  const showPair = async (figures: readonly HTMLElement[], areAlike: boolean): Promise<void> => {
    const { pairIn } = await importAgain(() => import('./story-pair.ts'))
    // Closed meanwhile.
    if (!isLive()) return
    pair ??= pairIn(beside!, { hints, choice: find('together'), say, act })
    single.clear()
    setPair(true)
    await pair.show(figures, areAlike)
  }

  const show = async (step: HTMLElement): Promise<void> => {
    const [figure, second] = movedIn(step)
    if (figure === undefined || !isLive()) return
    if (second !== undefined) return showPair([figure, second], step.dataset['alike'] !== undefined)
    pair?.clear()
    setPair(false)
    await single.show(figure)
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
    if (doesScroll)
      step.scrollIntoView({ behavior: isStill() ? 'auto' : 'smooth', block: isWide() ? 'center' : 'start' })
    if (movedIn(step).length > 0) wanted = step
    turn = turn.then(() => (wanted === step ? show(step) : undefined)).catch(fail)
  }

  const act = (name: string): void => {
    const zoom = single.zoom()
    if (name === 'next') goTo(at + 1, true)
    else if (name === 'previous') goTo(at - 1, true)
    else if (name === 'close') {
      close()
      opener.focus()
    } else if (zoom !== undefined) movements[name]?.(zoom)
  }

  // The step in the middle of what is read is the one that is shown. One report may tell of several that came and went.
  const inMiddle = new Set<HTMLElement>()
  let seen: IntersectionObserver | undefined
  const watch = (): void => {
    seen?.disconnect()
    inMiddle.clear()
    seen = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries)
          inMiddle[isIntersecting ? 'add' : 'delete'](target as HTMLElement)
        if (aim !== undefined && !inMiddle.has(aim)) return
        aim = undefined
        const n = steps.findIndex((step) => inMiddle.has(step))
        if (n >= 0 && !inMiddle.has(steps[at]!) && isLive()) goTo(n, false)
      },
      // On a phone the upper part of the screen is the picture's.
      { rootMargin: isWide() ? '-45% 0px -45% 0px' : '-70% 0px -20% 0px' },
    )
    for (const step of steps) seen.observe(step)
  }
  // Who scrolls on by themselves looks for another step than the one they had asked for.
  for (const event of ['wheel', 'touchmove', 'pointerdown', 'keydown'])
    addEventListener(event, () => (aim = undefined), { capture: true, passive: true })

  const open = (): void => {
    setLive(true)
    again.hidden = true
    say(words.busy)
    // The picture and the first words are seen together.
    frame.scrollIntoView({ behavior: isStill() ? 'auto' : 'smooth', block: 'start' })
    watch()
    goTo(at, false)
    stage.focus({ preventScroll: true })
  }

  opener.hidden = false
  let openedMs = -Infinity
  opener.addEventListener('click', ({ timeStamp }) => {
    // The second half of a double click closes nothing.
    if (isLive()) return timeStamp - openedMs < doubleClickMs ? undefined : close()
    openedMs = timeStamp
    open()
  })
  fetchAhead(opener)
  frame.addEventListener('click', ({ target }) => {
    const name = (target as HTMLElement).closest('button')?.dataset['do']
    if (name !== undefined) act(name)
  })
  hearKeys(stage, act)
}
