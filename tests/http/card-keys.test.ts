import { afterEach, describe, expect, test } from 'vitest'
import { openHub } from '../../api/open-hub.ts'
import { newPlace, type Place } from '../support/prepared-hub.ts'

let place: Place | undefined
afterEach(() => place?.remove())

describe('the keys of the card processor', () => {
  test.each([
    ['live', { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }, /test key/],
    ['demonstration', { STRIPE_SECRET_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }, /live key/],
    ['live', { STRIPE_SECRET_KEY: 'sk_live_1' }, /together/],
    ['demonstration', { STRIPE_WEBHOOK_SECRET: 'whsec_1' }, /together/],
  ] as const)('a %s database refuses to start with %j', async (mode, keys, sentence) => {
    place = await newPlace('sqlite', '')
    await expect(openHub({ ...place.environment, ...keys }, mode)).rejects.toThrow(sentence)
  })

  test('a live database without keys starts, and has no stand-in', async () => {
    place = await newPlace('sqlite', '')
    const { hub, store } = await openHub(place.environment, 'live')
    expect((await hub.app.request('/demonstration/stripe/style.css')).status).toBe(404)
    expect(hub.jobs.map((job) => job.name)).not.toContain('stand-in')
    await store.close()
  })
})
