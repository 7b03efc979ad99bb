import { describe, expect, test } from 'vitest'
import { newId, toHex } from '../../api/platform/ids.ts'
import { drawBytes } from '../../api/platform/random.ts'

describe('random bytes drawn ahead', () => {
  test('none is given twice, across many draws from the system', () => {
    // 8 bytes by chance twice among 5,000: 5,000² / 2 / 2^64, less than one in 10^12.
    const drawn = Array.from({ length: 5_000 }, () => toHex(drawBytes(8)))
    expect(new Set(drawn).size).toBe(drawn.length)
  })

  test.each([1, 32, 4_096])('%i bytes are that many, and not all nought', (length) => {
    const bytes = drawBytes(length)
    expect(bytes.length).toBe(length)
    if (length > 1) expect(bytes.some((byte) => byte !== 0)).toBe(true)
  })

  test('what is handed out is the receiver’s own: later draws do not change it', () => {
    const first = drawBytes(32)
    const kept = toHex(first)
    for (let at = 0; at < 200; at++) drawBytes(32)
    expect(toHex(first)).toBe(kept)
  })
})

test('ids are UUIDs of version 7 in the order they were made', () => {
  const ids = Array.from({ length: 10_000 }, newId)
  expect(
    ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)),
  ).toBe(true)
  expect(ids.toSorted()).toEqual(ids)
})

test.each([
  [[], ''],
  [[0, 1, 15, 16, 255], '00010f10ff'],
])('bytes %j in hexadecimal are "%s"', (bytes, hex) => {
  expect(toHex(Uint8Array.from(bytes))).toBe(hex)
})
