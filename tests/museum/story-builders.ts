import { rights } from '../../api/museum/rights.ts'
import type { Step, StoryBody, StepView } from '../../api/museum/story.ts'

export const looksAt = (over: Partial<StepView> = {}): StepView => ({
  item: 'basket',
  canvas: 'front',
  region: { x: 100, y: 50, width: 300, height: 200 },
  alternative: { ja: ['籠の取っ手'], en: ['The handle of a basket'] },
  ...over,
})

const { region: _, ...wholeView } = looksAt()

export const step = (id: string, over: Partial<Step> = {}): Step => ({
  id,
  label: { ja: ['取っ手'], en: ['The handle'] },
  text: { ja: ['手が当たるところは、つるりとしています。'], en: ['Where hands touch it, it shines.'] },
  views: [looksAt()],
  sources: ['project'],
  ...over,
})

/** An invented story in two rooms, of which the second leads to a station. */
export const walk = (over: Partial<StoryBody> = {}): StoryBody => ({
  kind: 'story',
  institution: 'storehouse',
  label: { ja: ['籠の話'], en: ['The story of a basket'] },
  summary: { ja: ['籠を見ます。'], en: ['Looking at a basket.'] },
  rights: rights.by,
  requiredStatement: { ja: ['蔵の家'], en: ['The Storehouse'] },
  rooms: [
    { id: 'whole-room', label: { ja: ['全体'] }, events: [], steps: [step('whole', { views: [wholeView] })] },
    {
      id: 'near-room',
      label: { ja: ['近くで'], en: ['Close'] },
      holder: 'storehouse',
      station: 'aizu-miyashita',
      events: [],
      steps: [step('handle'), step('compared', { views: [looksAt(), wholeView] })],
    },
  ],
  sources: [],
  ...over,
})
