import { expect, test } from 'vitest'
import { readConfiguration } from '../../api/platform/configuration.ts'

const read = (OBJECT_STORAGE_BUCKET: string) =>
  readConfiguration({ OBJECT_STORAGE_BUCKET }).OBJECT_STORAGE_BUCKET

test.each([
  'https://s3.example/bucket',
  'https://bucket.s3.example',
  'http://localhost:9000/bucket',
  'http://127.0.0.1/bucket',
  'http://[::1]:9000/bucket',
])('a bucket at %s is taken', (address) => expect(read(address)).toBe(address))

test.each([
  'http://s3.example/bucket',
  'http://localhost.example/bucket',
  'http://localhost:80@s3.example/bucket',
  'http://127.0.0.1.example/bucket',
  'ftp://s3.example/bucket',
  'bucket',
])('a bucket at %s would be asked where others read along, or not at all', (address) => {
  expect(() => read(address)).toThrow('must be https://…')
})
