import type { ItemDraft } from './item-draft.ts'
import type { FindStop } from './map-stops.ts'
import type { ItemBody } from './record.ts'
import type { NamedPart } from './studio-errors.ts'

/** What the hub knows by name. */
type Known = {
  readonly mapStop: FindStop
  readonly isEvent: (id: string) => boolean
}

/** The first thing that a draft names and the hub does not know; what was published with its name may stay named. */
export async function unknownName(
  { events = [], spot = '', station }: ItemDraft,
  told: ItemBody | undefined,
  { mapStop, isEvent }: Known,
): Promise<{ readonly part: NamedPart; readonly name: string } | undefined> {
  const event = events.find((id) => !isEvent(id) && told?.events.includes(id) !== true)
  if (event !== undefined) return { part: 'events', name: event }
  if (spot !== '' && spot !== told?.place?.known && (await mapStop(spot)) === undefined)
    return { part: 'spot', name: spot }
  if (station !== '' && station !== told?.station && (await mapStop(`station/${station}`)) === undefined)
    return { part: 'station', name: station }
  return undefined
}
