import { expect, test } from 'vitest'
import { refuseStart } from '../../api/museum/upload.ts'

test('a file is taken where the disk has room for it, its copy, its pyramid and the same with marks', () => {
  const bytes = 1_000_000_000
  const freeBytes = 4 * bytes + 200_000_000
  expect(refuseStart({ bytes, underWay: 0, freeBytes })).toBeUndefined()
  expect(refuseStart({ bytes, underWay: 0, freeBytes: freeBytes - 1 })).toEqual({ code: 'upload_disk_full' })
})
