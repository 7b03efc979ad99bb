import { expect, test } from 'vitest'
import { soundRecords } from '../../api/museum/repository-sounds.ts'
import type { Sound } from '../../api/museum/sound.ts'
import { onEveryEngine } from '../support/engines.ts'

const sound = (over: Partial<Sound> = {}): Sound => ({
  id: 'storehouse-0123456789abcdef',
  institution: 'storehouse',
  sha256: '0123456789abcdef',
  mediaType: 'audio/ogg',
  bytes: 10,
  durationMs: 2_500,
  addedAt: 1,
  ...over,
})

onEveryEngine('sounds', (store) => {
  test('are kept as they came first, and found by their name', async () => {
    const sounds = soundRecords(store())
    await Promise.all([sounds.add(sound()), sounds.add(sound({ addedAt: 2 }))])
    expect(await sounds.find(sound().id)).toMatchObject({ ...sound(), addedAt: expect.any(Number) })
    expect(await sounds.find('storehouse-none')).toBeUndefined()
  })

  test.each<[string, Partial<Sound>]>([
    ['plays nothing', { durationMs: 0 }],
    ['has no bytes', { bytes: 0 }],
    ['is a picture', { mediaType: 'image/jpeg' as Sound['mediaType'] }],
  ])('the database refuses what %s', async (_, over) => {
    await expect(soundRecords(store()).add(sound({ id: 'refused', ...over }))).rejects.toThrow(/check/)
  })
})
