import { beforeEach, expect, test } from 'vitest'
import type { AddedImage } from '../../api/museum/ports.ts'
import { imageRecords } from '../../api/museum/repository-images.ts'
import { onEveryEngine } from '../support/engines.ts'

const image: AddedImage = {
  id: 'scroll',
  width: 1_100,
  height: 600,
  showing: 'zoomed',
  isShown: true,
  fileSet: 'set-1',
  sha256: 'ab',
  mediaType: 'image/png',
  bytes: 10,
  addedAt: 1,
}

onEveryEngine('images', (store) => {
  beforeEach(() => store().raw('delete from images'))

  test.each<[string, Partial<AddedImage>]>([
    ['an image', {}],
    ['one that may be had up to 400 pixels', { maxSide: 400 }],
    ['one that is shown whole', { showing: 'whole' }],
    ['one that nobody may ask for yet', { isShown: false }],
  ])('%s is found as it was written down', async (_, told) => {
    const records = imageRecords(store())
    expect(await records.add({ ...image, ...told })).toBe('added')
    const { mediaType: _m, bytes: _b, addedAt: _a, ...published } = { ...image, ...told }
    expect(await records.find('scroll')).toEqual(published)
  })

  test('an identifier is taken once, also by two at once', async () => {
    const records = imageRecords(store())
    const twice = [records.add(image), records.add({ ...image, fileSet: 'set-2' })]
    expect((await Promise.all(twice)).toSorted()).toEqual(['added', 'taken'])
    expect(await records.find('other')).toBeUndefined()
  })

  test('all are listed in the order of their identifiers, page after page', async () => {
    const records = imageRecords(store())
    for (const id of ['c', 'a', 'b-1', 'b'])
      await records.add({ ...image, id, fileSet: `set-${id}`, sha256: id })
    expect(await records.listed('', 2)).toEqual([
      { id: 'a', fileSet: 'set-a', sha256: 'a' },
      { id: 'b', fileSet: 'set-b', sha256: 'b' },
    ])
    expect((await records.listed('b', 10)).map(({ id }) => id)).toEqual(['b-1', 'c'])
    expect([await records.count(''), await records.count('b'), await records.count('c')]).toEqual([4, 2, 0])
  })

  test('how an image may be seen is decided anew', async () => {
    const records = imageRecords(store())
    await records.add({ ...image, isShown: false })
    await records.show('scroll', { showing: 'whole', maxSide: 800, isShown: true })
    expect(await records.find('scroll')).toMatchObject({ showing: 'whole', maxSide: 800, isShown: true })
    await records.show('scroll', { showing: 'zoomed', isShown: false })
    const { maxSide, ...seen } = (await records.find('scroll'))!
    expect([seen.showing, maxSide, seen.isShown]).toEqual(['zoomed', undefined, false])
  })

  test.each<[string, Partial<Record<keyof AddedImage, unknown>>]>([
    ['no pixels', { width: 0 }],
    ['a half pixel', { height: 1.5 }],
    ['a way of showing that nobody knows', { showing: 'sold' }],
    ['a limit of nothing', { maxSide: 0 }],
  ])('the database refuses an image with %s', async (_, told) => {
    const records = imageRecords(store())
    await expect(records.add({ ...image, ...told } as AddedImage)).rejects.toThrow(/check|type/)
    expect(await records.find('scroll')).toBeUndefined()
  })
})
