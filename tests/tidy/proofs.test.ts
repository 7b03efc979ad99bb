import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const readme = readFileSync(join(root, 'api', 'currency', 'README.md'), 'utf8')

/** `| T7 | what is promised | \`tests/…\` name of the test |` */
const rows = [...readme.matchAll(/^\| (T\d+) +\| .*? \| `(tests\/[^`]+)` (.+?) *\|$/gm)].map(
  ([, proof = '', file = '', name = '']) => ({ proof, file, name }),
)

test('every proof of the ledger that the README names is a test of that name', () => {
  const missing = rows.filter(
    ({ file, name }) =>
      !existsSync(join(root, file)) || !readFileSync(join(root, file), 'utf8').includes(name),
  )
  expect(missing).toEqual([])
})

test('T1 to T25 each have a proof', () => {
  const wanted = Array.from({ length: 25 }, (_, place) => `T${place + 1}`)
  expect(wanted.filter((proof) => !rows.some((row) => row.proof === proof))).toEqual([])
})

/** `| visitor | keys | \`tests/…\` name of the story |` */
const stories = [
  ...readme.matchAll(/^\| ([a-z ]+?) +\| ([A-Za-z ]+?) +\| `(tests\/browser\/[^`]+)` (.+?) *\|$/gm),
].map(([, person = '', how = '', file = '', name = '']) => ({ person, how, file, name }))

const ways = ['Japanese', 'English', 'Traditional Chinese', 'axe', 'keys', 'line']
const people = [
  'visitor',
  'shopkeeper',
  'clerk',
  'officer',
  'approver',
  'operator',
  'resident without a phone',
  'family',
  'connected person',
]

const textOf = (file: string): string =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''

test('everybody who touches money has a story in three languages, with axe, by keys, and on a line that breaks', () => {
  const lacking = people.flatMap((person) =>
    ways
      .filter((way) => !stories.some((one) => one.person === person && one.how === way))
      .map((way) => `${person}: ${way}`),
  )
  expect(lacking).toEqual([])
})

test('every story that the README names is a test of that name, and looks with axe where it says so', () => {
  const missing = stories.filter(({ how, file, name }) => {
    const text = textOf(file)
    return !text.includes(name) || (how === 'axe' && !/\b(?:look|faultsOf|see)\(/.test(text))
  })
  expect(missing).toEqual([])
})

/** Each function and value of a file, by its name, as it stands there. */
const partsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    Array.from(
      text.matchAll(/^(?:export )?(?:const|(?:async )?function) (\w+)[^]*?(?=\n(?:\n|const |\/\*\*))/gm),
      ([part, name]) => [name!, part],
    ),
  )

/** What a story says from its first line to its last, with the functions of its file that it calls. */
function storyOf(text: string, name: string): string {
  const at = text.indexOf(name)
  const first = [...text.slice(0, at).matchAll(/^( *)(?:it|test|describe)\b/gm)].at(-1)
  const told = text.slice(first?.index, text.indexOf(`\n${first?.[1]}})`, at))
  const called = (by: string) =>
    [...partsOf(text)].filter(([part]) => new RegExp(`\\b${part}\\(`).test(by)).map(([, part]) => part)
  const near = called(told)
  return [told, ...near, ...called(near.join('\n'))].join('\n')
}

/** How a story says that somebody has no mouse, and that the line breaks for them. */
const hands: Record<string, RegExp> = {
  keys: /\b(?:hands|keys|handsOf|keysAlone|byKeyboard)\b/,
  line: /\b(?:hands\.press|handsOf|keysAlone|pressThrough|pressInVain|goThrough|line\.cut|setOffline)\(/,
}

test('a story that the README names for keys or for a line that breaks has such hands itself', () => {
  const without = stories.filter(
    ({ how, file, name }) => hands[how]?.test(storyOf(textOf(file), name)) === false,
  )
  expect(without).toEqual([])
})

/** How a story says in which language somebody reads: its words, or another page beside theirs. */
const languages: Record<string, RegExp> = {
  Japanese: /'ja'/,
  English: /'en'/,
  'Traditional Chinese': /'zh-hant'|\breadToo\(/,
}

test('a story that the README names for a language has somebody who reads it', () => {
  const foreign = stories.filter(({ how, file }) => languages[how]?.test(textOf(file)) === false)
  expect(foreign).toEqual([])
})

/** A sheet of A4, as it is printed, is 794 wide. */
test('nobody in a story that the README names sits at a wide screen', () => {
  const files = [...new Set(stories.map(({ file }) => file))]
  const wide = files.filter((file) => {
    const text = textOf(file)
    const isNarrow = /\b(?:phone|bare|reader|keysAlone|handsOf)\b/.test(text)
    return !isNarrow || /\bperson\(\)|width: (?!794\b)(?:[4-9]\d\d|\d{4})/.test(text)
  })
  expect(wide).toEqual([])
})
