import { potPeriods, weekdays } from '../currency/index.ts'
import type { RuleOfUse } from '../currency/index.ts'
import { merchantClasses, purposes } from '../merchants/index.ts'
import { contentPlaces } from '../merchants/places-content.ts'
import { ruleOf, validDaysMax, validityOf, type PotOpeningAsked } from '../office/index.ts'
import { openHub } from '../open-hub.ts'
import { newId } from '../platform/ids.ts'
import type { Hub } from '../services.ts'
import { readOptions, say, UsageFault, type Command } from './command.ts'
import { dayIn, said } from './notice-options.ts'
import { commandLine, recorded } from './recorded.ts'

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

function daysIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const days = Number(text)
  if (Number.isSafeInteger(days) && days >= 1 && days <= validDaysMax) return days
  throw new UsageFault(`--days ${text}: a whole number from 1 to ${validDaysMax}`)
}

function validityIn(given: { readonly [Option in 'days' | 'last-day' | 'end-of']?: string | undefined }) {
  const { days, 'last-day': last, 'end-of': end } = given
  const lastDay = last === undefined ? undefined : dayIn('last-day', last)
  const endOf = oneOf('end-of', end === undefined ? undefined : [end], potPeriods)?.[0]
  const validity = validityOf({ validDays: daysIn(days), lastDay, endOf })
  if (!validity.ok) throw new UsageFault('Say how long a gift is valid: --days, --last-day or --end-of')
  return validity.value
}

function readPot(words: readonly string[]): PotOpeningAsked {
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
    reason: { type: 'string' },
  })
  const id = said('id', given.id)
  if (!/^[a-z0-9-]{3,40}$/.test(id)) throw new UsageFault(`--id ${id}: 3 to 40 of a-z, 0-9 and -`)
  const [municipality] = oneOf('town', [said('town', given.town)], townCodes)!
  const rule = ruleOf({
    municipalities: oneOf('usable-town', given['usable-town'], townCodes),
    merchantClasses: oneOf('class', given.class, merchantClasses),
    merchants: given.shop,
    purposes: oneOf('purpose', given.purpose, purposes),
    weekdays: oneOf('weekday', given.weekday, weekdays),
    hours: hoursIn(given.hours),
  })
  const names = { nameJa: said('name-ja', given['name-ja']), nameEn: said('name-en', given['name-en']) }
  const pot = { potId: `pot:${id}`, municipality: municipality!, ...names, ...validityIn(given), rule }
  return { ...pot, reason: said('reason', given.reason) }
}

/** A pot that was asked for by this name and waits for its decision. */
async function waitingAs({ potOpenings }: Hub, potId: string) {
  const all = await potOpenings.requests(0)
  return all.find((one) => one.potId === potId && one.decision === null)
}

export const potOpen: Command = {
  summary: 'asks for an empty pot of a town, which an approver opens at the office',
  help: `npm run hub -- pot open --id NAME --town CODE --name-ja TEXT --name-en TEXT --reason TEXT HOW-LONG [where it may be spent]

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

Nothing is opened yet: an approver reads it at /office/pots and opens it, or refuses it, within a week. The pot is empty then:
its town asks for money at /office/issue, and somebody else lets it go. What a pot may be spent on is said once and never
changes: it stands in every gift.`,
  run: async (words) => {
    const pot = readPot(words)
    const { hub, store } = await openHub(process.env)
    try {
      if ((await waitingAs(hub, pot.potId)) !== undefined) {
        say(`Not asked: ${pot.potId} was asked for already and waits for an approver.`)
        return 1
      }
      const { potId, municipality, nameJa, nameEn, reason } = pot
      const sent = { potId, nameJa, nameEn, reason }
      const asked = await recorded(hub, 'pot_opening.propose', sent, () =>
        hub.potOpenings.ask(pot, { requestedBy: commandLine, key: newId() }),
      )
      if (!asked.ok) {
        const { code } = asked.error
        say(`Not asked: ${code}${code === 'pot_shop_not_open' ? ` (${asked.error.shop})` : ''}`)
        return 1
      }
      say(`Asked for ${potId} of ${municipality}. It is opened when an approver lets it go at /office/pots.`)
      return 0
    } finally {
      await store.close()
    }
  },
}
