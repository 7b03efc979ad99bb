import { expect, inject, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { newPlace } from '../support/prepared-hub.ts'
import { application } from './support/region.ts'

const password = 'a long enough password'

test('an application that could not be stored keeps its address from nobody', async () => {
  const place = await newPlace('sqlite', inject('postgresqlUrl'))
  const { hub, store } = await openHub(place.environment, 'demonstration')
  const apply = () => hub.merchants.apply(application(), { password }, 'the key of a form')
  await store.raw(
    "create trigger no_room before insert on merchant_members begin select raise(abort, 'no room'); end",
  )
  await expect(apply()).rejects.toThrow(/no room/)
  expect(await store.raw('select id from users')).toEqual([])
  await store.raw('drop trigger no_room')
  const applied = await apply()
  expect(applied).toMatchObject({ ok: true })
  expect(await apply()).toEqual(applied)
  const entered = await hub.identity.signIn({ email: application().contactEmail, password }, new Headers())
  expect(entered).toMatchObject({ ok: true, value: { name: application().contactName } })
  await store.close()
  await place.remove()
})

test('two applications with one address at the same moment, at two processes, make one person and one shop', async () => {
  const place = await newPlace('postgresql', inject('postgresqlUrl'))
  const one = await openHub(place.environment, 'demonstration')
  const other = await openHub(place.environment, 'demonstration')
  const apply = ({ hub }: typeof one, key: string) => hub.merchants.apply(application(), { password }, key)
  const same = await Promise.all([apply(one, 'one key'), apply(other, 'one key')])
  expect(same[0]).toMatchObject({ ok: true })
  expect(same[1]).toEqual(same[0])
  expect(await apply(other, 'another key')).toEqual({
    ok: false,
    error: { code: 'email_taken', field: 'contactEmail' },
  })
  for (const table of ['users', 'sign_in_methods', 'merchants', 'merchant_members'])
    expect(await one.store.raw(`select count(*) as n from ${table}`)).toMatchObject([{ n: 1 }])
  await Promise.all([one.store.close(), other.store.close()])
  await place.remove()
})
