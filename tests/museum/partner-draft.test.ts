import { describe, expect, test } from 'vitest'
import { addressing } from '../../api/museum/partner-addressing.ts'
import { draftFrom } from '../../api/museum/partner-draft.ts'
import { readDocument } from '../../api/museum/partner-manifest.ts'
import type { PartnerObject } from '../../api/museum/partner-object.ts'
import { canvasThree, manifestThree } from './partner-server.ts'

const origin = 'https://library.example'
const address = addressing([], () => 'https://meguri.example')
function objectOf(document: unknown): PartnerObject {
  const found = readDocument(document, address)
  if (!found.ok || found.value.kind !== 'manifest') throw new Error(JSON.stringify(found))
  return found.value.object
}

describe('what is read again', () => {
  const first = objectOf(manifestThree(origin, 'map'))
  const taken = draftFrom(first, undefined, {})
  const standing = { revision: 1, draft: taken.draft }

  test('changes nothing where nothing is new', () => {
    expect(draftFrom(first, standing, taken.said)).toMatchObject({ isChanged: false, changes: [], kept: [] })
  })

  test('is not gone on with under a licence that the partner gives no more', () => {
    for (const rights of [undefined, 'https://library.example/terms']) {
      const news = objectOf(manifestThree(origin, 'map', { rights }))
      const put = draftFrom(news, standing, taken.said)
      expect(put).toMatchObject({
        isChanged: true,
        changes: [{ part: 'rights', before: 'by', after: '' }],
        draft: { rights: '' },
      })
      // What somebody decides then stays, and is not brought up again.
      const decided = { revision: 3, draft: { ...put.draft, rights: 'inCopyright' as const } }
      expect(draftFrom(news, decided, put.said)).toMatchObject({ isChanged: false, changes: [], kept: [] })
    }
  })

  test('follows the partner, but not over what somebody wrote here', () => {
    const written = { ...standing, draft: { ...taken.draft, summary: { ja: '私たちの説明。' } } }
    const news = objectOf(manifestThree(origin, 'map', { label: { ja: ['城下絵図'] }, summary: { ja: ['新しい説明。'] } })) // prettier-ignore
    expect(draftFrom(news, written, taken.said)).toMatchObject({
      isChanged: true,
      changes: [{ part: 'title.ja', before: '絵図 map', after: '城下絵図' }],
      kept: [{ part: 'summary.ja', before: '私たちの説明。', after: '新しい説明。' }],
      draft: { title: { ja: '城下絵図' }, summary: { ja: '私たちの説明。' } },
    })
  })

  test('keeps the words for a view, and brings back no view that somebody took out', () => {
    const two = { items: [canvasThree(origin, 'map', 1), canvasThree(origin, 'map', 2)] }
    const both = draftFrom(objectOf(manifestThree(origin, 'map', two)), standing, taken.said)
    expect(both.draft.pictures.map(({ alternative }) => alternative)).toEqual([
      {},
      { ja: '絵図 map 2', en: 'Map map 2' },
    ])
    const [seen] = both.draft.pictures
    const kept = { ...both.draft, pictures: [{ ...seen!, alternative: { ja: '城と町。' } }] }
    const again = draftFrom(
      objectOf(manifestThree(origin, 'map', two)),
      { revision: 2, draft: kept },
      both.said,
    )
    expect([again.isChanged, again.draft.pictures]).toEqual([false, kept.pictures])
  })
})
