/** What one cell of a timetable says of a train at a station. */
export type Cell =
  | { readonly kind: 'unknown' }
  /** It is there without stopping, or goes another way. */
  | { readonly kind: 'passes' }
  | {
      readonly kind: 'time'
      /** 'HH:MM', below 24:00. */
      readonly time: string
      /** "about": no source states the minute. */
      readonly about: boolean
      readonly side?: 'arr' | 'dep'
    }
  | { readonly kind: 'unreadable' }

const passing: ReadonlySet<string> = new Set(['レ', '〃', '||', '|', '‖', '↓', '↑', '=', '通過', 'pass'])
const unknown: ReadonlySet<string> = new Set(['', '?', '-', '―', '—', '–', 'ー', '…', '...', '・', '・・'])

/** Reads a cell as people write it: 6:08, 608, ６：０８, 6:08頃, 約6:08, 6:08着, 24:10, レ, 〃, ||, or nothing. */
export function cellOf(text: string): Cell {
  const plain = text.normalize('NFKC').replace(/\s/g, '')
  if (unknown.has(plain)) return { kind: 'unknown' }
  if (passing.has(plain)) return { kind: 'passes' }
  const found =
    /^(約|about|~|c\.)?(\d{1,2})[:.時]?(\d{2})分?(着|発|a|d)?(頃|ころ|ごろ|about|\?)?(着|発)?$/i.exec(plain)
  if (found === null) return { kind: 'unreadable' }
  const [, before, hours, minutes, side, after, end] = found
  if (Number(hours) > 29 || Number(minutes) > 59) return { kind: 'unreadable' }
  const which = side ?? end
  return {
    kind: 'time',
    time: `${String(Number(hours) % 24).padStart(2, '0')}:${minutes}`,
    about: before !== undefined || after !== undefined,
    ...(which === undefined ? {} : { side: /着|a/i.test(which) ? ('arr' as const) : ('dep' as const) }),
  }
}
