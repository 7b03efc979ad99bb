import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeForm } from '../../api/demonstration/stripe/form.ts'
import type { FormValue } from '../../api/demonstration/stripe/form.ts'

const rows: readonly { form: string; decoded: unknown }[] = [
  { form: '', decoded: {} },
  { form: 'mode=payment', decoded: { mode: 'payment' } },
  {
    form: 'metadata[topupId]=1&metadata[walletId]=2',
    decoded: { metadata: { topupId: '1', walletId: '2' } },
  },
  {
    form: 'line_items[0][price_data][currency]=jpy&line_items[0][quantity]=1',
    decoded: { line_items: [{ price_data: { currency: 'jpy' }, quantity: '1' }] },
  },
  { form: 'types[]=card&types[]=konbini', decoded: { types: ['card', 'konbini'] } },
  { form: 'a=1&a[b]=2', decoded: undefined },
  { form: 'a[b]=2&a=1', decoded: undefined },
  { form: 'a[b=1', decoded: undefined },
  { form: 'a]=1', decoded: undefined },
  { form: `a${'[b]'.repeat(9)}=1`, decoded: undefined },
  { form: '__proto__[polluted]=1', decoded: JSON.parse('{"__proto__":{"polluted":"1"}}') },
]

test.each(rows)('the form $form is read', ({ form, decoded }) => {
  expect(decodeForm(form)).toEqual(decoded)
  expect(Object.prototype).not.toHaveProperty('polluted')
})

test('whatever is written with nested keys is read back', () => {
  const name = fc.stringMatching(/^[a-z_]{1,8}$/)
  const value = fc.letrec<{ value: FormValue }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ maxLength: 8 }),
      fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
      fc.dictionary(name, tie('value'), {
        minKeys: 1,
        maxKeys: 3,
        noNullPrototype: true,
      }),
    ),
  })).value
  fc.assert(
    fc.property(fc.dictionary(name, value, { maxKeys: 3, noNullPrototype: true }), (sent) => {
      const form = new URLSearchParams(Object.entries(sent).flatMap(([key, inner]) => printed(key, inner)))
      expect(decodeForm(form.toString())).toEqual(sent)
    }),
  )
})

function printed(key: string, value: FormValue): [string, string][] {
  if (typeof value === 'string') return [[key, value]]
  return Object.entries(value).flatMap(([name, inner]) => printed(`${key}[${name}]`, inner))
}
