import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import type { MessageRefusal } from './errors.ts'
import type { Write } from './ports.ts'
import { firstShopLanguage, type ShopLanguage } from './shop-language.ts'

/** What was chosen last for a shop. */
export type ChosenLanguage = { readonly number: number; readonly language: ShopLanguage }

export type Choice = ChosenLanguage & {
  readonly merchantId: string
  readonly chosenBy: string
  readonly at: number
}

/** The languages that shops chose; the last one holds. */
export type ShopLanguageStore = {
  readonly last: (merchantId: string) => Promise<ChosenLanguage | undefined>
  /** `lost`: another was chosen at this moment. */
  readonly add: (choice: Choice) => Promise<'stored' | 'lost'>
  /** The language in which a shop applied, stored with it. */
  readonly firstWrites: (choice: Omit<Choice, 'number'>) => readonly Write[]
}

type Parts = { readonly languages: ShopLanguageStore; readonly clock: Clock }

/** In which language a shop is written to. */
export function shopLanguageService({ languages, clock }: Parts) {
  const languageOf = async (merchantId: string): Promise<ShopLanguage> =>
    (await languages.last(merchantId))?.language ?? firstShopLanguage
  return {
    languageOf,

    /** From the next message on. Chosen again it changes nothing. Refuses busy_try_again. */
    choose: async (
      merchantId: string,
      language: ShopLanguage,
      chosenBy: string,
    ): Promise<Result<ShopLanguage, MessageRefusal>> => {
      const last = await languages.last(merchantId)
      if ((last?.language ?? firstShopLanguage) === language) return ok(language)
      const choice = { merchantId, language, chosenBy, number: (last?.number ?? 0) + 1, at: clock.now() }
      if ((await languages.add(choice)) === 'stored') return ok(language)
      return (await languageOf(merchantId)) === language ? ok(language) : refuse({ code: 'busy_try_again' })
    },
  }
}

export type ShopLanguages = ReturnType<typeof shopLanguageService>
