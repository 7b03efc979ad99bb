import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/**
 * Enter in a field presses the first button of its form. Where buttons do different things nobody chose that one: before
 * them stands a button that does nothing, or one that keeps what was typed and is there for Enter.
 */
const site = join(import.meta.dirname, '..', '..', 'site')

/** Its amount is what the first button takes; setting free takes none. */
const isMeant = new Set(['components/shop/OpenHold.astro'])

const isTyped = /<Field\b|<input(?![^>]*type="(?:hidden|radio|checkbox|file)")/
const isNamedButton = /type="submit"\s+name=/g

const forms = globSync('**/*.astro', { cwd: site }).flatMap((file) =>
  [...readFileSync(join(site, file), 'utf8').matchAll(/<form\b[\s\S]*?<\/form>/g)].map(([form]) => ({
    file,
    form,
  })),
)
const deciding = forms.filter(({ form }) => {
  const buttons = [...form.matchAll(isNamedButton)].length
  return isTyped.test(form) && (buttons > 1 || (buttons === 1 && /\.map\([\s\S]*?<button/.test(form)))
})

test('in no form with a field does Enter choose between buttons that do different things', () => {
  expect(deciding.length).toBeGreaterThan(6)
  const open = deciding.filter(
    ({ file, form }) => !isMeant.has(file) && !/<NoDefault|<button class="visually-hidden"/.test(form),
  )
  expect(open.map(({ file }) => file)).toEqual([])
})
