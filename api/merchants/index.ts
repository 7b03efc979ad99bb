/** The door of the shops: their register, codes, tills and payouts' calendar. */
export { merchantService, type Applicant, type MerchantParts, type Merchants, type Till } from './service.ts'
export type { PrintedCode } from './service.ts'
export { merchantClasses, purposes } from './merchant.ts'
export type { Application, BankAccount, Merchant, MerchantClass, MerchantStatus } from './merchant.ts'
export type {
  BankMaster,
  Holidays,
  MerchantStore,
  People,
  Places,
  TakingsStore,
  TillPayment,
  Town,
} from './ports.ts'
export { type MerchantRefusal } from './errors.ts'
export { defaultGuid, type PaymentCode } from './payment-code.ts'
export { readScanned, type ScanRefusal } from './payment-link.ts'
export {
  defaultTerms,
  endOfTakingsDay,
  lastClosedDay,
  payDayOfRun,
  takingsDay,
} from './settlement-schedule.ts'
export { monthOf } from './statement.ts'
export type { SettlementTerms } from './settlement-schedule.ts'
export { countedSince, feeFunds, feeOf, financialYearOf, noFeeYet, withoutFee, yearEnds } from './fee.ts'
export type { FeeStanding, FeeTerms } from './fee.ts'
export type { DuePayee, LaterPayout, PayoutsDue } from './payouts-due.ts'
export { everyBankDay, isSameProfile, profileKinds, profileOn } from './payout-profile.ts'
export type { DecidedProfile, PayoutProfile } from './payout-profile.ts'
export {
  parseZengin,
  printZengin,
  requesterInLetters,
  type DepositKind,
  type LineEnd,
  type ZenginOrder,
} from './zengin-file.ts'
export { changeService, type BankAccountChanges } from './bank-account-change-service.ts'
export { changeSettings } from './bank-account-change.ts'
export { pictureService, type ShopPictures } from './shop-picture-service.ts'
export { reportService, type CodeReports } from './code-report-service.ts'
export { boardCodeService, type BoardCodes } from './board-code-service.ts'
export { tieService } from './tie-service.ts'
export { productService, type Products } from './product-service.ts'
export type { PictureFiles } from './picture-ports.ts'
export { clerkService, type Clerks } from './clerk-service.ts'
export { tillStaff } from './till-staff-service.ts'
export { tillCookie } from './till-cookie.ts'
export { daySheetService } from './day-sheet-service.ts'
export { statementService, type Statements } from './statement-service.ts'
export { tidyMerchantCode } from './merchant-code.ts'
export { merchantDirectory } from './directory.ts'
export { searchedShops } from './searched-service.ts'
export { tillBounds, tillFeed, type TillFeed } from './till-feed-service.ts'
