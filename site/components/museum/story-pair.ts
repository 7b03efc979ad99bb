import { type Meeting, placeBeside } from '../../lib/linked-movement.ts'
import type { ZoomParts } from './deep-zoom.ts'
import { canMove, hearKeys, movements, type Pane, paneIn } from './story-pane.ts'

/** Two pictures that are compared: each moves by itself, or both together. */
export type Pair = {
  /** Shows two figures of the page; `areAlike` says whether they move together from the beginning. */
  readonly show: (figures: readonly HTMLElement[], areAlike: boolean) => Promise<void>
  readonly clear: () => void
  readonly focus: () => void
}

export type PairParts = Pick<ZoomParts, 'hints'> & {
  /** The choice to move both together, with its words. */
  readonly choice: HTMLElement
  /** What the pair leaves to its story: to go on, to go back, to close. */
  readonly act: (name: string) => void
  /** Says something to whoever does not see it. */
  readonly say: (words: string) => void
}

type Words = Record<'stageWords' | 'moved' | 'movedBoth' | 'stands', string>
type Side = 0 | 1

/** Makes the pair of a page work. */
export function pairIn(root: HTMLElement, { hints, choice, act, say }: PairParts): Pair {
  const words = root.dataset as Words
  const frames = [...root.querySelectorAll<HTMLElement>('[data-pane]')]
  const stages = frames.map((frame) => frame.querySelector<HTMLElement>('[data-pane-stage]')!)
  const together = choice.querySelector('input')!
  const names = ['', '']
  /** Which of them do not move. */
  const stand = [false, false]
  /** The picture that is moved by hand; nobody's as long as both only show what the scene shows. */
  let lead: Side | undefined
  /** From where the other one follows; it does not while both go their way to the whole. */
  let meeting: Meeting | undefined

  const panes = frames.map((_, n) => {
    const side = n as Side
    return paneIn(stages[n]!, {
      hints,
      onZoom: (times) => {
        if (lead === side) say(filled(areLinked() ? words.movedBoth : words.moved, side, times))
      },
      onMove: () => {
        if (lead === side) follow(side)
      },
      onStill: () => {
        stand[side] = true
        setStages()
        setTools()
        const said = filled(words.stands, side)
        say(said)
        return said
      },
    })
  }) as [Pane, Pane]

  const filled = (text: string, side: Side, times = 1): string =>
    text.replace('{picture}', names[side]!).replace('{times}', times.toFixed(1))

  const areLinked = (): boolean => together.checked && panes.every((pane) => pane.zoom() !== undefined)

  /** What is moved by hand is followed from where both are now. */
  const take = (side: Side): void => {
    if (lead === side && meeting !== undefined) return
    lead = side
    const [here, there] = [panes[side].zoom(), panes[other(side)].zoom()]
    meeting = here && there && { lead: here.place(), other: there.place() }
  }

  const follow = (side: Side): void => {
    const here = panes[side].zoom()
    if (meeting !== undefined && here !== undefined && areLinked())
      panes[other(side)].zoom()?.goTo(placeBeside(here.place(), meeting))
  }

  const move = (side: Side, name: string): void => {
    const [zoom, movement] = [panes[side].zoom(), movements[name]]
    if (movement === undefined) return act(name)
    if (zoom === undefined) return
    take(side)
    movement(zoom)
    if (name !== 'whole') return
    meeting = undefined
    if (areLinked()) panes[other(side)].zoom()?.showWhole()
  }

  /** A picture that stands still has nothing to press. */
  const setTools = (): void => {
    const areMoving = panes.map((pane) => pane.zoom() !== undefined)
    frames.forEach((frame, n) => (frame.querySelector<HTMLElement>('.zoom-tools')!.hidden = !areMoving[n]))
    choice.hidden = areMoving.includes(false)
  }

  /** What stands still promises no keys, and is passed over by them; whoever stood on it stands on the one that moves. */
  const setStages = (): void =>
    stages.forEach((stage, n) => {
      stage.tabIndex = stand[n]! ? -1 : 0
      if (!stand[n]) {
        stage.setAttribute('role', 'application')
        stage.setAttribute('aria-label', filled(words.stageWords, n as Side))
        return
      }
      stage.removeAttribute('role')
      stage.removeAttribute('aria-label')
      if (stage === document.activeElement) focus()
    })

  const focus = (): void => stages[stand[0] && !stand[1] ? 1 : 0]!.focus({ preventScroll: true })

  frames.forEach((frame, n) => {
    const side = n as Side
    for (const event of ['pointerdown', 'wheel'])
      frame.addEventListener(event, () => take(side), { capture: true, passive: true })
    frame.addEventListener('click', ({ target }) => {
      const name = (target as HTMLElement).closest('button')?.dataset['move']
      if (name !== undefined) move(side, name)
    })
    hearKeys(stages[n]!, (name) => move(side, name))
  })
  // Whoever has them move together again goes on from where both are.
  together.addEventListener('change', () => (meeting = undefined))

  const name = (figures: readonly HTMLElement[]): void =>
    figures.forEach(({ dataset }, n) => {
      const frame = frames[n]!
      const called = frame.dataset['pane']!.replace('{name}', dataset['name'] ?? '')
      names[n] = called
      frame.setAttribute('aria-label', called)
      frame.querySelector('[data-pane-name]')!.textContent = called
      stand[n] = !canMove(figures[n]!)
    })

  return {
    show: async (figures, areAlike) => {
      lead = meeting = undefined
      together.checked = areAlike
      name(figures)
      setStages()
      await Promise.all(panes.map((pane, n) => pane.show(figures[n]!)))
      setTools()
    },
    clear: () => {
      lead = meeting = undefined
      for (const pane of panes) pane.clear()
      choice.hidden = true
    },
    focus,
  }
}

const other = (side: Side): Side => (side === 0 ? 1 : 0)
