import { expect, test } from 'vitest'
import { itemTextBytesMost, storyTextBytesMost } from '../../api/platform/http/form-size.ts'
import { itemRefused } from '../../site/lib/item-refused.ts'
import { refusedWords } from '../../site/lib/put-back.ts'

const refused = (maxBytes: number) => ({ code: 'body_too_large', title: '大きすぎます', facts: { maxBytes } })

test('a text that is too long is refused with how long it may be', () => {
  expect(itemRefused(refused(itemTextBytesMost), [], 'ja')).toContain('全部合わせて4MB（日本語で130万字ほど）まで')
  expect(refusedWords(refused(storyTextBytesMost), 'en')).toContain(
    '1 MB together, about 300 thousand Japanese characters',
  )
  expect(refusedWords({ code: 'draft_elsewhere', title: 'よその品です' }, 'ja')).toBe('よその品です')
}) // prettier-ignore
