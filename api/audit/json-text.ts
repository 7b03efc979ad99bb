/**
 * The canonical form of what a JSON text says, made of the text itself: names are put in order, all else stays as it
 * stands. That is a third of reading the value and writing it again. Null of a text that is written otherwise than
 * JSON.stringify writes plain values: `canonical-text.ts` reads those.
 */
export function canonicalFromText(text: string): string | null {
  if (isUnusual.test(text)) return null
  const reading: Reading = { text, at: 0 }
  const form = valueAt(reading)
  return reading.at === text.length ? form : null
}

/** Escapes, what has to be escaped, and surrogates, half of which have no form. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const isUnusual = /[\\\u0000-\u001f\ud800-\udfff]/

/** Stands still at what cannot be followed. */
type Reading = { readonly text: string; at: number }

const unitOf = (letter: string): number => letter.charCodeAt(0)
const [zero, nine, minus, quote] = [unitOf('0'), unitOf('9'), unitOf('-'), unitOf('"')]
const [comma, colon, endOfList, endOfObject] = [unitOf(','), unitOf(':'), unitOf(']'), unitOf('}')]

function valueAt(reading: Reading): string | null {
  const first = reading.text[reading.at]
  if (first === '"') return passed(reading, stringEnd(reading))
  if (first === '{') return objectAt(reading)
  if (first === '[') return listAt(reading)
  return passed(reading, wordEnd(reading) || numberEnd(reading))
}

/** What stands there up to this end; 0 where it is none. */
function passed(reading: Reading, end: number): string | null {
  if (end === 0) return null
  const token = reading.text.slice(reading.at, end)
  reading.at = end
  return token
}

const stringEnd = ({ text, at }: Reading): number => text.indexOf('"', at + 1) + 1

function wordEnd({ text, at }: Reading): number {
  for (const word of ['null', 'true', 'false']) if (text.startsWith(word, at)) return at + word.length
  return 0
}

/** Whole numbers that are the same in JavaScript, as they are written there. */
function numberEnd({ text, at }: Reading): number {
  const from = text.charCodeAt(at) === minus ? at + 1 : at
  let end = from
  while (isDigit(text.charCodeAt(end))) end += 1
  const isPlain = text.charCodeAt(from) !== zero || (end - from === 1 && from === at)
  return end > from && end - from <= safeDigits && isPlain ? end : 0
}

const safeDigits = 15
const isDigit = (unit: number): boolean => unit >= zero && unit <= nine

function listAt(reading: Reading): string | null {
  const parts: string[] = []
  const isList = membersUntil(reading, endOfList, () => {
    const part = valueAt(reading)
    return part !== null && parts.push(part) > 0
  })
  return isList ? `[${parts.join()}]` : null
}

function objectAt(reading: Reading): string | null {
  const { text } = reading
  const members: Member[] = []
  const isObject = membersUntil(reading, endOfObject, () => {
    const { at } = reading
    const end = stringEnd(reading)
    if (text.charCodeAt(at) !== quote || end === 0 || text.charCodeAt(end) !== colon) return false
    reading.at = end + 1
    const value = valueAt(reading)
    return value !== null && members.push({ name: text.slice(at + 1, end - 1), value }) > 0
  })
  return isObject && putInOrder(members) ? `{${members.map(textOf).join()}}` : null
}

type Member = { readonly name: string; readonly value: string }
const textOf = ({ name, value }: Member): string => `"${name}":${value}`

/** By their UTF-16 units; false where one name stands twice. Nearly in order already, and few. */
function putInOrder(members: Member[]): boolean {
  for (let next = 1; next < members.length; next++) {
    const member = members[next]!
    let place = next
    for (; place > 0 && members[place - 1]!.name >= member.name; place--) {
      if (members[place - 1]!.name === member.name) return false
      members[place] = members[place - 1]!
    }
    members[place] = member
  }
  return true
}

/** Reads a list or an object from its bracket to behind its end. */
function membersUntil(reading: Reading, end: number, readMember: () => boolean): boolean {
  const { text } = reading
  reading.at += 1
  if (text.charCodeAt(reading.at) === end) return pass(reading)
  for (;;) {
    if (!readMember()) return false
    const unit = text.charCodeAt(reading.at)
    if (unit === end) return pass(reading)
    if (unit !== comma) return false
    pass(reading)
  }
}

function pass(reading: Reading): true {
  reading.at += 1
  return true
}
