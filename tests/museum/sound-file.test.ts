import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bytesAsked } from '../../api/museum/sound.ts'
import { isSoundBegun, soundIn } from '../../api/museum/sound-file.ts'
import { m4aOf, mp3Of, opusOf, vorbisOf, wavOf } from './made-sound.ts'

const made = {
  wav: wavOf(2_500),
  mp3: mp3Of(2_500),
  ogg: opusOf(2_500),
  vorbis: vorbisOf(2_500),
  m4a: m4aOf(2_500),
}

describe('a sound by its bytes', () => {
  test.each([
    ['wav', 'audio/wav'],
    ['mp3', 'audio/mpeg'],
    ['ogg', 'audio/ogg'],
    ['vorbis', 'audio/ogg'],
    ['m4a', 'audio/mp4'],
  ] as const)('%s is %s, and how long it plays is read', (name, mediaType) => {
    const found = soundIn(made[name])
    expect(found?.mediaType).toBe(mediaType)
    expect(Math.abs(found!.durationMs - 2_500)).toBeLessThan(30)
    expect(isSoundBegun(made[name].subarray(0, 4_096))).toBe(true)
  })

  test('a tag in front of an MP3 is passed over, however large', () => {
    const size = 300
    const tag = new Uint8Array(10 + size)
    tag.set([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, size >> 7, size & 0x7f])
    expect(soundIn(new Uint8Array([...tag, ...made.mp3]))?.durationMs).toBe(soundIn(made.mp3)?.durationMs)
  })

  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['a text', new TextEncoder().encode('This is no sound, but a text of some length.')],
    ['a JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, ...new Uint8Array(200)])],
    [
      'an AVIF',
      new Uint8Array([0, 0, 0, 24, ...new TextEncoder().encode('ftypavif'), ...new Uint8Array(40)]),
    ],
    ['a film', m4aOf(2_500, 'vide')],
    ['a WAV that plays nothing', wavOf(0)],
    ['two frames that look like MPEG', mp3Of(40)],
  ])('%s is none', (_, bytes) => expect(soundIn(bytes)).toBeUndefined())

  test('a recording that is cut off in the middle of its structure is none, or shorter; nothing throws', () => {
    const files = Object.values(made)
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.double({ min: 0, max: 1, noNaN: true }), (file, share) => {
        const found = soundIn(file.subarray(0, Math.floor(file.length * share)))
        expect(found === undefined || found.durationMs <= 2_600).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  test('bytes that were changed anywhere never throw and never play for no time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...Object.values(made)), fc.nat(), fc.nat(255), (file, at, byte) => {
        const found = soundIn(file.with(at % file.length, byte))
        expect(found === undefined || found.durationMs > 0).toBe(true)
      }),
      { numRuns: 500 },
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => void soundIn(bytes)))
  })
})

test.each([
  [undefined, { from: 0, to: 99, isWhole: true }],
  ['bytes=0-', { from: 0, to: 99, isWhole: false }],
  ['bytes=10-19', { from: 10, to: 19, isWhole: false }],
  ['bytes=90-500', { from: 90, to: 99, isWhole: false }],
  ['bytes=-10', { from: 90, to: 99, isWhole: false }],
  ['bytes=-500', { from: 0, to: 99, isWhole: false }],
  ['bytes=0-1,5-6', { from: 0, to: 99, isWhole: true }],
  ['lines=1-2', { from: 0, to: 99, isWhole: true }],
  ['bytes=-', { from: 0, to: 99, isWhole: true }],
  ['bytes=100-', undefined],
  ['bytes=20-10', undefined],
  ['bytes=-0', undefined],
])('of a hundred bytes %s asks for %j', (range, asked) => expect(bytesAsked(range, 100)).toEqual(asked))
