import { ok, refuse, type Result } from '../platform/result.ts'
import type { AddRefusal } from './image-service.ts'
import type { SoundFault } from './sound.ts'

/** `receiving` until its last byte is here; then it is looked at, made into an image, and is one, or is refused. */
export const uploadStates = ['receiving', 'checking', 'making', 'ready', 'refused'] as const
export type UploadState = (typeof uploadStates)[number]

/** Why a file that is here is no image or sound of ours. Sentences: `museum:fault.<code>`. */
export type UploadFault = AddRefusal | SoundFault | 'sum_wrong' | 'location_stays'

/** A file on its way, for an institution. */
export type Upload = {
  readonly id: string
  readonly institution: string
  /** What the sender's machine calls it. */
  readonly name: string
  readonly bytes: number
  /** Of the whole file as its sender has it, hexadecimal. */
  readonly sha256: string
  readonly keepsLocation: boolean
  readonly state: UploadState
  readonly fault?: UploadFault
  /** The image, or the sound, that it became. */
  readonly image?: string
  readonly by: string
  /** Milliseconds since 1970. */
  readonly startedAt: number
  readonly changedAt: number
}

/** Why no file, or no piece of one, is taken. Sentences: `museum:refusal.<code>`. */
export type UploadRefusal =
  | { readonly code: 'upload_unknown'; readonly identifier: string }
  | { readonly code: 'upload_too_large'; readonly bytesMost: number }
  /** So many are under way for this institution. */
  | { readonly code: 'upload_too_many'; readonly most: number }
  /** The disk would be full; nothing of what is here is lost. */
  | { readonly code: 'upload_disk_full' }
  /** The next piece begins elsewhere: here. */
  | { readonly code: 'upload_offset_wrong'; readonly received: number }
  /** The piece goes beyond the end of the file that was announced. */
  | { readonly code: 'upload_piece_too_long'; readonly left: number }
  | { readonly code: 'upload_piece_empty' }
  /** The piece is not what was sent: it was damaged on its way. */
  | { readonly code: 'upload_piece_damaged' }
  /** It is complete, or refused: nothing more is taken. */
  | { readonly code: 'upload_closed'; readonly state: UploadState }
  /** This hub has no disk for images. */
  | { readonly code: 'upload_not_here' }

/** Where each is a fault of the request, of the moment, or of the hub. */
export const statusOfUploadRefusal: Readonly<Record<UploadRefusal['code'], number>> = {
  upload_unknown: 404,
  upload_too_large: 422,
  upload_too_many: 409,
  upload_disk_full: 507,
  upload_offset_wrong: 409,
  upload_piece_too_long: 422,
  upload_piece_empty: 422,
  upload_piece_damaged: 422,
  upload_closed: 409,
  upload_not_here: 501,
}

/** A TIFF of 200 megapixels with 16 bits in each of four channels has 1.6 GB. */
export const uploadBytesMost = 2_000_000_000

/** A piece that takes longer than half a minute is cut off by the server: 4 MB go by a line of 1.1 Mbit/s. */
export const pieceBytesMost = 4 * 1024 * 1024

/** How many files may be under way for an institution. */
const underWayMost = 20

/** On the disk a file stands twice, and its pyramid, no larger than it, twice while it gets its marks; this much stays free beside. */
const roomFactor = 4
const roomLeftBytes = 200_000_000

/** What is known when somebody wants to send a file. */
export type UploadRoom = {
  readonly bytes: number
  /** Of the institution, that are not done. */
  readonly underWay: number
  readonly freeBytes: number
}

/** Whether there is room for one more file. */
export function refuseStart({ bytes, underWay, freeBytes }: UploadRoom): UploadRefusal | undefined {
  if (bytes > uploadBytesMost) return { code: 'upload_too_large', bytesMost: uploadBytesMost }
  if (underWay >= underWayMost) return { code: 'upload_too_many', most: underWayMost }
  return freeBytes < bytes * roomFactor + roomLeftBytes ? { code: 'upload_disk_full' } : undefined
}

/** A piece of a file as it came; its sums in base64. */
export type Piece = {
  readonly offset: number
  readonly bytes: number
  /** What the sender said of it, if anything, and what it is. */
  readonly told: string | undefined
  readonly is: string
}

/** Whether a piece goes on where what is here ends. Answers whether it is the last one. */
export function takePiece(
  upload: Upload,
  received: number,
  { offset, bytes, told, is }: Piece,
): Result<{ readonly isLast: boolean }, UploadRefusal> {
  if (upload.state !== 'receiving') return refuse({ code: 'upload_closed', state: upload.state })
  if (bytes === 0) return refuse({ code: 'upload_piece_empty' })
  if (offset !== received) return refuse({ code: 'upload_offset_wrong', received })
  const left = upload.bytes - received
  if (bytes > left) return refuse({ code: 'upload_piece_too_long', left })
  if (told !== undefined && told !== is) return refuse({ code: 'upload_piece_damaged' })
  return ok({ isLast: bytes === left })
}

/** Sent by nobody any more after this, a file is given up. */
export const givenUpAfterMs = 7 * 24 * 3_600_000

/** The identifier of an image or a sound: the same file of one institution has the same one, whoever sends it. */
export const imageOf = ({ institution, sha256 }: Pick<Upload, 'institution' | 'sha256'>): string =>
  `${institution.slice(0, 60)}-${sha256.slice(0, 16)}`
