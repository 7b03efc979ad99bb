import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { makeRoom } from '../bench/mutation-copy.ts'

let place: string
/** A project with a source that nobody wants to lose. */
let project: string
let source: string

beforeEach(() => {
  place = realpathSync(mkdtempSync(join(tmpdir(), 'meguri-room-')))
  project = join(place, 'work', 'project')
  mkdirSync(join(project, 'api'), { recursive: true })
  source = join(project, 'api', 'money.ts')
  writeFileSync(source, 'export const yen = 1\n')
})
afterEach(() => rmSync(place, { recursive: true, force: true }))

test.each([
  ['the project', (it: string) => it],
  ['the project by a way around', (it: string) => `${it}/../project`],
  ['the project from here', (it: string) => relative(process.cwd(), it)],
  ['what is above it', (it: string) => join(it, '..')],
  ['what is inside it', (it: string) => join(it, 'copy')],
])('no room is made in %s', (_, folderOf) => {
  expect(() => makeRoom(folderOf(project), project)).toThrow('the project itself, above it or inside it')
  expect([existsSync(source), existsSync(join(project, 'copy'))]).toEqual([true, false])
})

test('no room is made behind a link that leads to the project', () => {
  const link = join(place, 'elsewhere')
  symlinkSync(project, link)
  expect(() => makeRoom(link, project)).toThrow('the project itself')
  expect(() => makeRoom(join(link, 'copy'), project)).toThrow('inside it')
  expect(existsSync(source)).toBe(true)
})

test('no room is made where files of others are, nor in a file', () => {
  const other = join(place, 'other', 'api')
  mkdirSync(other, { recursive: true })
  writeFileSync(join(other, 'mine.ts'), 'mine\n')
  expect(() => makeRoom(join(place, 'other'), project)).toThrow('files that this did not put there')
  expect(() => makeRoom(join(other, 'mine.ts'), project)).toThrow('is no folder')
  expect(readdirSync(other)).toEqual(['mine.ts'])
})

test('room is made in a new folder and in an empty one, and there again', () => {
  mkdirSync(join(place, 'empty'))
  for (const name of ['new', 'empty', 'project-beside', '..beside']) {
    const folder = join(place, name)
    makeRoom(folder, project)
    mkdirSync(join(folder, 'api'))
    mkdirSync(join(folder, 'reports'))
    writeFileSync(join(folder, 'api', 'of-before.ts'), '')
    makeRoom(folder, project)
    expect([existsSync(join(folder, 'api')), existsSync(join(folder, 'reports'))]).toEqual([false, true])
  }
})
