import { expect, test } from 'vitest'
import { packBody, type Body } from '../../api/platform/node/page-body.ts'
import { createPageCache } from '../../api/platform/node/page-cache.ts'

const page = (bytes: number, cacheControl = 'public, s-maxage=60'): Body =>
  packBody(
    { status: 200, headers: { 'cache-control': cacheControl }, plain: Buffer.alloc(bytes, 'x') },
    'quick',
  )

/** Small pages are not packed: each takes its own bytes and two for each character of its address. */
const bytes = 1_000

test('the pages kept longest ago leave when the bytes are used up, however few they are', () => {
  const cache = createPageCache(3 * (bytes + 4))
  for (const address of ['/1', '/2', '/3', '/4']) cache.keep(address, page(bytes), 0)
  expect(['/1', '/2', '/3', '/4'].filter((address) => cache.find(address, 1))).toEqual(['/2', '/3', '/4'])
})

test('one page kept again and again takes its room once', () => {
  const cache = createPageCache(2 * (bytes + 4))
  cache.keep('/1', page(bytes), 0)
  for (let again = 0; again < 9; again++) cache.keep('/2', page(bytes), 0)
  expect(cache.find('/1', 1)).toBeDefined()
})

test('a page larger than all room drives nobody out', () => {
  const cache = createPageCache(bytes + 4)
  cache.keep('/1', page(bytes), 0)
  cache.keep('/2', page(bytes + 100), 0)
  expect([cache.find('/1', 1), cache.find('/2', 1)].map(Boolean)).toEqual([true, false])
})

test('a long address counts too', () => {
  const cache = createPageCache(2 * (bytes + 4))
  cache.keep('/1', page(bytes), 0)
  cache.keep(`/${'2'.repeat(400)}`, page(bytes), 0)
  expect(cache.find('/1', 1)).toBeUndefined()
})

test('what is over, or may not be shared, is not found', () => {
  const cache = createPageCache()
  cache.keep('/1', page(bytes), 0)
  cache.keep('/2', page(bytes, 'no-store'), 0)
  expect([cache.find('/1', 59_999), cache.find('/1', 60_000), cache.find('/2', 1)].map(Boolean)).toEqual([
    true,
    false,
    false,
  ])
})
