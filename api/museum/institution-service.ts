import type { Clock } from '../platform/clock.ts'
import { ok, refuse, type Result } from '../platform/result.ts'
import {
  checkIdentifier,
  fieldOfPart,
  identifierOf,
  institutionBodyOf,
  institutionDifferences,
  type InstitutionAsked,
  type InstitutionPart,
  type InstitutionRefusal,
  type InstitutionSaid,
  type LiveBody,
} from './institution-facts.ts'
import type { Alongside, InstitutionStore } from './institution-store.ts'
import { actOf, type NamesOf, type RecordAct, toldMost } from './record-history.ts'
import type { InstitutionBody } from './record.ts'
import type { RecordRefusal } from './record-errors.ts'
import type { Published, Records } from './record-service.ts'
import type { RecordStore } from './record-store.ts'
import type { Version, VersionState } from './record-version.ts'

export type InstitutionParts = {
  readonly records: Pick<Records, 'write' | 'institutions' | 'history'>
  readonly store: Pick<RecordStore, 'told' | 'latest' | 'versions'>
  readonly institutions: InstitutionStore
  /** Whether the project's own files have a record of this name, published or not. */
  readonly isOfContent: (identifier: string) => boolean
  readonly isStation: (id: string) => boolean
  /** The part of a body that may not be written down; undefined where all of it may. */
  readonly faultIn: (body: InstitutionBody) => string | undefined
  readonly namesOf: NamesOf
  readonly clock: Clock
}

export type LiveInstitution = Published<LiveBody>

/** Its record as its staff sees it. */
export type InstitutionDesk = {
  readonly id: string
  readonly version: number
  readonly state: Exclude<VersionState, 'draft'>
  readonly body: LiveBody
}

/** What was done to the record, and the parts that a text says otherwise than the one before it. */
export type InstitutionAct = RecordAct & { readonly changed: readonly InstitutionPart[] }

/** An institution as it is to stand here. */
export type TakenIn = { readonly id: string; readonly body: LiveBody }

type Refused<T> = Promise<Result<T, InstitutionRefusal | RecordRefusal>>
type Mend = {
  readonly id: string
  readonly version: number
  readonly said: InstitutionSaid
  readonly by: string
}

/** Institutions that are taken in while the hub runs: looked at, written down, mended and withdrawn. */
export function institutionService(parts: InstitutionParts) {
  const { records, store, institutions, isOfContent, isStation, faultIn, namesOf, clock } = parts

  /** What was written down as a record that everybody can take. */
  function bodyOf(
    said: InstitutionSaid & { readonly municipality: string },
  ): Result<LiveBody, InstitutionRefusal> {
    const made = institutionBodyOf(said, { isStation, now: clock.now() })
    const fault = made.ok ? faultIn(made.value) : undefined
    return fault === undefined ? made : refuse({ code: 'institution_malformed', field: fieldOfPart(fault) })
  }

  /** Whether a name is, or was, something of this hub. */
  const isTaken = async (identifier: string): Promise<boolean> =>
    isOfContent(identifier) || (await store.latest(identifier)) !== undefined

  async function open(id: string): Promise<InstitutionDesk | undefined> {
    const told = await store.told(id)
    if (told === undefined || told.state === 'draft' || !isLive(told)) return undefined
    return { id, version: told.version, state: told.state, body: told.body }
  }

  async function mend({ id, version, said, by }: Mend): Refused<InstitutionDesk> {
    const desk = await open(id)
    if (desk === undefined) return refuse({ code: 'institution_not_taken_in' })
    const { municipality } = desk.body.facts
    const made = bodyOf({ ...said, municipality })
    if (!made.ok) return made
    // Sent twice, it is told once; whoever saves what was withdrawn tells it again.
    const isSame = JSON.stringify(made.value) === JSON.stringify(desk.body)
    if (isSame && desk.state === 'published') return ok(desk)
    const command = { do: 'publish', record: id, body: made.value, by, expected: version } as const
    const written = await records.write(command)
    return written.ok ? ok((await open(id))!) : written
  }

  async function withdraw(id: string, by: string): Refused<InstitutionDesk> {
    const desk = await open(id)
    if (desk === undefined) return refuse({ code: 'institution_not_taken_in' })
    const written = await records.write({ do: 'withdraw', record: id, by, expected: desk.version })
    return written.ok ? ok((await open(id))!) : written
  }

  return {
    /**
     * What somebody asks to take in, and the name that it will have for ever. Refuses what `institutionBodyOf` and
     * `checkIdentifier` do.
     */
    toTakeIn: ({ identifier, ...said }: InstitutionAsked): Result<TakenIn, InstitutionRefusal> => {
      const body = bodyOf(said)
      if (!body.ok) return body
      const id = checkIdentifier(identifier ?? identifierOf(said.name['en'] ?? ''))
      return id.ok ? ok({ id: id.value, body: body.value }) : id
    },

    isTaken,

    /** Takes it in, published from this moment on; `alongside` is written in the same list. `exists`: somebody was first. */
    takeIn: async (
      { id, body, by, requestId }: TakenIn & { readonly by: string; readonly requestId: string },
      alongside: Alongside,
    ): Promise<'taken_in' | 'exists'> => {
      const { municipality } = body.facts
      if (await isTaken(id)) return 'exists'
      let isThere = false
      const command = { do: 'publish', record: id, body, by, expected: 0 } as const
      const written = await records.write(command, async (version) => {
        const added = await institutions.takeIn(version, { municipality, requestId }, alongside)
        isThere = added === 'exists'
        // The next turn finds the version that was first, and refuses.
        return isThere ? 'raced' : (added as 'added' | 'raced')
      })
      return written.ok && !isThere ? 'taken_in' : 'exists'
    },

    /** Those that are published, in the order of their names. */
    all: async (): Promise<readonly LiveInstitution[]> =>
      (await records.institutions()).flatMap(({ body, ...one }) =>
        isWhole(body) && !isOfContent(one.id) ? [{ ...one, body }] : [],
      ),

    /** One as its staff sees it, also one that was withdrawn; undefined where none was taken in under this name. */
    open,

    /**
     * Says anew what is told of an institution, from this moment on. Refuses what `institutionBodyOf` does,
     * institution_not_taken_in, record_changed.
     */
    mend,

    /** A tombstone from this moment on. Refuses institution_not_taken_in, record_not_public, record_in_use. */
    withdraw,

    /** Who said what of it, and withdrew it, the newest first. */
    history: async (id: string): Promise<readonly InstitutionAct[]> => {
      const versions = (await store.versions(id)).slice(-toldMost - 1)
      const names = await namesOf(versions.map(({ by }) => by))
      return versions.map((version, n) => actIn(versions, n, actOf(version, names))).toReversed().slice(0, toldMost)
    }, // prettier-ignore
  }
}

function actIn(versions: readonly Version[], n: number, act: RecordAct): InstitutionAct {
  const [before, now] = [versions[n - 1]?.body, versions[n]?.body]
  const isText = before?.kind === 'institution' && now?.kind === 'institution'
  return { ...act, changed: isText ? institutionDifferences(before, now) : [] }
}

const isWhole = (body: InstitutionBody): body is LiveBody => body.facts !== undefined

const isLive = (version: Version): version is Version & { readonly body: LiveBody } =>
  version.body.kind === 'institution' && isWhole(version.body)

export type Institutions = ReturnType<typeof institutionService>
