import { expect, test } from 'vitest'
import { formKey, noteAnswer, noteSentKey, type SentKey } from '../../site/lib/form-key.ts'

const uuid = '0f5a3b52-6d0c-4a43-9c3e-8d1f0a2b3c4d'
const sent = (key: string): SentKey => {
  const locals: SentKey = {}
  const form = new FormData()
  form.set('key', key)
  noteSentKey(locals, form)
  return locals
}
const answered = async (status: number, code?: string, key = uuid): Promise<string> => {
  const locals = sent(uuid)
  const body = code === undefined ? 'no problem document' : JSON.stringify({ code })
  await noteAnswer(locals, key, new Response(body, { status }))
  return formKey(locals)
}

test.each([
  ['is not known', 503, 'storage_unavailable'],
  ['did not come from the hub', 502, undefined],
  ['is that there were too many', 429, 'too_many_requests'],
  ['names a field', 400, 'field_missing'],
  ['is that a reason is missing', 422, 'reason_missing'],
  ['left the key unused at the ledger', 409, 'top_up_not_whole'],
  ['cannot be read', 404, undefined],
])('a form whose answer %s keeps its key', async (_what, status, code) => {
  expect(await answered(status, code)).toBe(uuid)
})

test.each([
  ['is that it was done', 201, undefined],
  ['is that its key stands for something else', 409, 'key_used'],
  ['is that its key stands for something else at the ledger', 409, 'key_reused_with_other_content'],
  ['is that its key was refused before', 409, 'key_failed_before'],
  ['was kept by the ledger for ever', 409, 'insufficient_funds'],
  ['was kept by the ledger for ever, of a top-up', 422, 'method_not_offered'],
])('a form whose answer %s gets a new key', async (_what, status, code) => {
  expect(await answered(status, code)).not.toBe(uuid)
})

test('an answer to something else lets no key go', async () => {
  expect(await answered(201, undefined, 'another-key')).toBe(uuid)
})

test('each form of a page knows its own key again, and takes no other’s', () => {
  expect(formKey(sent(`row-1_${uuid}`), 'row-1')).toBe(`row-1_${uuid}`)
  expect(formKey(sent(`row_1_${uuid}`), 'row_1')).toBe(`row_1_${uuid}`)
  expect(formKey(sent(`row-1_${uuid}`), 'row-2')).not.toContain(uuid)
  expect(formKey(sent(`row-1_${uuid}`))).not.toContain(uuid)
  expect(formKey(sent(uuid), 'row-1')).toMatch(/^row-1_/)
})

test('what is no key is not kept, and the longest name leaves one that the API takes', () => {
  expect([formKey(sent('short')), formKey(sent('with a space'))]).not.toContain('short')
  const long = formKey({}, 'x'.repeat(300))
  expect([long.length <= 100, formKey(sent(long), 'x'.repeat(300))]).toEqual([true, long])
})
