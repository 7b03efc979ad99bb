import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  minuteMs,
  newOfflineHandle,
  offlineCodeAt,
  offlineKeyOf,
  readOfflineCode,
} from '../../api/currency/offline-code.ts'
import { offlineSecretsOf } from '../../api/currency/service-offline-codes.ts'
import { hashOfShownCode } from '../../api/currency/shown-code.ts'
import { noon } from './books.ts'

const secrets = offlineSecretsOf('of a hub')
const keyOf = async (handle: string) => offlineKeyOf(await secrets(handle))
/** Any instant from 2000 to 2100. */
const instants = fc.integer({ min: 946_684_800_000, max: 4_102_444_800_000 })

describe('a code that a device makes without signal', () => {
  test('looks like any that is shown', async () => {
    const handle = newOfflineHandle()
    const code = await offlineCodeAt(await keyOf(handle), handle, noon)
    expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){6}[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(hashOfShownCode(code)).not.toBeNull()
  })

  test('says whose it is and its minute, at any time, also when minutes come again', async () => {
    const handle = newOfflineHandle()
    const key = await keyOf(handle)
    await fc.assert(
      fc.asyncProperty(instants, fc.integer({ min: -600_000, max: 600_000 }), async (at, lateMs) => {
        const code = await offlineCodeAt(key, handle, at)
        expect(readOfflineCode(code.toLowerCase(), at + lateMs)).toEqual({
          handle,
          madeAt: Math.floor(at / minuteMs) * minuteMs,
        })
      }),
    )
  })

  test('is the same within a minute, and another in each other one, by each other key, of each other hub', async () => {
    const [handle, other] = [newOfflineHandle(), newOfflineHandle()]
    const key = await keyOf(handle)
    const start = Math.floor(noon / minuteMs) * minuteMs
    const code = await offlineCodeAt(key, handle, start)
    expect(await offlineCodeAt(key, handle, start + minuteMs - 1)).toBe(code)
    expect(await offlineCodeAt(key, handle, start + minuteMs)).not.toBe(code)
    expect(await offlineCodeAt(await keyOf(other), handle, start)).not.toBe(code)
    const elsewhere = await offlineKeyOf(await offlineSecretsOf('of another hub')(handle))
    expect(await offlineCodeAt(elsewhere, handle, start)).not.toBe(code)
  })

  test.each(['', '7K2M', 'x'.repeat(100), '7K2M-9QXT-04BD-WNHE-3SVA-CRP8-M2JU'])(
    'is not read out of %s',
    (typed) => expect(readOfflineCode(typed, noon)).toBeNull(),
  )
})
