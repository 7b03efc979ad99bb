import type { SourcedText, Text } from '../../content/index.ts'
import type { Entry } from './entry.ts'
import type { Catalogue, PublishedThing } from './ports.ts'

const plain = ({ ja, en }: Text): Text => ({ ja, en })
const both = (...texts: readonly (Text | SourcedText | undefined)[]): string[] =>
  texts.flatMap((text) => (text === undefined ? [] : [text.ja, text.en]))

/** Everything of the published content that the search can find, each with the address of its page. */
export function entriesOf(catalogue: Catalogue): Entry[] {
  const towns = new Map(catalogue.municipalities.map((town) => [town.id, town.name]))
  const townOf = (id: string | null): string[] => both(id === null ? undefined : towns.get(id))
  return [
    ...catalogue.stations.map(({ id, name, kana, summary, municipalityName }): Entry => ({
      kind: 'station',
      id,
      path: `/stations/${id}`,
      title: name,
      names: [kana, `${name.ja}駅`, `${name.en} station`],
      text: plain(summary),
      more: both(municipalityName),
    })),
    ...catalogue.lines.map(({ id, name, summary, operator }): Entry => ({
      kind: 'line',
      id,
      path: `/lines/${id}`,
      title: name,
      names: [],
      text: plain(summary),
      more: both(operator),
    })),
    ...catalogue.places.map(({ id, name, kana, summary, municipalityName, access, season }): Entry => ({
      kind: 'place',
      id,
      path: `/places/${id}`,
      title: name,
      names: kana === undefined ? [] : [kana],
      text: plain(summary),
      more: both(municipalityName, access, season),
    })),
    ...catalogue.events.map(({ id, name, summary, venue, date, municipality }): Entry => ({
      kind: 'event',
      id,
      path: `/events/${id}`,
      title: name,
      names: [],
      text: plain(summary),
      more: [...both(venue, date.words), ...townOf(municipality)],
    })),
    ...catalogue.crafts.map((craft): Entry => ({
      kind: 'craft',
      id: craft.id,
      path: `/crafts/${craft.id}`,
      title: craft.name,
      names: [],
      text: plain(craft.summary),
      more: [...both(craft.madeIn, craft.designation), ...craft.municipalities.flatMap(townOf)],
    })),
    ...catalogue.institutions.map(({ id, name, summary, holdings, designation, municipality }): Entry => ({
      kind: 'institution',
      id,
      path: `/institutions/${id}`,
      title: name,
      names: [],
      text: plain(summary),
      more: [...both(holdings, designation), ...townOf(municipality)],
    })),
    ...catalogue.municipalities.map(({ id, code, name, kana, summary }): Entry => ({
      kind: 'municipality',
      id,
      path: `/municipalities/${code}`,
      title: name,
      names: [kana],
      text: plain(summary),
      more: [],
    })),
    ...catalogue.exhibits.map(({ id, title, lead, steps, institution }): Entry => ({
      kind: 'exhibit',
      id,
      path: `/exhibits/${id}`,
      title,
      names: [],
      text: lead,
      more: both(institution, ...steps.flatMap((step) => [step.heading, step.text])),
    })),
  ]
}

/** Items and stories that institutions publish, as the search can find them. */
export const publishedEntries = (published: readonly PublishedThing[]): Entry[] =>
  published.map(({ kind, id, title, text, more }) => ({
    kind,
    id,
    path: kind === 'story' ? `/stories/${id}` : `/items/${id}`,
    title,
    names: [],
    text,
    more,
  }))
