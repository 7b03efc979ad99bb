import type { TopupParts } from './currency/topup-service.ts'
import { demonstrationTopupSettings } from './currency/topup-settings.ts'
import type { TopupSettings } from './currency/topup-settings.ts'
import { topupMatterService } from './office/index.ts'
import { topupMatterStore } from './office/repository-topup-matters.ts'
import type { Configuration } from './platform/configuration.ts'
import type { HubParts } from './services.ts'

/** Ways to add money that nobody switched on at the processor would only be refused there: live, a card is what is sure. */
export const topupSettingsOf = (
  mode: TopupParts['mode'],
  {
    TOPUP_METHODS: topUpMethods = mode === 'live' ? ['card'] : demonstrationTopupSettings.topUpMethods,
  }: Configuration,
): TopupSettings => ({ ...demonstrationTopupSettings, topUpMethods })

/** What the card processor told that nobody but a person can end. */
export const composeTopupMatters = ({ store, clock }: Pick<HubParts, 'store' | 'clock'>) =>
  topupMatterService({ store: topupMatterStore(store), clock })
