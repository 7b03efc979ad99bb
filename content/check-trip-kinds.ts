import type { AllEntries } from './build-content.ts'
import type { Problems } from './read.ts'

type Checked = Pick<AllEntries, 'tripKinds' | 'stations' | 'places' | 'institutions' | 'exhibits' | 'events'>

/** A kind of trip has the name of its file, its own place in the list, and leads to what exists. */
export function checkTripKinds(all: Checked, problems: Problems): void {
  const idsOf = (entries: readonly { readonly data: { readonly id: string } }[]): Set<string> =>
    new Set(entries.map(({ data }) => data.id))
  const [stations, institutions] = [idsOf(all.stations), idsOf(all.institutions)]
  const anything = idsOf([
    ...all.stations,
    ...all.places,
    ...all.institutions,
    ...all.exhibits,
    ...all.events,
  ])
  const orders = new Map<number, string>()
  for (const { file, data } of all.tripKinds) {
    const { id, order, wish, learning = [] } = data
    const need = (field: string, ids: ReadonlySet<string>, one: string | undefined): void => {
      if (one !== undefined && !ids.has(one))
        problems.add(file, field, `names "${one}", which does not exist`)
    }
    if (!file.endsWith(`/${id}.json`)) problems.add(file, 'id', `is "${id}", but the file has another name`)
    const other = orders.get(order)
    if (other !== undefined) problems.add(file, 'order', `is that of ${other} too`)
    orders.set(order, id)
    need('wish.from', stations, wish.from)
    need('wish.via', anything, wish.via)
    learning.forEach(({ station, institution }, i) => {
      need(`learning.${i}.station`, stations, station)
      need(`learning.${i}.institution`, institutions, institution)
    })
  }
}
