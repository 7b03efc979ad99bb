import type { Kit } from '../kit.ts'
import { accountChangeTables } from './account-changes.ts'
import { adjustmentTables } from './adjustments.ts'
import { auditTables } from './audit.ts'
import { bankAccountChangeTables } from './bank-account-changes.ts'
import { cardRefundTables } from './card-refunds.ts'
import { clerkTables } from './clerks.ts'
import { currencyTables } from './currency.ts'
import { disputeTables } from './disputes.ts'
import { donationTables } from './donations.ts'
import { feeInvoiceTables } from './fee-invoices.ts'
import { holdTables } from './holds.ts'
import { identityTables } from './identity.ts'
import { institutionStaffTables } from './institution-staff.ts'
import { limitTables } from './limits.ts'
import { merchantApplicationTables } from './merchant-applications.ts'
import { merchantFeeTables } from './merchant-fees.ts'
import { merchantTables } from './merchants.ts'
import { messageTables } from './messages.ts'
import { museumDraftTables } from './museum-drafts.ts'
import { museumImportTables } from './museum-imports.ts'
import { museumInstitutionTables } from './museum-institutions.ts'
import { museumLookTables } from './museum-looks.ts'
import { museumPartnerTables } from './museum-partners.ts'
import { museumRecordTables } from './museum-records.ts'
import { museumSoundTables } from './museum-sounds.ts'
import { museumStoryTables } from './museum-stories.ts'
import { museumTextTermsTables } from './museum-text-terms.ts'
import { museumUploadTables } from './museum-uploads.ts'
import { museumTables } from './museum.ts'
import { nettingTables } from './netting.ts'
import { officeActTables } from './office-acts.ts'
import { payoutProfileTables } from './payout-profiles.ts'
import { platformTables } from './platform.ts'
import { proxyTables } from './proxies.ts'
import { purchaseTables } from './purchases.ts'
import { railTables } from './rail.ts'
import { repaymentTables } from './repayments.ts'
import { saleCodeTables } from './sale-codes.ts'
import { shopBoardCodeTables } from './shop-board-codes.ts'
import { shopBrowserTables } from './shop-browsers.ts'
import { shopChangeTables } from './shop-changes.ts'
import { shopLanguageTables } from './shop-languages.ts'
import { shopPictureTables } from './shop-pictures.ts'
import { shopTieTables } from './shop-ties.ts'
import { searchTables } from './search.ts'
import { shopProductTables } from './shop-products.ts'
import { shownCodeTables } from './shown-codes.ts'
import { transferTables } from './transfers.ts'
import { visitorTables } from './visitors.ts'
import { walletFreezeTables } from './wallet-freezes.ts'
import { walletTables } from './wallets.ts'

/** Every table of the hub in one dialect. */
export const allTables = (kit: Kit) => {
  const people = identityTables(kit)
  const books = currencyTables(kit)
  const wallets = walletTables(kit, books)
  const shops = merchantTables(kit)
  return {
    ...platformTables(kit),
    ...people,
    ...institutionStaffTables(kit, people),
    ...books,
    ...holdTables(kit, books),
    ...wallets,
    ...transferTables(kit, books, wallets),
    ...adjustmentTables(kit, books),
    ...limitTables(kit, books),
    ...disputeTables(kit, books),
    ...donationTables(kit, books),
    ...purchaseTables(kit, books),
    ...accountChangeTables(kit, books),
    ...repaymentTables(kit, books),
    ...cardRefundTables(kit, books, wallets),
    ...shownCodeTables(kit, books, wallets),
    ...saleCodeTables(kit, books),
    ...walletFreezeTables(kit, wallets),
    ...proxyTables(kit, wallets),
    ...auditTables(kit),
    ...officeActTables(kit),
    ...nettingTables(kit),
    ...shops,
    ...clerkTables(kit, books, shops),
    ...bankAccountChangeTables(kit, shops),
    ...payoutProfileTables(kit, shops),
    ...shopPictureTables(kit, shops),
    ...shopTieTables(kit, shops),
    ...shopBoardCodeTables(kit, shops),
    ...shopBrowserTables(kit, shops),
    ...shopLanguageTables(kit, shops),
    ...shopChangeTables(kit, shops),
    ...shopProductTables(kit, shops),
    ...merchantApplicationTables(kit, shops),
    ...merchantFeeTables(kit, books, shops),
    ...feeInvoiceTables(kit, shops),
    ...messageTables(kit),
    ...visitorTables(kit),
    ...museumTables(kit),
    ...museumRecordTables(kit),
    ...museumInstitutionTables(kit),
    ...museumUploadTables(kit),
    ...museumDraftTables(kit),
    ...museumStoryTables(kit),
    ...museumTextTermsTables(kit),
    ...museumImportTables(kit),
    ...museumPartnerTables(kit),
    ...museumSoundTables(kit),
    ...museumLookTables(kit),
    ...railTables(kit),
    ...searchTables(kit),
  }
}

export type Tables = ReturnType<typeof allTables>
