import { inSpokenLanguages, type LanguageMap } from './language-map.ts'
import { canvasAddress, type PresentationAddresses } from './presentation-addresses.ts'
import { placeContext, presentationContext } from './presentation-context.ts'
import { describedAnnounced } from './presentation-metadata.ts'
import {
  canvasOf,
  linkedDescription,
  pagesOf,
  plainTexts,
  providerOf,
  type Surroundings,
  thumbnailOf,
} from './presentation-manifest.ts'
import { searchNamed } from './presentation-search.ts'
import { storyLanguagesOf } from './plain-text.ts'
import type { Canvas } from './record.ts'
import type { Published, StoryInPlace } from './record-service.ts'
import { mapAddress, mapCanvasOf } from './presentation-map.ts'
import { soundAddress, soundCanvasOf } from './presentation-sound.ts'
import { partWithin } from './story-part.ts'
import { type Room, type Step, stepsOf, type StoryBody, type StepView, type ViewRegion } from './story.ts'

/**
 * The manifest of a story (IIIF Presentation 3.0): the views that it shows, each once and under the address that it has
 * in its own item, with what is said of their parts as annotations; the rooms are ranges. Any viewer tells it so.
 */
export function storyManifestOf(found: StoryInPlace, surroundings: Surroundings): Record<string, unknown> {
  const { story, institution } = found
  const { id, body } = story
  const { addresses } = surroundings
  const thumbnail = storyThumbnailOf(found, surroundings)
  const shown = viewsIn(found, addresses)
  const metadata = describedAnnounced(body)
  return {
    // A context that explains more comes before the one of the version, which stands last.
    '@context': stepsOf(body).some(({ map }) => map !== undefined)
      ? [placeContext, presentationContext]
      : presentationContext,
    id: addresses.manifest(id),
    type: 'Manifest',
    label: body.label,
    summary: body.summary,
    ...(metadata.length === 0 ? {} : { metadata }),
    requiredStatement: {
      label: inSpokenLanguages((t) => t('museum:field.credit')),
      value: body.requiredStatement,
    },
    rights: body.rights,
    provider: [providerOf(institution, addresses)],
    homepage: pagesOf(body.label, (language) => addresses.storyPage(id, language)),
    rendering: plainTexts(id, storyLanguagesOf(body), addresses),
    seeAlso: [linkedDescription(addresses.storyLinkedData(id))],
    ...(thumbnail === undefined ? {} : { thumbnail: [thumbnail] }),
    partOf: [{ id: addresses.collection(institution.id), type: 'Collection', label: institution.body.label }],
    ...searchNamed(id, addresses),
    items: [
      ...shown.map((view, n) => viewOf(found, { view, n }, surroundings)),
      ...stepsOf(body).flatMap((step) => soundCanvasOf(id, step, addresses) ?? []),
      ...stepsOf(body).flatMap((step) => mapCanvasOf(id, step, addresses) ?? []),
    ],
    structures: body.rooms.map((room, n) => rangeOf({ story, room, n }, shown, addresses)),
  }
}

/** A view with its picture, with what is written on it, and with what the story says of it. */
function viewOf(
  { story: { id, body }, items }: StoryInPlace,
  { view, n }: { readonly view: Shown; readonly n: number },
  surroundings: Surroundings,
) {
  const { address, canvas, item, said } = view
  const steps = {
    id: surroundings.addresses.storySteps(id, n + 1),
    type: 'AnnotationPage',
    items: said.flatMap((one) => annotationsOf(id, one, surroundings.addresses)),
  }
  if (canvas === undefined) return { ...blankCanvas(address, body.label), annotations: [steps] }
  const whole = items.get(item)!.item.body
  const shown = canvasOf({ id: item, body: whole }, canvas, surroundings)
  // Among views of other items the name of its own says more than 'the whole'.
  const label = whole.canvases.length === 1 ? whole.label : shown.label
  return { ...shown, label, annotations: [...(shown.annotations ?? []), steps] }
}

/** The picture of the first item that has one. */
export const storyThumbnailOf = ({ items }: StoryInPlace, surroundings: Surroundings) =>
  [...items.values()].map(({ item }) => thumbnailOf(item.body, surroundings)).find((one) => one !== undefined)

/** What is said of a view, or of a part of it. */
type Said = { readonly step: Step; readonly view: number; readonly target: string }
type Shown = {
  readonly address: string
  readonly item: string
  /** None where the steps' pictures are withdrawn: what they say stands on an empty view, so that nothing is lost. */
  readonly canvas: Canvas | undefined
  readonly said: readonly Said[]
}

function viewsIn({ story, items }: StoryInPlace, addresses: PresentationAddresses): Shown[] {
  const shown = new Map<string, Shown>()
  for (const step of stepsOf(story.body))
    step.views.forEach((view, n) => {
      const canvas = canvasIn(items, view)
      const address =
        canvas === undefined
          ? addresses.canvas(story.id, 'without')
          : canvasAddress(addresses, view.item, canvas)
      const region = canvas === undefined ? undefined : partWithin(canvas, view.region)
      const target = region === undefined ? address : `${address}#xywh=${fragmentOf(region)}`
      const said = [...(shown.get(address)?.said ?? []), { step, view: n, target }]
      shown.set(address, { address, item: view.item, canvas, said })
    })
  return [...shown.values()]
}

/** The view that a step looks at; undefined where its item is withdrawn, or is shown without it now. */
export const canvasIn = (items: StoryInPlace['items'], { item, canvas }: StepView): Canvas | undefined =>
  items.get(item)?.item.body.canvases.find(({ id }) => id === canvas)

const fragmentOf = ({ x, y, width, height }: ViewRegion): string => [x, y, width, height].join(',')

const blankCanvas = (address: string, label: LanguageMap) => ({
  id: address,
  type: 'Canvas',
  label,
  width: 1_200,
  height: 900,
})

/** One for each language: viewers that choose between bodies are few, and all show a body that stands alone. */
const annotationsOf = (story: string, { step, view, target }: Said, addresses: PresentationAddresses) =>
  Object.keys(step.text).map((language) => ({
    id: addresses.storyStep(story, `${step.id}/${view + 1}/${language}`),
    type: 'Annotation',
    motivation: 'commenting',
    body: {
      type: 'TextualBody',
      value: [...(step.label[language] ?? []), ...step.text[language]!].join('\n'),
      format: 'text/plain',
      ...(language === 'none' ? {} : { language: [language] }),
    },
    target,
  }))

type InRoom = { readonly story: Published<StoryBody>; readonly room: Room; readonly n: number }

/** A room's views, in the order in which it looks at them first, and its sounds. */
function rangeOf({ story, room, n }: InRoom, shown: readonly Shown[], addresses: PresentationAddresses) {
  const inRoom = shown.filter(({ said }) => said.some(({ step }) => room.steps.includes(step)))
  return {
    id: addresses.range(story.id, n + 1),
    type: 'Range',
    label: room.label,
    items: [
      ...inRoom.map(({ address }) => address),
      ...room.steps.flatMap((step) =>
        step.sound === undefined ? [] : [soundAddress(story.id, step, addresses)],
      ),
      ...room.steps.flatMap((step) =>
        step.map === undefined ? [] : [mapAddress(story.id, step, addresses)],
      ),
    ].map((id) => ({ id, type: 'Canvas' })),
  }
}
