import type { Logger } from 'pino'

/** Work that every process does for itself, again and again: no lease, and no turn before the one before has ended. */
export type Turn = { readonly name: string; readonly everyMs: number; readonly take: () => Promise<void> }

/** Takes turns until stopped; one that fails is logged and tried again next time. */
export function startTurns(turns: readonly Turn[], log: Logger): { readonly stop: () => void } {
  const timers = turns.map(({ name, everyMs, take }) => {
    let busy = false
    return setInterval(() => {
      if (busy) return
      busy = true
      take()
        .catch((error: unknown) => log.error({ err: error, turn: name }, 'a turn failed'))
        .finally(() => (busy = false))
    }, everyMs)
  })
  return { stop: () => timers.forEach(clearInterval) }
}
