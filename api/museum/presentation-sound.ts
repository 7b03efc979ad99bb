import type { LanguageMap } from './language-map.ts'
import type { PresentationAddresses } from './presentation-addresses.ts'
import type { Step } from './story.ts'

/** The canvas of a step's sound: it has a duration and no sides, as Presentation 3 says. */
export const soundAddress = (story: string, { id }: Step, addresses: PresentationAddresses): string =>
  addresses.canvas(story, `${id}-sound`)

/** What is heard in a step, with what is said in it; a step that shows nothing says its own text here, too. */
export function soundCanvasOf(story: string, step: Step, addresses: PresentationAddresses) {
  const { sound, label, text, views } = step
  if (sound === undefined) return undefined
  const address = soundAddress(story, step, addresses)
  const duration = sound.durationMs / 1_000
  return {
    id: address,
    type: 'Canvas',
    label,
    duration,
    items: [
      {
        id: `${address}/page`,
        type: 'AnnotationPage',
        items: [
          {
            id: `${address}/annotation`,
            type: 'Annotation',
            motivation: 'painting',
            body: { id: addresses.sound(sound.id), type: 'Sound', format: sound.mediaType, duration },
            target: address,
          },
        ],
      },
    ],
    annotations: [
      {
        id: `${address}/transcript`,
        type: 'AnnotationPage',
        items: [
          ...textsOn(sound.transcript, { address, name: 'transcript', motivation: 'supplementing' }),
          ...(views.length > 0 ? [] : textsOn(text, { address, name: 'text', motivation: 'commenting' })),
        ],
      },
    ],
  }
}

type Note = {
  readonly address: string
  readonly name: string
  readonly motivation: 'supplementing' | 'commenting'
}

/** A text on a whole canvas, an annotation for each language. */
export const textsOn = (map: LanguageMap, { address, name, motivation }: Note) =>
  Object.entries(map).map(([language, texts]) => ({
    id: `${address}/${name}/${language}`,
    type: 'Annotation',
    motivation,
    body: {
      type: 'TextualBody',
      value: texts.join('\n'),
      format: 'text/plain',
      ...(language === 'none' ? {} : { language: [language] }),
    },
    target: address,
  }))
