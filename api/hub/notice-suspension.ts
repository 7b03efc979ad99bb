import { content } from '../../content/index.ts'
import type { KeptNotice } from '../rail/index.ts'
import { onTheRails } from '../rail/index.ts'
import { UsageFault } from './command.ts'
import { dayIn, known, said } from './notice-options.ts'

export const suspensionOptions = {
  suspended: { type: 'boolean' },
  between: { type: 'string' },
  'substitute-ja': { type: 'string' },
  'substitute-en': { type: 'string' },
  'substitute-from': { type: 'string' },
  'substitute-until': { type: 'string' },
  'no-substitute': { type: 'boolean' },
} as const

type Given = {
  readonly [
    name in keyof typeof suspensionOptions
  ]?: (typeof suspensionOptions)[name]['type'] extends 'boolean' ? boolean | undefined : string | undefined
}

/** Which trains a notice takes off from a day on, and what runs in place of them. */
export function suspendedBy(
  lines: readonly string[],
  from: string,
  given: Given,
): Pick<KeptNotice, 'cut' | 'substitute'> {
  const substitute = substituteOf(from, given)
  if (given.suspended !== true && given.between === undefined) {
    if (substitute !== undefined)
      throw new UsageFault('A substitute runs in place of trains: say --suspended')
    return {}
  }
  const [line, ...others] = lines
  if (line === undefined || others.length > 0) throw new UsageFault('Take trains off one line at a time')
  return { cut: cutOf(line, given.between), ...(substitute === undefined ? {} : { substitute }) }
}

function cutOf(line: string, between: string | undefined): NonNullable<KeptNotice['cut']> {
  if (between === undefined) return { line }
  const [from, to, ...more] = between.split(',')
  if (from === undefined || to === undefined || more.length > 0)
    throw new UsageFault('Name two stations: --between ID,ID')
  const cut = {
    line,
    from: known('between', from, content.stations),
    to: known('between', to, content.stations),
  }
  if (!onTheRails(cut, content.lines))
    throw new UsageFault(`--between ${between}: ${line} does not join the two`)
  return cut
}

function substituteOf(from: string, given: Given): KeptNotice['substitute'] {
  const told = ['substitute-ja', 'substitute-en', 'substitute-from', 'substitute-until'] as const
  const isTold = told.some((name) => given[name] !== undefined)
  if (given['no-substitute'] === true) {
    if (isTold) throw new UsageFault('--no-substitute says that nothing runs')
    return { none: true }
  }
  if (!isTold) return undefined
  const start = dayIn('substitute-from', given['substitute-from'])
  const until = given['substitute-until']
  const end = until === undefined ? undefined : dayIn('substitute-until', until)
  if (start < from) throw new UsageFault('--substitute-from is before --from')
  if (end !== undefined && end < start) throw new UsageFault('--substitute-until is before --substitute-from')
  return {
    words: {
      ja: said('substitute-ja', given['substitute-ja']),
      en: said('substitute-en', given['substitute-en']),
    },
    start,
    ...(end === undefined ? {} : { end }),
  }
}
