import { describe, expect, test } from 'vitest'
import { againFor, isDesk, withAgain } from '../../site/offline/unanswered.ts'

const referrer = 'https://hub.example/wallet/send'
const at = (path: string): URL => new URL(path, 'https://hub.example')
const page =
  '<div data-asks="post"><form method="post" action="#"><input type="hidden" name="again"><button>…</button></form></div>'

describe('a form to which no answer came', () => {
  test('is asked again as it was, at its own address', () => {
    const sent = [
      ['key', 'k1'],
      ['amount', '120'],
    ] as const
    expect(againFor({ method: 'POST', referrer }, at('/wallet/send?from=here'), sent)).toEqual({
      asks: 'post',
      path: '/wallet/send?from=here',
      fields: sent,
    })
  })

  test.each([
    ['a password', ['password', 'secret']],
    ['a PIN', ['pin', '2580']],
    ['a file', ['file', new Blob(['picture'])]],
  ] as const)('with %s: its page is opened again, and nothing of it stands there', (_, field) => {
    const again = againFor({ method: 'POST', referrer }, at('/sign-in?next=/shop'), [
      ['email', 'a@b.example'],
      field,
    ])
    expect(again).toEqual({ asks: 'get', path: '/sign-in', fields: [['next', '/shop']] })
    expect(withAgain(page, again)).not.toContain('secret')
  })

  test('with a password among much else, under a key: it is asked again with the password typed anew', () => {
    const again = againFor({ method: 'POST', referrer }, at('/shop/apply'), [
      ['key', 'k1'],
      ['nameJa', '茶館'],
      ['password', 'secret'],
    ])
    const form =
      '<div data-asks="post"><form method="post" action="#"><input type="hidden" name="again"><input type="password" name="anew" disabled><button autofocus>…</button></form></div>'
    expect(withAgain(form, again)).toBe(
      '<div data-asks="anew"><form method="post" action="/shop/apply"><input type="hidden" name="key" value="k1"><input type="hidden" name="nameJa" value="茶館"><input type="password" name="password" required autofocus><button>…</button></form></div>',
    )
    const pin = [...again.fields, ['pin', '2580'], ['password', 'secret']] as const
    expect(againFor({ method: 'POST', referrer }, at('/shop/apply'), pin).asks).toBe('get')
  })

  test.each([
    'https://evil.example/',
    'https://hub.example.evil.example/',
    'https://hub.example:8443/',
    'about:client',
    '',
  ])(
    'of another site (%j) is not sent again as ours: the page is opened, and nothing of it stands there',
    (from) => {
      const sent = [
        ['to', 'somebody'],
        ['amount', '120'],
      ] as const
      const again = againFor({ method: 'POST', referrer: from }, at('/wallet/send'), sent)
      expect(again).toEqual({ asks: 'get', path: '/wallet/send', fields: [] })
    },
  )

  test('that only looks is asked again with what was typed', () => {
    const again = againFor({ method: 'GET', referrer }, at('/wallet/send?to=7K2M&amount=120'), [])
    expect(withAgain(page, again)).toBe(
      '<div data-asks="get"><form method="get" action="/wallet/send"><input type="hidden" name="to" value="7K2M"><input type="hidden" name="amount" value="120"><button>…</button></form></div>',
    )
  })

  test('cannot write anything else into the page', () => {
    const html = withAgain(page, {
      asks: 'post',
      path: '/shop/"><script>',
      fields: [['reason"', '$& </form> "><script>alert(1)</script>']],
    })
    expect(html).toBe(
      '<div data-asks="post"><form method="post" action="/shop/&quot;>&lt;script>"><input type="hidden" name="reason&quot;" value="$&amp; &lt;/form> &quot;>&lt;script>alert(1)&lt;/script>"><button>…</button></form></div>',
    )
  })

  test.each([
    ['/shop', true],
    ['/en/office/give', true],
    ['/zh-hant/studio/tell/1', true],
    ['/shops/1', false],
    ['/wallet', false],
  ])('is of a till or a desk: %s %s', (path, is) => expect(isDesk(path)).toBe(is))
})
