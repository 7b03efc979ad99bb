import { expect, test } from 'vitest'
import { changeSaid } from '../../site/lib/partners.ts'
import { wordsFor } from '../../site/lib/words.ts'

const t = wordsFor('ja')
const said = (before: string, after: string, isKept = false) =>
  changeSaid({ part: 'rights', before, after }, isKept, 'ja')

test('what a partner changes is said in words: licences by their names, and what it says no more as that', () => {
  const [by, reserved] = [t('museum:rights.by'), t('museum:rights.inCopyright')]
  expect(said('by', 'inCopyright')).toContain(`「${by}」を「${reserved}」に`)
  expect(said('', 'by')).toContain(`「${by}」`)
  expect(said('by', '')).toContain(`「${by}」をやめます`)
  expect(said('by', 'inCopyright', true)).toContain(`相手の館では「${reserved}」`)
})
