import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { isWebAddress } from '../../site/lib/web-address.ts'

test.each([
  ['https://a.example/', true],
  ['HTTP://a.example', true],
  ['javascript:alert(1)', false],
  [' JaVaScRiPt:alert(1)', false],
  ['java\nscript:alert(1)', false],
  ['data:text/html,<script>', false],
  ['//a.example', false],
  ['a.example', false],
  ['', false],
])('of %j a link is made: %s', (address, is) => {
  expect(isWebAddress(address)).toBe(is)
})

test('an item’s page makes links of nothing else that somebody typed', () => {
  const page = readFileSync('site/components/museum/ItemArticle.astro', 'utf8')
  expect(page).toMatch(/isWebAddress\(address\) \? \(\s*<a href=\{address\}>/)
  expect(page.match(/href=\{address\}/g)).toHaveLength(1)
})
