import { defaultTerms, type Merchants } from './merchants/index.ts'
import { standardRates } from './office/consumption-tax.ts'
import { feeInvoiceService } from './office/index.ts'
import { feeInvoiceStore } from './office/repository-fee-invoices.ts'
import type { Job } from './platform/jobs.ts'
import type { HubParts } from './services.ts'

/** The invoices of shops' fees, and the job that fixes a month once it is over. */
export function composeFeeInvoices({ store, configuration, clock }: HubParts, shops: Merchants) {
  const feeInvoices = feeInvoiceService({
    store: feeInvoiceStore(store),
    issuer: configuration.INVOICE_ISSUER,
    rates: standardRates,
    terms: defaultTerms,
    clock,
  })
  const jobs: Job[] = [{ name: 'fee-invoices', everyMs: 60_000, run: feeInvoices.fixDue }]
  return { routes: { feeInvoices, shops }, jobs }
}
