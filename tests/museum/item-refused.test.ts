import { expect, test } from 'vitest'
import { itemRefused } from '../../site/lib/item-refused.ts'

const pictures = ['front', 'back', 'box'].map((id) => ({ id }))
const limit = (views: readonly string[]) => ({
  code: 'limit_not_kept',
  title: 'Too large.',
  facts: { views },
})

test.each([
  ['ja', ['back'], 'Too large.守れないのは、写真2です。'],
  ['ja', ['front', 'box'], 'Too large.守れないのは、写真1、写真3です。'],
  ['en', ['box', 'back'], 'Too large. It concerns picture 2 and picture 3.'],
  // Taken out meanwhile: there is no number on the page.
  ['en', ['gone'], 'Too large.'],
] as const)(
  'a limit that cannot be kept names its pictures by their numbers, %s %j',
  (locale, views, words) => {
    expect(itemRefused(limit(views), pictures, locale)).toBe(words)
  },
)

test('what is refused for another reason is said as it is', () => {
  expect(itemRefused({ ...limit(['back']), code: 'item_malformed' }, pictures, 'en')).toBe('Too large.')
  expect(itemRefused(undefined, pictures, 'en')).toBeUndefined()
})
