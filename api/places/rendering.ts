import { isExact, type Place, type SourcedText, toleranceMetres } from '../../content/index.ts'
import type { ComingEvent } from './coming-events.ts'
import type { ToldNow } from './ports.ts'
import type { Answer } from './search.ts'

/** A text with its sources; `unverified` when nobody has checked it. */
const told = (text: SourcedText) => ({
  ja: text.ja,
  en: text.en,
  unverified: text.source.includes('unverified'),
  source: text.source,
})

/** A place as a list needs it. A position that is not exact must never be drawn as a pin. */
export function shownPlace(place: Place) {
  const { position } = place
  const metres = position === undefined ? undefined : toleranceMetres(position)
  return {
    id: place.id,
    path: `/places/${place.id}`,
    name: place.name,
    ...(place.kana === undefined ? {} : { kana: place.kana }),
    category: place.category,
    municipality: place.municipality,
    municipalityName: place.municipalityName,
    station: place.station,
    summary: told(place.summary),
    ...(position === undefined
      ? {}
      : {
          position: {
            lat: position.lat,
            lng: position.lng,
            exact: isExact(position),
            withinMetres: metres ?? null,
          },
        }),
  }
}

/** A place with everything that is known of it. */
export function shownPlaceWhole(place: Place) {
  const { walk, doubtfulWalk, closure, opening, caution, url, institution } = place
  return {
    ...shownPlace(place),
    access: told(place.access),
    ...(walk === undefined ? {} : { walk }),
    ...(doubtfulWalk === undefined ? {} : { doubtfulWalk }),
    season: { ...told(place.season), months: place.season.months },
    ...(closure === undefined ? {} : { closure: { ...told(closure), months: closure.months } }),
    ...(opening === undefined
      ? {}
      : { opening: { ...told(opening), hours: opening.hours, shut: opening.shut } }),
    ...(caution === undefined ? {} : { caution: told(caution) }),
    facilities: place.facilities,
    ...(url === undefined ? {} : { url }),
    ...(institution === undefined ? {} : { institution }),
    source: place.source,
  }
}

/** Every source of a place's facts. */
export const sourceIdsOfPlace = (place: Place): string[] => [
  ...place.source,
  ...place.summary.source,
  ...(place.position?.source ?? []),
  ...(place.walk?.source ?? []),
  ...(place.doubtfulWalk?.source ?? []),
  ...place.access.source,
  ...place.season.source,
  ...(place.closure?.source ?? []),
  ...(place.opening?.source ?? []),
  ...(place.caution?.source ?? []),
  ...Object.values(place.facilities).flatMap((one) => (one === 'unknown' ? [] : one.source)),
]

/** An event with its next days. */
export const shownEvent = ({ event, days }: ComingEvent) => ({
  id: event.id,
  path: `/events/${event.id}`,
  name: event.name,
  venue: event.venue,
  municipality: event.municipality,
  station: event.station,
  ...(event.place === undefined ? {} : { place: event.place }),
  when: event.date.words,
  months: event.date.months,
  certain: event.date.certain,
  ...(days === undefined ? {} : { days }),
  summary: told(event.summary),
  source: event.date.source,
})

/** What is told of a shop and of what it offers besides: that it is invented, and what it costs now. */
const shownNow = (told: ToldNow | undefined) => ({
  ...(told?.demonstration === true ? { demonstration: true as const } : {}),
  ...(told?.offer === undefined ? {} : { offer: told.offer }),
})

/** The search's answer, with what is told of each result at this moment; a sentence for its reason is added by the route, which knows the reader's language. */
export const shownAnswer = (
  { total, results, groups, fits, meant, suggestions }: Answer,
  now: readonly (ToldNow | undefined)[],
) => ({
  total,
  results: results.map(({ kind, id, path, title, titleMarks, text }, i) => ({
    kind,
    id,
    path,
    title,
    titleMarks: titleMarks.map(([start, end]) => ({ start, end })),
    text: text.text,
    textMarks: text.marks.map(([start, end]) => ({ start, end })),
    ...shownNow(now[i]),
  })),
  groups: [...groups],
  fits,
  meant: [...meant],
  suggestions: [...suggestions],
})
