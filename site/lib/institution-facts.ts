/** What somebody has to read of an institution before it is taken in, each with its name and its lines. */
import { textsOf } from '../../api/museum/language-map.ts'
import { daysInWords } from '../../api/museum/opening-days.ts'
import { writtenDay } from './day.ts'
import type { LiveInstitution } from './institutions.ts'
import type { Locale } from './locale.ts'
import { kindName, say, stationByParam } from './region.ts'
import { wordsLang } from './words-locale.ts'
import { wordsFor } from './words.ts'

type Fact = readonly [string, readonly string[]]

export function factsOf(live: LiveInstitution, institution: string, locale: Locale): readonly Fact[] {
  const t = wordsFor(locale)
  const lines = (map: LiveInstitution['name'] | null): readonly string[] =>
    map === null ? [] : textsOf(map).map(({ text }) => text)
  const station = live.station === null ? undefined : stationByParam(live.station)
  const { position, told } = live
  const facts: readonly Fact[] = [
    [t('institutions:field.name'), lines(live.name)],
    [t('institutions:field.identifier'), [`/institutions/${institution}`]],
    [t('institutions:field.type'), [kindName(live.type, locale)]],
    [t('institutions:field.summary'), lines(live.summary)],
    [t('institutions:field.contact'), lines(live.contact)],
    [t('institutions:field.opening'), lines(live.opening)],
    [t('institutions:field.days'), live.days === null ? [] : daysInWords(live.days, t)],
    [t('institutions:field.station'), station === undefined ? [] : [say(station.name, locale)]],
    [
      t('institutions:field.position'),
      position === null
        ? []
        : [`${position.latitude}, ${position.longitude}`, t(`institutions:quality.${position.quality}`)],
    ],
    [t('institutions:field.address'), live.address === null ? [] : [live.address]],
    [
      t('institutions:field.told'),
      told.from === 'page'
        ? [told.title, told.address]
        : [
            told.from === 'itself'
              ? t('institutions:told.itselfOn', { day: writtenDay(told.day, wordsLang(locale)) })
              : t('institutions:told.unverified'),
          ],
    ],
  ]
  return facts.filter(([, said]) => said.length > 0)
}
