import { defaultTerms } from './merchants/index.ts'
import { holidaysOfJapan } from './merchants/holidays-holiday-jp.ts'
import { contentPlaces } from './merchants/places-content.ts'
import { nettingService } from './office/index.ts'
import { nettingStore } from './office/repository-netting.ts'
import { inventedTownAccounts } from './office/town-accounts-content.ts'
import { inLettersOfTowns } from './services-bank.ts'
import type { HubParts } from './services.ts'

/** What towns owe each other. The demonstration's accounts are invented; live ones are set, or nothing is fixed. */
export const composeNettings = ({ store, mode, configuration, clock, ids }: HubParts) => ({
  nettings: nettingService({
    store: nettingStore(store),
    accounts: inLettersOfTowns(configuration.TOWN_ACCOUNTS ?? (mode === 'live' ? {} : inventedTownAccounts)),
    holidays: holidaysOfJapan,
    terms: defaultTerms,
    lineEnd: 'crlf',
    clock,
    ids,
  }),
  townName: (code: string) => contentPlaces.town(code)?.nameJa ?? code,
})
