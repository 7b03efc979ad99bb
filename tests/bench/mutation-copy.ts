import { existsSync, lstatSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'

/** Says that a folder was made here and holds nothing of anybody's. */
const marker = '.copy-of-the-mutation-bench'

/**
 * Makes a folder ready to take the project's copy, and takes what an earlier one left there. What would be deleted is
 * nobody's work: refuses the project itself, what is above or inside it, and whatever this did not make.
 */
export function makeRoom(folder: string, project: string): void {
  const [there, own] = [trueOf(folder), trueOf(project)]
  if (holds(there, own) || holds(own, there))
    throw new Error(`--keep=${folder} is the project itself, above it or inside it: name a folder elsewhere`)
  if (lstatSync(there, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new Error(`--keep=${folder} is no folder`)
  mkdirSync(there, { recursive: true })
  const isOwn = existsSync(join(there, marker))
  if (!isOwn && readdirSync(there).length > 0)
    throw new Error(
      `--keep=${folder} holds files that this did not put there: name an empty folder or a new one`,
    )
  writeFileSync(join(there, marker), 'Made by the mutation bench, which deletes and fills it again.\n')
  for (const part of ['api', 'tests', 'content']) rmSync(join(there, part), { recursive: true, force: true })
}

/** Where a path leads behind all links, also where its end is not there yet. */
function trueOf(path: string): string {
  const whole = resolve(path)
  if (lstatSync(whole, { throwIfNoEntry: false }) !== undefined) return realpathSync(whole)
  return join(trueOf(dirname(whole)), basename(whole))
}

/** Whether a folder is another or holds it. */
function holds(outer: string, inner: string): boolean {
  const way = relative(outer, inner)
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`))
}
