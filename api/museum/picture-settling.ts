import type { ImageSeen, SettledImage } from './image-information.ts'
import type { Images } from './image-service.ts'
import { type HandedOut, handedOut, strictest } from './picture-limit.ts'
import type { ItemBody } from './record.ts'
import type { RecordStore } from './record-store.ts'

export type SettlingParts = {
  readonly store: Pick<RecordStore, 'published'>
  /** Absent where there is no disk for images. */
  readonly images?: Pick<Images, 'settled' | 'show' | 'namesBehind'> | undefined
  /** Institutions whose staff may send pictures. */
  readonly holders: () => Promise<readonly { readonly id: string }[]>
}

/** Images that are looked at together. */
const pageSize = 100
/** Each turn more needs somebody else who published between two reads. */
const mostTurns = 20

/** What is about to be written, of which nobody knows yet whether it will be. */
type Coming = {
  /** An item as it is to be published. */
  readonly item?: ItemBody
  /** A record that is to be withdrawn. */
  readonly withdrawn?: string
}

/** Of a picture: how the items that show it let it be seen, and whether any of them stays. */
type Shown = { readonly limits: readonly HandedOut[]; readonly stays: boolean }

/** Decides how our own pictures are seen: through all items that are public, as the strictest of them says. */
export function pictureSettling({ store, images, holders }: SettlingParts) {
  async function shownNow({ item, withdrawn }: Coming): Promise<ReadonlyMap<string, Shown>> {
    const shown = new Map<string, Shown>()
    const add = (body: ItemBody, stays: boolean): void => {
      for (const image of ownPictures(body)) {
        const before = shown.get(image) ?? { limits: [], stays: false }
        shown.set(image, { limits: [...before.limits, handedOut(body)], stays: before.stays || stays })
      }
    }
    for (const { record, body } of await store.published('item'))
      if (body.kind === 'item') add(body, record !== withdrawn)
    if (item !== undefined) add(item, true)
    return shown
  }

  /** What was sent by an institution is seen through items only; the project's own drawings are shown by themselves. */
  const wanted = (now: SettledImage, { limits, stays }: Shown, isSent: boolean): ImageSeen =>
    isSent
      ? { ...strictest(limits), isShown: stays }
      : { ...strictest([now.taken, ...limits]), isShown: now.isShown }

  /** Shows as wanted what is not seen so; answers which those are. */
  async function show(pictures: readonly string[], shown: ReadonlyMap<string, Shown>): Promise<string[]> {
    const changed: string[] = []
    // Once for all of them: holders are read from the records each time.
    const all = pictures.length === 0 ? [] : await holders()
    for (const image of pictures) {
      const now = await images?.settled(image)
      if (now === undefined) continue
      const isSent = all.some(({ id }) => isUploaded(image, id))
      const seen = wanted(now, shown.get(image) ?? { limits: [], stays: false }, isSent)
      if (isSameSeen(now, seen)) continue
      await images!.show(image, seen)
      changed.push(image)
    }
    return changed
  }

  /**
   * Settles pictures by what is public at this moment, and as strictly as what is about to be. Whoever publishes meanwhile may
   * have read before us and shown after us: what was shown is held against what is public until both are the same.
   */
  async function settle(pictures: Iterable<string>, coming: Coming = {}): Promise<void> {
    let left = [...pictures]
    for (let turn = 0; left.length > 0 && turn < mostTurns; turn += 1)
      left = await show(left, await shownNow(coming))
  }

  return {
    settle,

    /** Settles all: a process that was killed beside the writing of an item leaves its pictures too strict, or shown. */
    settleAll: async (): Promise<void> => {
      const shown = await shownNow({})
      for (let behind: string | undefined = ''; behind !== undefined;) {
        const page: readonly string[] = (await images?.namesBehind(behind, pageSize)) ?? []
        await settle(await show(page, shown))
        behind = page.at(-1)
      }
    },
  }
}

/** Uploaded images begin with the name of their institution (`imageOf`). */
export const isUploaded = (image: string, institution: string): boolean =>
  new RegExp(`^${institution.slice(0, 60)}-[0-9a-f]{16}$`).test(image)

/** Our own images that items show. */
export const ownPictures = (...bodies: readonly (ItemBody | undefined)[]): ReadonlySet<string> =>
  new Set(
    bodies.flatMap((body) =>
      (body?.canvases ?? []).flatMap(({ image }) => (image.from === 'own' ? [image.identifier] : [])),
    ),
  )

const isSameSeen = (a: ImageSeen, b: ImageSeen): boolean =>
  a.showing === b.showing && a.maxSide === b.maxSide && a.isShown === b.isShown
