import { potPeriods, weekdays } from '../currency/index.ts'
import type { PotValidity, RuleOfUse } from '../currency/index.ts'
import { merchantClasses, purposes } from '../merchants/index.ts'
import { contentPlaces } from '../merchants/places-content.ts'
import { openHub } from '../open-hub.ts'
import type { Hub } from '../services.ts'
import { readOptions, say, UsageFault, type Command } from './command.ts'
import { dayIn, said } from './notice-options.ts'

const several = { type: 'string', multiple: true } as const

/** Every value is one of `all`; undefined where none is given: then nothing is restricted. */
function oneOf<Value extends string>(
  option: string,
  given: readonly string[] | undefined,
  all: readonly Value[],
): readonly Value[] | undefined {
  for (const value of given ?? [])
    if (!all.includes(value as Value))
      throw new UsageFault(`--${option} ${value}: there is none; one of ${all.join(', ')}`)
  return given as readonly Value[] | undefined
}

const townCodes = contentPlaces.towns().map(({ code }) => code)

function hoursIn(text: string | undefined): RuleOfUse['hours'] {
  if (text === undefined) return undefined
  const [, from, until] = /^((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)$/.exec(text) ?? []
  if (from === undefined || until === undefined)
    throw new UsageFault(`--hours ${text}: write two times as 10:00-17:00`)
  return { from, until }
}

/** As long as a gift may be valid at all, where the pot says another end than days. */
const daysMost = 3_650

function daysIn(text: string | undefined, hasOtherEnd: boolean): number {
  if (text === undefined && hasOtherEnd) return daysMost
  const days = Number(said('days', text))
  if (Number.isSafeInteger(days) && days >= 1 && days <= daysMost) return days
  throw new UsageFault(`--days ${text}: a whole number from 1 to ${daysMost}`)
}

function validityIn(given: {
  readonly [Option in 'days' | 'last-day' | 'end-of']?: string | undefined
}): PotValidity {
  const { days, 'last-day': last, 'end-of': end } = given
  const lastDay = last === undefined ? null : dayIn('last-day', last)
  const endOf = oneOf('end-of', end === undefined ? undefined : [end], potPeriods)?.[0] ?? null
  return { validDays: daysIn(days, lastDay !== null || endOf !== null), lastDay, endOf }
}

/** A part that restricts nothing is left out, so that a rule says only what it restricts. */
const withoutEmpty = (rule: { readonly [Part in keyof RuleOfUse]: RuleOfUse[Part] | undefined }): RuleOfUse =>
  Object.fromEntries(Object.entries(rule).filter(([, part]) => part !== undefined))

function readPot(words: readonly string[]) {
  const given = readOptions(words, {
    id: { type: 'string' },
    town: { type: 'string' },
    'name-ja': { type: 'string' },
    'name-en': { type: 'string' },
    days: { type: 'string' },
    'last-day': { type: 'string' },
    'end-of': { type: 'string' },
    'usable-town': several,
    class: several,
    shop: several,
    purpose: several,
    weekday: several,
    hours: { type: 'string' },
  })
  const id = said('id', given.id)
  if (!/^[a-z0-9-]{3,40}$/.test(id)) throw new UsageFault(`--id ${id}: 3 to 40 of a-z, 0-9 and -`)
  const [municipality] = oneOf('town', [said('town', given.town)], townCodes)!
  const rule = withoutEmpty({
    municipalities: oneOf('usable-town', given['usable-town'], townCodes),
    merchantClasses: oneOf('class', given.class, merchantClasses),
    merchants: given.shop,
    purposes: oneOf('purpose', given.purpose, purposes),
    weekdays: oneOf('weekday', given.weekday, weekdays),
    hours: hoursIn(given.hours),
  })
  const names = { nameJa: said('name-ja', given['name-ja']), nameEn: said('name-en', given['name-en']) }
  return { id: `pot:${id}`, municipality: municipality!, ...names, rule, ...validityIn(given) }
}

/** Money that may be spent at no shop would only end. */
async function missingShop({ merchants }: Hub, { merchants: named = [] }: RuleOfUse) {
  const open = new Set((await merchants.inStatus('approved')).map(({ id }) => id))
  return named.find((id) => !open.has(id))
}

export const potOpen: Command = {
  summary: 'opens an empty pot of a town, with what its money may be spent on',
  help: `npm run hub -- pot open --id NAME --town CODE --name-ja TEXT --name-en TEXT HOW-LONG [where it may be spent]

How long a gift from it is valid: one or more of these, the earliest counts.
  --days N             so many days after it was given
  --last-day DAY       as 2027-03-31; after it the pot gives nothing more
  --end-of PERIOD      ${potPeriods.join(', ')}: to the end of it; a financial year ends on 31 March

Where it may be spent, each as often as wanted, all of them together; what is left
out restricts nothing:
  --usable-town CODE   ${townCodes.slice(0, 3).join(', ')} …
  --class CLASS        ${merchantClasses.join(', ')}
  --shop ID            a shop's number
  --purpose PURPOSE    ${purposes.join(', ')}
  --weekday DAY        ${weekdays.join(', ')}
  --hours FROM-UNTIL   Japanese time, as 10:00-17:00

The pot is empty: its town asks for money at /office/issue, and somebody else lets it go. What a pot may be spent on is said
once and never changes: it stands in every gift.`,
  run: async (words) => {
    const pot = readPot(words)
    const { hub, store } = await openHub(process.env)
    try {
      if ((await hub.office.pots()).some(({ id }) => id === pot.id)) {
        say(`Not opened: there is a pot ${pot.id} already.`)
        return 1
      }
      const missing = await missingShop(hub, pot.rule)
      if (missing !== undefined) {
        say(`Not opened: no shop ${missing} takes payments.`)
        return 1
      }
      await hub.ledger.openPot(pot)
      say(`Opened ${pot.id} of ${pot.municipality}, with nothing in it.`)
      return 0
    } finally {
      await store.close()
    }
  },
}
