import type { CodeReport, ReportStep } from './code-report.ts'
import type { ReportPlace } from './code-report-page.ts'
import type { PictureStep, ShopPicture } from './shop-picture.ts'

/** Pictures of shops with what was done about them. */
export type PictureStore = {
  readonly findPicture: (id: string) => Promise<ShopPicture | undefined>
  /** All of a shop, the newest first. */
  readonly picturesOf: (merchantId: string) => Promise<readonly ShopPicture[]>
  /** Of all shops: each that nobody decided on, the oldest first, and then the last that were decided. */
  readonly latestPictures: (decidedMost: number) => Promise<readonly ShopPicture[]>
  /** `lost`: another one was sent, or still waits, at this moment. */
  readonly addPicture: (picture: ShopPicture) => Promise<'stored' | 'lost'>
  /** `lost`: somebody else's step was first. */
  readonly addPictureStep: (picture: ShopPicture, step: PictureStep) => Promise<'stored' | 'lost'>
}

/** Why a file is no picture of a shop. */
export type PictureFault = 'unreadable' | 'too_large' | 'tells_place'

/** Where pictures of shops are kept: small, upright, without anything that a camera wrote beside them. */
export type PictureFiles = {
  /** The same id again is kept already. */
  readonly keep: (id: string, bytes: Uint8Array) => Promise<'kept' | PictureFault>
  /** A JPEG; nothing where none is kept. */
  readonly draw: (id: string) => Promise<Uint8Array | undefined>
}

/** Reports of codes with what the office did about them. */
export type ReportStore = {
  readonly findReport: (id: string) => Promise<CodeReport | undefined>
  /**
   * Of one town (where it was seen, or that of the shop) or of all (`all`): first those that wait, the oldest first, so that no
   * flood of later ones hides them, then those that ended, the newest first; so many as stand after a place.
   */
  readonly latestReports: (town: string, limit: number, after?: ReportPlace) => Promise<readonly CodeReport[]>
  /** How many reports name a shop's code. */
  readonly reportsOf: (merchantId: string) => Promise<number>
  /** `lost`: the same report was stored at this moment. */
  readonly addReport: (report: CodeReport) => Promise<'stored' | 'lost'>
  /** `lost`: somebody else's step was first. */
  readonly addReportStep: (report: CodeReport, step: ReportStep) => Promise<'stored' | 'lost'>
}
