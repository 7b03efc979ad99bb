import type { Clock } from '../platform/clock.ts'
import { toHex } from '../platform/ids.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import { sha256, sha256Hex } from '../platform/sha256.ts'
import type { MerchantRefusal } from './errors.ts'
import type { PictureFault, PictureFiles, PictureStore } from './picture-ports.ts'
import type { MerchantStore } from './ports.ts'
import {
  checkPictureAct,
  shownPicture,
  stateOfPicture,
  type PictureAct,
  type ShopPicture,
} from './shop-picture.ts'

export type PictureParts = {
  readonly pictures: PictureStore
  readonly shops: Pick<MerchantStore, 'find' | 'memberIds'>
  /** Absent where there is no disk for pictures. */
  readonly files?: PictureFiles | undefined
  readonly clock: Clock
}

export type PictureSent = {
  readonly merchantId: string
  readonly bytes: Uint8Array
  readonly altJa: string
  readonly altEn: string
  readonly sentBy: string
  readonly key: string
}

export type PictureDone = {
  readonly id: string
  readonly what: PictureAct
  readonly doneBy: string
  readonly reason: string
}

type Refused<T> = Promise<Result<T, MerchantRefusal>>

/** How shops look from the street: sent by the shop or the office, shown to payers once the office has looked at it. */
export function pictureService(parts: PictureParts) {
  const { pictures, files } = parts
  return {
    /**
     * Takes a picture in; it waits for the office. The same key again answers the same. Refuses merchant_not_found,
     * key_used, picture_waits, pictures_too_many, pictures_not_here, picture_unreadable, picture_too_large, picture_tells_place.
     */
    send: (sent: PictureSent) => send(parts, sent),

    /** Takes it one step on. Refuses picture_not_found, and what `checkPictureAct` names. */
    act: (done: PictureDone) => act(parts, done),

    find: pictures.findPicture,
    ofShop: pictures.picturesOf,
    latest: pictures.latestPictures,

    /** What payers see of a shop; nothing where no picture was approved. */
    shownOf: async (merchantId: string): Promise<ShopPicture | undefined> =>
      files === undefined ? undefined : shownPicture(await pictures.picturesOf(merchantId)),

    /** The picture itself, a JPEG. */
    draw: async (picture: ShopPicture): Promise<Uint8Array | undefined> => files?.draw(fileOf(picture)),
  }
}

export type ShopPictures = ReturnType<typeof pictureService>

/** The same file of one shop is kept once, however often it is sent. */
const fileOf = ({ merchantId, sha256: sum }: Pick<ShopPicture, 'merchantId' | 'sha256'>): string =>
  `shop-${sha256Hex(`${merchantId} ${sum}`).slice(0, 32)}`

const refusalOf: Record<PictureFault, MerchantRefusal> = {
  unreadable: { code: 'picture_unreadable', field: 'body' },
  too_large: { code: 'picture_too_large', field: 'body' },
  tells_place: { code: 'picture_tells_place', field: 'body' },
}

const dayMs = 24 * 3_600_000
/** Of one shop; our own choice: who tries out angles sends three. */
const picturesPerDayMost = 10

async function send(parts: PictureParts, sent: PictureSent): Refused<ShopPicture> {
  const { pictures, shops, files, clock } = parts
  const { merchantId, bytes, key, ...words } = sent
  if ((await shops.find(merchantId)) === undefined) return refuse({ code: 'merchant_not_found' })
  const id = sha256Hex(`shop picture ${merchantId} ${key}`).slice(0, 32)
  const picture = { ...words, id, merchantId, sha256: toHex(sha256(bytes)), steps: [] }
  const before = await pictures.findPicture(id)
  if (before !== undefined) return sentAgain(before, picture)
  const known = await pictures.picturesOf(merchantId)
  if (known.some((one) => stateOfPicture(one) === 'waiting')) return refuse({ code: 'picture_waits' })
  const yesterday = clock.now() - dayMs
  if (known.filter(({ sentAt }) => sentAt > yesterday).length >= picturesPerDayMost)
    return refuse({ code: 'pictures_too_many', most: picturesPerDayMost })
  if (files === undefined) return refuse({ code: 'pictures_not_here' })
  const kept = await files.keep(fileOf(picture), bytes)
  if (kept !== 'kept') return refuse(refusalOf[kept])
  const whole = { ...picture, number: known.length + 1, sentAt: clock.now() }
  if ((await pictures.addPicture(whole)) === 'stored') return ok(whole)
  const meanwhile = await pictures.findPicture(id)
  return meanwhile === undefined ? refuse({ code: 'picture_waits' }) : sentAgain(meanwhile, picture)
}

type Said = Pick<ShopPicture, 'altJa' | 'altEn' | 'sha256'>

function sentAgain(before: ShopPicture, sent: Said): Result<ShopPicture, MerchantRefusal> {
  const field = (['altJa', 'altEn', 'sha256'] as const).find((name) => before[name] !== sent[name])
  if (field === undefined) return ok(before)
  return refuse({ code: 'key_used', field: field === 'sha256' ? 'body' : field })
}

async function act(parts: PictureParts, done: PictureDone): Refused<ShopPicture> {
  const { pictures, shops, clock } = parts
  const { id, ...said } = done
  const picture = await pictures.findPicture(id)
  if (picture === undefined) return refuse({ code: 'picture_not_found' })
  if (isDone(picture, done)) return ok(picture)
  const allowed = checkPictureAct(picture, { ...said, members: await shops.memberIds(picture.merchantId) })
  if (!allowed.ok) return allowed
  const step = { ...said, at: clock.now() }
  if ((await pictures.addPictureStep(picture, step)) === 'stored')
    return ok({ ...picture, steps: [...picture.steps, step] })
  const meanwhile = await pictures.findPicture(id)
  return meanwhile !== undefined && isDone(meanwhile, done)
    ? ok(meanwhile)
    : refuse({ code: 'picture_decided' })
}

/** Said once more by whoever did not hear the answer, or pressed twice. */
function isDone({ steps }: ShopPicture, { what, doneBy, reason }: Omit<PictureDone, 'id'>): boolean {
  const last = steps.at(-1)
  return last?.what === what && last.doneBy === doneBy && last.reason === reason
}
