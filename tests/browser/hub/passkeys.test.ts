import type { CDPSession } from 'playwright'
import { afterEach, describe, expect, it } from 'vitest'
import { wordsFor } from '../../../api/platform/words.ts'
import { read } from '../support/chinese.ts'
import { goHome, origin, person, type Person, region, signIn, spendable } from '../support/people.ts'
import { look, phone, press } from '../support/phone.ts'

afterEach(() => goHome())

/** A passkey belongs to a name; the number of a machine has none. */
const baseURL = origin.replace('127.0.0.1', 'localhost')
/** Nobody else pays from it. */
const purse = region.purses.at(-79)!

type Key = { credentialId: string; isResidentCredential: boolean; privateKey: string; signCount: number }
type Phone = { readonly session: CDPSession; readonly authenticatorId: string }

/** Gives this person's browser a key of the phone's own, which asks for a finger or a face and gets it, or not. */
async function withKeys({ page, context }: Person, isUserVerified: boolean): Promise<Phone> {
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified,
      automaticPresenceSimulation: true,
    },
  })
  return { session, authenticatorId }
}
const keysOf = async ({ session, authenticatorId }: Phone): Promise<Key[]> =>
  (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials

describe.each([
  ['ja', 'ja-JP', look],
  ['en', 'en-GB', look],
  ['zh-hant', 'zh-TW', read],
] as const)('a passkey, pressed in a browser, %s', (locale, language, see) => {
  const t = wordsFor(locale)
  const at = (path: string) => `${locale === 'ja' ? '' : `/${locale}`}${path}`
  const here = { viewport: phone, baseURL, locale: language }
  /** Somebody whose new phone has the keys of the old one, as phones share them. */
  const newPhone = async (keys: readonly Key[]): Promise<Person> => {
    const one = await person(here)
    const { session, authenticatorId } = await withKeys(one, true)
    for (const credential of keys)
      await session.send('WebAuthn.addCredential', { authenticatorId, credential })
    return one
  }

  it('brings a wallet to a new phone; where the finger is not known nothing is made, and it is said', async () => {
    const guest = await person(here)
    await guest.context.addCookies([{ name: 'meguri_wallet', value: purse.credential, url: baseURL }])
    const before = await spendable(guest)
    const old = await withKeys(guest, false)
    await guest.page.goto(at('/wallet'))
    await press(guest, t('wallet:purse.passkey'))
    await guest.page.getByText(t('wallet:purse.passkey_stopped')).waitFor()
    expect(await keysOf(old)).toEqual([])
    await old.session.send('WebAuthn.setUserVerified', {
      authenticatorId: old.authenticatorId,
      isUserVerified: true,
    })
    await press(guest, t('wallet:purse.passkey'))
    await expect.poll(() => keysOf(old).then((keys) => keys.length)).toBe(1)
    await guest.page.waitForLoadState()

    const found = await newPhone(await keysOf(old))
    await found.page.goto(at('/wallet/recover'))
    await press(found, t('wallet:recover.passkey'))
    await found.page.waitForURL(/\/wallet$/)
    await found.page
      .getByText(t('wallet:yen', { amount: before }))
      .first()
      .waitFor()
    await see(found)
    expect(await spendable(found)).toBe(before)
  })

  it('signs somebody in who works at a shop, without a password', async () => {
    const owner = await person(here)
    await signIn(owner, 'owner', at('/account'), locale)
    const old = await withKeys(owner, true)
    await press(owner, t('identity:account.add_passkey'))
    await owner.page.getByText(t('identity:account.passkey_added')).waitFor()
    await see(owner)

    const elsewhere = await newPhone(await keysOf(old))
    await elsewhere.page.goto(at(`/sign-in?next=${at('/shop')}`))
    await press(elsewhere, t('identity:sign_in.with_passkey'))
    await elsewhere.page.waitForURL(/\/shop$/)
    await elsewhere.page.getByRole('heading', { name: t('shop:till.today') }).waitFor()

    // The key is taken away again, and opens nothing any more.
    await owner.page
      .getByRole('button', { name: t('identity:account.remove') })
      .first()
      .click()
    await owner.page.waitForURL(/done=removed/)
    const late = await newPhone(await keysOf(old))
    await late.page.goto(at(`/sign-in?next=${at('/shop')}`))
    await press(late, t('identity:sign_in.with_passkey'))
    await late.page.locator('[data-passkey] [role=status]').filter({ hasText: /\S/ }).waitFor()
    expect(new URL(late.page.url()).pathname).toBe(at('/sign-in'))
  })
})
