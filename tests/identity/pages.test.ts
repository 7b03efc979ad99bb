import { describe, expect, test } from 'vitest'
import { deviceOf } from '../../site/components/identity/device.ts'
import { goTo, nextPath } from '../../site/components/identity/next-path.ts'

describe('where signing in leads', () => {
  test.each(['/office', '/en/shop/payments/1?tab=2', '/'])('is a path of this site: %s', (path) => {
    expect(nextPath(path, '/account')).toBe(path)
  })

  test.each([
    null,
    undefined,
    '',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\/evil.example',
    ' /office',
    '/a\nset-cookie: b=c',
    'javascript:alert(1)',
  ])('is never another site: %j', (asked) => {
    expect(nextPath(asked, '/account')).toBe('/account')
  })

  test('hands every cookie on', () => {
    const response = goTo('/account', ['a=1; HttpOnly', 'b=2; HttpOnly'])
    expect([response.status, response.headers.get('location')]).toEqual([303, '/account'])
    expect(response.headers.getSetCookie()).toEqual(['a=1; HttpOnly', 'b=2; HttpOnly'])
  })
})

describe('the name of a device', () => {
  test.each([
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1',
      'Safari, iPhone',
    ],
    [
      'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36',
      'Chrome, Android',
    ],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130 Safari/537.36 Edg/130.0', 'Edge, Windows'],
    ['curl/8.0', undefined],
    ['', undefined],
  ])('%s is %s', (userAgent, name) => {
    expect(deviceOf(userAgent)).toBe(name)
  })
})
