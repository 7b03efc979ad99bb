import { expect, test } from 'vitest'
import { cutByHand, pressedOverLine } from './pressed-over-line.ts'

const byKeysIn = (story: string) =>
  pressedOverLine(story)
    .filter(({ isByKeys }) => isByKeys)
    .map(({ text }) => /t\('([^']+)'/.exec(text)?.[1])

test('what is taken out of hands presses by keys in its own story alone, and not where a pointer has the same name', () => {
  const story = `
    it('with a pointer', async () => {
      await press(officer, t('a:before'))
    })
    it('by keys', async () => {
      const { press } = await handsOf('ja')
      await press(officer, t('a:by_keys'))
    })
    it('with a pointer', async () => {
      await press(officer, t('a:behind'))
    })`
  expect(byKeysIn(story)).toEqual(['a:by_keys'])
})

test('hands that a file is given before its stories press in each of them', () => {
  const story = `
    let hands
    beforeAll(async () => {
      hands = keysAlone(line)
    })
    it('by keys', () => hands.press(officer, t('a:by_keys')))`
  expect(byKeysIn(story)).toEqual(['a:by_keys'])
})

test('a line is cut by hand where it is cut before the hub and behind it', () => {
  const cut = (...ways: string[]) =>
    `it('a story', () => { ${ways.map((way) => `line.cut('${way}')`).join(';')} })`
  expect(cutByHand(cut('before', 'after'))).toHaveLength(1)
  expect(cutByHand(cut('after'))).toEqual([])
  expect(cutByHand(cut('before'))).toEqual([])
})
