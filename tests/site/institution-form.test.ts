import { expect, test } from 'vitest'
import { wordsFor } from '../../api/platform/words.ts'
import { typedIn, wrongIn } from '../../site/lib/institution-form.ts'

const t = wordsFor('en')
const needed = ['name.ja', 'name.en', 'type', 'summary.ja', 'summary.en', 'contact.ja', 'contact.en']

function typed(written: Readonly<Record<string, string>>) {
  const form = new FormData()
  for (const name of [...needed, 'position', 'reason']) form.set(name, written[name] ?? '')
  return typedIn(form)
}

const missing = t('museum:refusal.institution_text_missing')
const whole = Object.fromEntries(needed.map((name) => [name, 'x']))

test.each([
  ['type', 'field_malformed', {}, 'name.ja', missing],
  ['type', 'field_malformed', { ...whole, 'name.en': ' ', type: '' }, 'name.en', missing],
  ['type', 'field_malformed', { ...whole, type: '' }, 'type', t('institutions:wrong')],
  ['position.latitude', 'field_out_of_range', { ...whole, type: '' }, 'type', t('institutions:wrong')],
  ['reason', 'reason_missing', { ...whole, 'contact.en': '' }, 'contact.en', missing],
  ['reason', 'reason_missing', whole, 'reason', 'The sentence'],
  ['name.ja', 'institution_text_missing', {}, 'name.ja', 'The sentence'],
  ['told.day', 'field_missing', whole, 'toldDay', t('institutions:wrong')],
])(
  'where %s is refused by %s, the first wrong field of %j is marked',
  (field, code, written, ...expected) => {
    const wrong = wrongIn({ title: 'The sentence', code, field }, typed(written), 'en')
    expect([wrong.field, wrong.sentence(expected[0])]).toEqual(expected)
    expect(wrong.sentence('identifier')).toBeUndefined()
  },
)

test('nothing is marked before anything was refused, or where no field is to blame', () => {
  expect(wrongIn(undefined, typed({}), 'en').field).toBeUndefined()
  expect(wrongIn({ title: 'Later', code: 'busy' }, typed({}), 'en').field).toBeUndefined()
})
