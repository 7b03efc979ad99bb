import { DrizzleQueryError } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { createLog } from '../../api/platform/log.ts'
import { Violation } from '../../db/violation.ts'

function logged(error: unknown) {
  let line = ''
  createLog('error', { write: (written) => void (line = written) }).error({ err: error }, 'a request failed')
  return {
    line,
    err: (JSON.parse(line) as { err: { type: string; message: string; stack: string; code?: string } }).err,
  }
}

const gone = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' })
const taken = Object.assign(new Error('duplicate key value violates unique constraint "users_email"'), {
  code: '23505',
  detail: 'Key (email)=(hanako@shop.example) already exists.',
  parameters: ['hanako@shop.example'],
})

test.each([
  [
    'what was asked for',
    new DrizzleQueryError('select * from sessions where token = $1', ['hanako-token'], gone),
  ],
  [
    'a value of several lines',
    new DrizzleQueryError('insert into users values ($1)', ['one\nhanako\n    at home'], gone),
  ],
  ['what the driver keeps beside', new Violation('unique', 'users', taken)],
  ['something thrown that is no error', 'hanako'],
])('a failure is logged without %s', (_what, error) => {
  expect(logged(error).line).not.toContain('hanako')
})

test('a failure is logged with what was asked, why it failed and where', () => {
  const { err } = logged(new DrizzleQueryError('select 1 where token = $1', ['secret'], gone))
  expect(err.message).toBe(`Failed query: select 1 where token = $1: ${gone.message}`)
  expect(err).toMatchObject({ type: 'Error', code: 'ECONNREFUSED' })
  expect(err.stack).toMatch(/^\s+at .*log\.test\.ts/)
})
