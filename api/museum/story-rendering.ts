import { extentOf } from './presentation-image.ts'
import { canvasAddress, type PresentationAddresses } from './presentation-addresses.ts'
import type { Surroundings } from './presentation-manifest.ts'
import { partnerFile, partnerPictures, partnerZoom, shownPartner } from './partner-pictures.ts'
import { canvasIn } from './presentation-story.ts'
import { type Canvas, isPartners } from './record.ts'
import type { StoryInPlace } from './record-service.ts'
import { rightsName, rightsPage } from './rights.ts'
import { inPixels, partWithin } from './story-part.ts'
import { itemsIn, type Room, type Step, stepsOf, type StepView, type ViewRegion } from './story.ts'

/** A story in a list, with what it leads to. */
export function storyInList(found: StoryInPlace, surroundings: Surroundings) {
  const { id, body } = found.story
  // A list shows only what comes from here: a partner's picture is a step away, in the story.
  const [first] = stepsOf(body).flatMap(({ views }) =>
    views.flatMap((view) => {
      const { from, pictures } = shownView(view, found, surroundings)
      return from === 'own' ? pictures.slice(0, 1) : []
    }),
  )
  const known = (ids: readonly (string | undefined)[]): string[] => [
    ...new Set(ids.filter((one) => one !== undefined)),
  ]
  return {
    id,
    label: body.label,
    summary: body.summary,
    institution: body.institution,
    items: itemsIn(body),
    holders: known(body.rooms.map(({ holder }) => holder)),
    places: known(body.rooms.map(({ place }) => place)),
    stations: known(body.rooms.map(({ station }) => station)),
    events: known(body.rooms.flatMap(({ events }) => events)),
    steps: body.rooms.reduce((sum, { steps }) => sum + steps.length, 0),
    /** The first picture that it shows. */
    cover: first ?? null,
  }
}

/** A story as a page tells it. */
export function shownStory(found: StoryInPlace, surroundings: Surroundings) {
  const { story, institution } = found
  const { id, body, at } = story
  return {
    ...storyInList(found, surroundings),
    credit: body.requiredStatement,
    rights: { name: rightsName(body.rights), page: rightsPage(body.rights) },
    merit: body.merit ?? null,
    demerit: body.demerit ?? null,
    contact: body.contact ?? null,
    teller: {
      id: institution.id,
      label: institution.body.label,
      address: institution.body.address ?? null,
    },
    rooms: body.rooms.map((room) => shownRoom(room, found, surroundings)),
    sources: body.sources,
    manifest: surroundings.addresses.manifest(id),
    changedAt: new Date(at).toISOString(),
  }
}

const shownRoom = (room: Room, found: StoryInPlace, surroundings: Surroundings) => ({
  id: room.id,
  label: room.label,
  holder: room.holder ?? null,
  place: room.place ?? null,
  station: room.station ?? null,
  events: room.events,
  steps: room.steps.map((step) => shownStep(step, found, surroundings)),
})

const shownStep = (
  { id, label, text, views, sound, map, cited, sources }: Step,
  found: StoryInPlace,
  surroundings: Surroundings,
) => ({
  id,
  label,
  text,
  sources,
  cited: cited ?? null,
  views: views.map((view) => shownView(view, found, surroundings)),
  sound:
    sound === undefined
      ? null
      : {
          address: surroundings.addresses.sound(sound.id),
          mediaType: sound.mediaType,
          durationMs: sound.durationMs,
          transcript: sound.transcript,
        },
  /** What a map of it shows; null where it has none. */
  map: map?.map(({ position, ...stop }) => ({ ...stop, position: position ?? null })) ?? null,
})

/** What is looked at: whose it is, and its picture where it is ours to show. */
function shownView(view: StepView, { items }: StoryInPlace, surroundings: Surroundings) {
  const inPlace = items.get(view.item)
  const canvas = canvasIn(items, view)
  const file = canvas && partnerFile(inPlace!.item.body, canvas)
  return {
    item: view.item,
    /** Null where it is withdrawn. */
    of:
      inPlace === undefined
        ? null
        : {
            label: inPlace.item.body.label,
            credit: inPlace.item.body.requiredStatement,
            manifest: surroundings.addresses.manifest(view.item),
            partner: shownPartner(inPlace.item.body.partner),
          },
    from: canvas === undefined ? ('nowhere' as const) : whereIs(canvas),
    alternative: view.alternative,
    canvas: canvas === undefined ? null : viewedCanvas(view.item, canvas, surroundings.addresses),
    region: canvas === undefined ? null : (partWithin(canvas, view.region) ?? null),
    pictures:
      canvas === undefined
        ? []
        : isPartners(canvas.image)
          ? partnerPictures(inPlace!.item.body, canvas, { sides: offeredSides, region: view.region })
          : picturesOfPart(canvas, view.region, surroundings),
    zoomed:
      canvas === undefined
        ? null
        : (zoomedOf(canvas, surroundings) ??
          partnerZoom(inPlace!.item.body, canvas)?.service ??
          file ??
          null),
    isFile: file !== undefined,
  }
}

const whereIs = ({ image }: Canvas): 'own' | 'elsewhere' | 'nowhere' =>
  isPartners(image) ? 'elsewhere' : image.from

const viewedCanvas = (item: string, canvas: Canvas, addresses: PresentationAddresses) => ({
  address: canvasAddress(addresses, item, canvas),
  width: canvas.width,
  height: canvas.height,
})

/** Our own image where parts of it may be seen. */
function zoomedOf({ image }: Canvas, { images, addresses }: Surroundings) {
  const own = image.from === 'own' ? images.get(image.identifier) : undefined
  return own?.showing === 'zoomed' ? addresses.image(own.id) : undefined
}

/** Longest sides in which a part is offered, pixels. */
const offeredSides = [480, 960, 1_600]

/** A part of a view of ours in several sizes, the smallest first; the whole of what is shown whole. */
function picturesOfPart(canvas: Canvas, region: ViewRegion | undefined, { images, addresses }: Surroundings) {
  const { image } = canvas
  const own = image.from === 'own' ? images.get(image.identifier) : undefined
  if (own === undefined) return []
  const part = own.showing === 'whole' ? undefined : partWithin(canvas, region)
  const crop = part === undefined ? 'full' : inPixels(part, canvas, own)
  const offered = offeredSides.flatMap((side) => {
    const size = `!${side},${side}`
    const extent = extentOf(own, size, crop)
    return extent === undefined
      ? []
      : [{ address: `${addresses.image(own.id)}/${crop}/${size}/0/default.jpg`, ...extent }]
  })
  // Where a part is smaller than a size, that size is the part once more.
  return offered.filter(({ width }, n) => width > (offered[n - 1]?.width ?? 0))
}
