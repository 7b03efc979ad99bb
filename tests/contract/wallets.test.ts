import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deviceStore } from '../../api/currency/repository-devices.ts'
import { ledgerStore } from '../../api/currency/repository.ts'
import { walletService } from '../../api/currency/wallet-service.ts'
import { randomIds } from '../../api/platform/ids.ts'
import { walletStore } from '../../api/currency/repository-wallets.ts'
import { onEveryEngine } from '../support/engines.ts'
import { noon, openTestBooks } from '../currency/books.ts'
import type { TestBooks } from '../currency/books.ts'

const minuteMs = 60_000

onEveryEngine('a wallet', (store) => {
  let books: TestBooks
  beforeAll(async () => {
    books = await openTestBooks(store())
  })
  beforeEach(() => {
    books.clock.at = noon
  })
  const open = async (key = books.key()) => {
    const opened = await books.wallets.open(key)
    if (!opened.ok) throw new Error(opened.error.code)
    return opened.value
  }
  const recover = async (code: string, key = books.key()) => books.wallets.recover(key, code)
  const walletOf = async (credential: string) => (await books.wallets.recognise(credential))?.walletId

  describe('that was opened', () => {
    test('is known by its cookie and by nothing like it', async () => {
      const { walletId, credential } = await open()
      expect(await walletOf(credential)).toBe(walletId)
      const [id, secret] = credential.split('.') as [string, string]
      expect(await walletOf(`${id}.${secret.replace(/^./, (c) => (c === '0' ? '1' : '0'))}`)).toBeUndefined()
      const other = await open()
      expect(await walletOf(`${other.walletId}.${secret}`)).toBeUndefined()
      expect(await walletOf(id)).toBeUndefined()
    })

    test('keeps no secret in the database, only hashes', async () => {
      const { credential, recoveryCode } = await open()
      const rows = [
        await store().raw('select * from wallets'),
        await store().raw('select * from wallet_devices'),
        await store().raw('select * from keys'),
      ]
      const text = JSON.stringify(rows)
      expect(text).not.toContain(credential.split('.')[1])
      expect(text).not.toContain(recoveryCode)
      expect(text).not.toContain(recoveryCode.replaceAll('-', ''))
    })

    test('by a double tap is one wallet, and the answer that arrives last opens it', async () => {
      const key = books.key()
      const first = await open(key)
      const second = await open(key)
      expect(second.walletId).toBe(first.walletId)
      expect(await walletOf(second.credential)).toBe(first.walletId)
      expect(await walletOf(first.credential)).toBeUndefined()
    })

    test('by five taps at once is one wallet', async () => {
      const key = books.key()
      const all = await Promise.all(Array.from({ length: 5 }, () => books.wallets.open(key)))
      const ids = all.map((one) => (one.ok ? one.value.walletId : one.error.code))
      expect(new Set(ids).size).toBe(1)
    })

    test.each([
      ['once it holds money', async (walletId: string) => void (await books.topUp(walletId, 1))],
      ['after ten minutes', async () => void (books.clock.at += 10 * minuteMs + 1)],
    ])('is not handed out again by its key %s', async (_, change) => {
      const key = books.key()
      const { walletId } = await open(key)
      await change(walletId)
      expect(await books.wallets.open(key)).toEqual({ ok: false, error: { code: 'wallet_opened_before' } })
    })
  })

  describe('that was lost', () => {
    test('comes back by its code, with a new code; the old device stays', async () => {
      const lost = await open()
      const back = await recover(lost.recoveryCode.toLowerCase().replaceAll('-', ' '))
      expect(back).toMatchObject({ ok: true, value: { walletId: lost.walletId } })
      if (!back.ok) return
      expect(back.value.recoveryCode).not.toBe(lost.recoveryCode)
      expect(await walletOf(back.value.credential)).toBe(lost.walletId)
      expect(await walletOf(lost.credential)).toBe(lost.walletId)
      expect(await recover(back.value.recoveryCode)).toMatchObject({ ok: true })
    })

    test('comes back once by a code, also when five use it at once', async () => {
      const { recoveryCode } = await open()
      const all = await Promise.all(Array.from({ length: 5 }, () => recover(recoveryCode)))
      expect(all.filter((one) => one.ok)).toHaveLength(1)
      expect(all.filter((one) => !one.ok && one.error.code === 'recovery_code_unknown')).toHaveLength(4)
    })

    test('comes back again under the same key for ten minutes: the first answer may not have arrived', async () => {
      const { recoveryCode, walletId } = await open()
      const key = books.key()
      const lost = await recover(recoveryCode, key)
      const again = await recover(recoveryCode, key)
      expect(again).toMatchObject({ ok: true, value: { walletId } })
      if (!lost.ok || !again.ok) return
      // The one that opened it first, and the one that it was brought to: none that nobody holds.
      expect(await books.devices.devicesOf(walletId)).toHaveLength(2)
      expect(await walletOf(lost.value.credential)).toBeUndefined()
      expect(await recover(lost.value.recoveryCode)).toMatchObject({
        error: { code: 'recovery_code_unknown' },
      })
      expect(await walletOf(again.value.credential)).toBe(walletId)
      books.clock.at += 10 * minuteMs + 1
      expect(await recover(recoveryCode, key)).toMatchObject({ error: { code: 'recovery_code_unknown' } })
    })

    test('does not come back under its key to a device that was ended meanwhile, and its code stays', async () => {
      const first = await open()
      const key = books.key()
      const back = await recover(first.recoveryCode, key)
      if (!back.ok) throw new Error(back.error.code)
      const { deviceId } = (await books.wallets.recognise(back.value.credential))!
      await books.devices.revoke(first.walletId, deviceId)
      expect(await recover(first.recoveryCode, key)).toMatchObject({
        error: { code: 'recovery_code_unknown' },
      })
      expect(await recover(back.value.recoveryCode)).toMatchObject({ ok: true })
    })

    test('is not told to be unknown to the first of two that send the same again at once', async () => {
      const { recoveryCode, walletId } = await open()
      const key = books.key()
      await recover(recoveryCode, key)
      const kept = { ...ledgerStore(store()), ...walletStore(store()) }
      const later: Awaited<ReturnType<typeof recover>>[] = []
      // The second one is stored between what the first one stores and what it reads back.
      const commit: typeof kept.commit = async (writes) => {
        const stored = await kept.commit(writes)
        later.push(await recover(recoveryCode, key))
        return stored
      }
      const first = walletService({ store: { ...kept, commit }, clock: books.clock, ids: randomIds })
      expect(await first.recover(key, recoveryCode)).toEqual({ ok: false, error: { code: 'busy_try_again' } })
      const [brought] = later
      expect(brought?.ok && (await walletOf(brought.value.credential))).toBe(walletId)
    })

    test('keeps its printed code where the device is ended while it is brought again', async () => {
      const first = await open()
      const back = await recover(first.recoveryCode)
      if (!back.ok) throw new Error(back.error.code)
      const { deviceId } = (await books.wallets.recognise(back.value.credential))!
      const { walletId } = first
      const renewed = { walletId, deviceId, secretHash: 'another secret', recoveryHash: 'another code' }
      const [locked, then] = walletStore(store()).renewDeviceWrites(renewed)
      const ended = deviceStore(store()).revokeWrites({ walletId, deviceId, at: noon })
      await ledgerStore(store()).commit([locked!, ...ended, then!])
      expect(await recover(back.value.recoveryCode)).toMatchObject({ ok: true })
    })

    test.each([
      ['a code nobody has', '0000-0000-0000-0000-0000-0000'],
      ['half a code', '7K2M-9QXT'],
      ['no code', ''],
    ])('does not come back by %s', async (_, code) => {
      expect(await recover(code)).toEqual({
        ok: false,
        error: { code: 'recovery_code_unknown', field: 'code' },
      })
    })
  })

  describe('held by several devices', () => {
    const twice = async () => {
      const first = await open()
      const back = await recover(first.recoveryCode)
      if (!back.ok) throw new Error(back.error.code)
      return { first, second: back.value }
    }
    const deviceOf = async (credential: string) => (await books.wallets.recognise(credential))!.deviceId

    test('is taken from the lost one, and stays with the other', async () => {
      const { first, second } = await twice()
      const lost = await deviceOf(first.credential)
      const kept = await deviceOf(second.credential)
      const before = await books.devices.devicesOf(first.walletId)
      expect(before.map((one) => one.deviceId).toSorted()).toEqual([lost, kept].toSorted())
      expect(await books.devices.revoke(first.walletId, lost)).toMatchObject({ ok: true })
      expect(await walletOf(first.credential)).toBeUndefined()
      expect(await walletOf(second.credential)).toBe(first.walletId)
      expect(await books.devices.devicesOf(first.walletId)).toMatchObject([{ deviceId: kept }])
    })

    test('is taken from one once, also when asked again, and the instant stays the first', async () => {
      const { first } = await twice()
      const lost = await deviceOf(first.credential)
      await books.devices.revoke(first.walletId, lost)
      books.clock.at += minuteMs
      expect(await books.devices.revoke(first.walletId, lost)).toMatchObject({ ok: true })
      const rows = await store().raw(`select revoked_at from wallet_devices where id = '${lost}'`)
      expect(rows.map((row) => Number(row['revoked_at']))).toEqual([noon])
    })

    test('is taken from nobody by a stranger', async () => {
      const [mine, theirs] = [await open(), await open()]
      const device = await deviceOf(theirs.credential)
      expect(await books.devices.revoke(mine.walletId, device)).toEqual({
        ok: false,
        error: { code: 'device_not_found', field: 'deviceId' },
      })
      expect(await walletOf(theirs.credential)).toBe(theirs.walletId)
    })
  })
})
