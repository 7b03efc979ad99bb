import type { TopupParts } from './currency/topup-service.ts'
import { demonstrationTopupSettings } from './currency/topup-settings.ts'
import type { TopupSettings } from './currency/topup-settings.ts'
import type { Configuration } from './platform/configuration.ts'

/** Ways to add money that nobody switched on at the processor would only be refused there: live, a card is what is sure. */
export const topupSettingsOf = (
  mode: TopupParts['mode'],
  {
    TOPUP_METHODS: topUpMethods = mode === 'live' ? ['card'] : demonstrationTopupSettings.topUpMethods,
  }: Configuration,
): TopupSettings => ({ ...demonstrationTopupSettings, topUpMethods })
