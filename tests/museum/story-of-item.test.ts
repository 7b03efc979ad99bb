import { expect, test } from 'vitest'
import { emptyDraft, type ItemDraft } from '../../api/museum/item-draft.ts'
import { storyOfItem } from '../../api/museum/story-of-item.ts'
import { type Known, storyQualityOf } from '../../api/museum/story-quality.ts'

const holder = { id: 'house', label: { ja: '見本の館', en: 'Sample House' } }
const tool: ItemDraft = {
  ...emptyDraft,
  title: { ja: '苧引き板', en: 'Ramie board' },
  summary: { ja: 'からむしの皮から繊維を取り出す。' },
  credit: { ja: '見本の館' },
  rights: 'by',
  merit: { ja: '無料' },
  demerit: { ja: '冬は休み' },
  contact: { ja: '見本の係' },
  pictures: [
    { id: 'cover', image: '', alternative: { ja: '写真はまだない。' }, transcription: {} },
    { id: 'front', image: 'a', alternative: { ja: '細長い板。' }, transcription: {} },
    { id: 'back', image: 'b', alternative: { ja: '板の裏。' }, transcription: {} },
  ],
}
const known: Known = {
  views: new Map([['house-1/front', { width: 100, height: 80 }]]),
  sounds: new Set(),
  isMapped: () => true,
  sourced: new Set(),
  hasContact: false,
}

test('an item that could be published tells a story that can be: its first picture, in the house that holds it', () => {
  const story = storyOfItem({ record: 'house-1', draft: tool, holder })
  expect(storyQualityOf(story, known)).toMatchObject({ isReady: true })
  expect(story).toMatchObject({
    title: tool.title,
    summary: tool.summary,
    credit: tool.credit,
    rights: 'by',
    merit: tool.merit,
    demerit: tool.demerit,
    contact: tool.contact,
    rows: [
      { kind: 'room', title: holder.label, holder: 'house' },
      { kind: 'step', title: tool.title, text: tool.summary, picture: 'house-1/front', alternative: { ja: '細長い板。' } },
    ],
  })
  expect(storyOfItem({ record: 'house-1', draft: tool, holder })).toEqual(story)
}) // prettier-ignore

test('an item without a picture tells one that still lacks it', () => {
  const story = storyOfItem({ record: 'house-1', draft: { ...tool, pictures: [] }, holder })
  const missing = storyQualityOf(story, known).checks.filter(({ isMet, isNeeded }) => isNeeded && !isMet)
  expect(missing.map(({ name }) => name)).toEqual(['pictures'])
})
