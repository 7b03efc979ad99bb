import type { Problems } from './read.ts'
import type { AllEntries } from './build-content.ts'

type Checked = Pick<AllEntries, 'stories' | 'items' | 'institutions' | 'places' | 'stations' | 'events'>

/** Stories show what is there: items, their views, and parts that lie in them; and lead to what is known. */
export function checkStories(all: Checked, problems: Problems): void {
  const ids = (entries: readonly { readonly data: { readonly id: string } }[]): Set<string> =>
    new Set(entries.map(({ data }) => data.id))
  const known = {
    holder: ids(all.institutions),
    place: ids(all.places),
    station: ids(all.stations),
    event: ids(all.events),
    institution: ids(all.institutions),
  }
  for (const { file, data } of all.stories) {
    const need = (field: string, kind: keyof typeof known, id: string | undefined): void => {
      if (id !== undefined && !known[kind].has(id))
        problems.add(file, field, `names the ${kind} "${id}", which is not there`)
    }
    data.rooms.forEach((room, r) => {
      const at = `rooms.${r}`
      for (const kind of ['holder', 'place', 'station'] as const) need(`${at}.${kind}`, kind, room[kind])
      room.events.forEach((id, n) => need(`${at}.events.${n}`, 'event', id))
      room.steps.forEach(({ views, map = [] }, s) => {
        map.forEach((stop, n) => {
          const [kind, id] = stop.split('/') as ['place' | 'station' | 'institution', string]
          need(`${at}.steps.${s}.map.${n}`, kind, id)
        })
        views.forEach(({ item, canvas, region }, v) => {
          const field = `${at}.steps.${s}.views.${v}`
          const view = all.items
            .find((one) => one.data.id === item)
            ?.data.canvases.find(({ id }) => id === canvas)
          if (view === undefined) problems.add(file, field, `shows "${item}/${canvas}", which is not there`)
          else if (region && (region.x + region.width > view.width || region.y + region.height > view.height))
            problems.add(
              file,
              `${field}.region`,
              `lies outside the view, which is ${view.width} × ${view.height}`,
            )
        })
      })
    })
  }
}
