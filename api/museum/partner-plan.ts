import { recordOf, type Standing } from './import-plan.ts'
import { draftFrom } from './partner-draft.ts'
import type { PageFault, PageTold } from './partner-import.ts'
import type { PartnerNote, PartnerObject } from './partner-object.ts'
import type { PageReading, PartnerVersion } from './partner-store.ts'

/** What an object meets: its item as it stands, and what the partner said of it before. */
export type PartnerWorld = {
  readonly institution: string
  readonly items: ReadonlyMap<string, Standing>
  readonly known: PartnerVersion | undefined
  /** Whether an earlier page of the import is the same object. */
  readonly isSecond: boolean
}

/** What a page comes to: told, and, where something is to be written, the version and the text to save on which revision. */
export type PagePlan = {
  readonly told: PageTold
  readonly version?: Omit<PartnerVersion, 'at'>
  readonly save?: Standing & { readonly record: string }
}

/** What a document that was read would do to the items as they stand; nothing is done. */
export function planPage(reading: PageReading, place: number, world: PartnerWorld): PagePlan {
  const { address, object } = reading
  const base = {
    address,
    place,
    title: object === undefined ? '' : titleOf(object),
    viewCount: object?.views.length ?? 0,
    notes: object?.notes ?? [],
  }
  const fault = faultIn(reading, world)
  return fault === undefined
    ? planObject({ base, key: reading.key, object: object! }, world)
    : { told: { ...base, outcome: 'refused', changes: [], kept: [], fault } }
}

function faultIn({ fault, object }: PageReading, world: PartnerWorld): PageFault | undefined {
  if (fault !== undefined) return fault
  if (object === undefined || (titleOf(object) === '' && object.views.length === 0))
    return { code: 'nothing_to_show' }
  if (world.isSecond) return { code: 'twice' }
  const holder = world.known?.institution ?? world.institution
  return holder === world.institution ? undefined : { code: 'held_elsewhere', institution: holder }
}

type ObjectAsked = {
  readonly base: Pick<PageTold, 'address' | 'place' | 'title' | 'viewCount' | 'notes'>
  readonly key: string
  readonly object: PartnerObject
}

function planObject(
  { base, key, object }: ObjectAsked,
  { institution, items, known }: PartnerWorld,
): PagePlan {
  const record = known?.record ?? recordOf(institution, key)
  const standing = items.get(record)
  const { draft, changes, kept, said, isChanged } = draftFrom(object, standing, known?.said ?? {})
  const version = { key, version: (known?.version ?? 0) + 1, record, institution, state: 'here' as const, object, said } // prettier-ignore
  const isNews = known === undefined || known.state === 'gone' || !isAlike(known, version)
  const isOther = isChanged || (known !== undefined && !isAlike(known, { object, said: known.said }))
  const outcome = known === undefined ? 'added' : isOther ? 'changed' : 'unchanged'
  return {
    told: { ...base, outcome, record, changes, kept, notes: [...base.notes, ...viewsChanged(object, known)] },
    ...(isNews ? { version } : {}),
    ...(isChanged ? { save: { record, revision: (standing?.revision ?? 0) + 1, draft } } : {}),
  }
}

/** Views that came and went since a partner's object was brought last. */
function viewsChanged({ views }: PartnerObject, known: PartnerVersion | undefined): readonly PartnerNote[] {
  if (known === undefined) return []
  const [now, before] = [views, known.object.views].map((all) => new Set(all.map(({ id }) => id)))
  const [came, went] = [now!.difference(before!).size, before!.difference(now!).size]
  return came + went === 0 ? [] : [{ code: 'views_changed', came, went }]
}

const isAlike = (
  a: Pick<PartnerVersion, 'object' | 'said'>,
  b: Pick<PartnerVersion, 'object' | 'said'>,
): boolean => JSON.stringify([a.object, a.said]) === JSON.stringify([b.object, b.said])

/** What it is called, in whatever language that is said. */
const titleOf = ({ title }: PartnerObject): string =>
  title['ja'] ?? title['en'] ?? Object.values(title)[0] ?? ''
