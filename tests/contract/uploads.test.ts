import { beforeEach, expect, test } from 'vitest'
import { uploadRecords } from '../../api/museum/repository-uploads.ts'
import type { Upload } from '../../api/museum/upload.ts'
import { onEveryEngine } from '../support/engines.ts'

const upload: Upload = {
  id: 'one',
  institution: 'storehouse',
  name: '籠.jpg',
  bytes: 10,
  sha256: 'ab',
  keepsLocation: false,
  state: 'receiving',
  by: 'ken',
  startedAt: 1,
  changedAt: 1,
}

onEveryEngine('uploads', (store) => {
  beforeEach(() => store().raw('delete from museum_uploads'))

  test.each<[string, Partial<Upload>]>([
    ['on its way', {}],
    ['with its location', { keepsLocation: true }],
    ['that was refused', { state: 'refused', fault: 'damaged' }],
    ['that is an image', { state: 'ready', image: 'storehouse-ab' }],
  ])('a file %s is found as it was written down, and as it was changed', async (_, told) => {
    const records = uploadRecords(store())
    expect(await records.add({ ...upload, ...told })).toBe('added')
    expect(await records.find('one')).toEqual({ ...upload, ...told })
    expect(await records.ofFile('storehouse', 'ab')).toEqual({ ...upload, ...told })
    const changed: Upload = { ...upload, ...told, keepsLocation: true, bytes: 11, changedAt: 9 }
    await records.change(changed)
    expect(await records.find('one')).toEqual(changed)
    await records.forget('one')
    expect([await records.find('one'), await records.ofFile('storehouse', 'ab')]).toEqual([undefined, undefined])
  }) // prettier-ignore

  test('a file is known once for an institution, also of two who begin at the same moment', async () => {
    const records = uploadRecords(store())
    const twice = [records.add(upload), records.add({ ...upload, id: 'two' })]
    expect((await Promise.all(twice)).toSorted()).toEqual(['added', 'known'])
    expect(await records.add({ ...upload, id: 'three', institution: 'bathhouse' })).toBe('added')
  })

  test('what is under way, what is complete and what nobody sends any more are told apart', async () => {
    const records = uploadRecords(store())
    const states = ['receiving', 'checking', 'making', 'ready', 'refused'] as const
    for (const [n, state] of states.entries())
      await records.add({
        ...upload,
        id: state,
        sha256: state,
        state,
        startedAt: n,
        changedAt: 100 - n,
        ...(state === 'ready' ? { image: 'x' } : {}),
        ...(state === 'refused' ? { fault: 'damaged' } : {}),
      })
    const ids = (list: readonly Upload[]): string[] => list.map(({ id }) => id)
    expect(ids(await records.underWay('storehouse'))).toEqual(['receiving', 'checking', 'making'])
    expect(ids(await records.underWay('bathhouse'))).toEqual([])
    expect(ids(await records.complete())).toEqual(['making', 'checking'])
    expect([ids(await records.receivingSince(100)), ids(await records.receivingSince(101))]).toEqual([
      [],
      ['receiving'],
    ])
  })

  test.each<[string, Partial<Record<keyof Upload, unknown>>]>([
    ['no bytes', { bytes: 0 }],
    ['a state that nobody knows', { state: 'lost' }],
    ['an image that is none', { state: 'ready' }],
    ['a refusal without a reason', { state: 'refused' }],
    ['an image that is not done', { image: 'x' }],
  ])('the database refuses a file with %s', async (_, told) => {
    await expect(uploadRecords(store()).add({ ...upload, ...told } as Upload)).rejects.toThrow(/check/)
  })
})
