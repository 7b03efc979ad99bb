import { ok, refuse, type Result } from '../platform/result.ts'
import { institutionOf, isRecordIdentifier, type RecordBody, type RecordKind } from './record.ts'
import type { RecordRefusal } from './record-errors.ts'

/** `draft`: nobody but its institution sees it; `published`; `withdrawn`: a tombstone, which stays. */
export type VersionState = 'draft' | 'published' | 'withdrawn'

/** One version of a record; versions are only added. */
export type Version = {
  readonly record: string
  /** 1, 2, 3 … of this record. */
  readonly version: number
  readonly kind: RecordKind
  readonly state: VersionState
  /**
   * Its place among all that the public was ever told, 1, 2, 3 … of the whole hub: what harvesters and lists of changes
   * count by. Null for a draft.
   */
  readonly change: number | null
  readonly institution: string
  /** Of a tombstone: what was shown last, which nobody is shown any more. */
  readonly body: RecordBody
  /** Who wrote it: a person's id, or `content` for the files of the project. */
  readonly by: string
  /** Milliseconds since 1970; never before that of the change before. */
  readonly at: number
}

export type RecordCommand = {
  readonly record: string
  readonly by: string
  /** The version that was read before; left out by who does not mind. */
  readonly expected?: number
} & ({ readonly do: 'draft' | 'publish'; readonly body: RecordBody } | { readonly do: 'withdraw' })

/** What has to be known before a version is written. */
export type Standing = {
  /** The newest version of the record, and the newest that was told to the public. */
  readonly latest: Version | undefined
  readonly told: Version | undefined
  /** The number and the moment of the last change of the hub; 0 and 0 before the first. */
  readonly last: { readonly change: number; readonly at: number }
  /** The records that the body names above itself, as the public sees them now. */
  readonly parents: readonly Version[]
  /** Whether something published belongs to it. */
  readonly isInUse: boolean
}

/** Decides on the next version of a record. */
export function decideVersion(
  standing: Standing,
  command: RecordCommand,
  now: number,
): Result<Version, RecordRefusal> {
  const { latest, last } = standing
  const refusal = refusalOf(standing, command)
  if (refusal !== undefined) return refuse(refusal)
  const body = command.do === 'withdraw' ? standing.told!.body : command.body
  const isDraft = command.do === 'draft'
  return ok({
    record: command.record,
    version: (latest?.version ?? 0) + 1,
    kind: body.kind,
    state: isDraft ? 'draft' : command.do === 'publish' ? 'published' : 'withdrawn',
    change: isDraft ? null : last.change + 1,
    institution: institutionOf(command.record, body),
    body,
    by: command.by,
    // A clock that was put back must not hide a change from who asks for what is newer.
    at: isDraft ? now : Math.max(now, last.at),
  })
}

function refusalOf(standing: Standing, command: RecordCommand): RecordRefusal | undefined {
  const { latest, told, isInUse } = standing
  const { record: identifier, expected } = command
  if (!isRecordIdentifier(identifier)) return { code: 'record_identifier_malformed', identifier }
  const version = latest?.version ?? 0
  if (expected !== undefined && expected !== version) return { code: 'record_changed', version }
  if (command.do === 'withdraw') {
    if (latest === undefined) return { code: 'record_unknown', identifier }
    if (told?.state !== 'published') return { code: 'record_not_public' }
    return isInUse ? { code: 'record_in_use' } : undefined
  }
  if (latest !== undefined && latest.kind !== command.body.kind)
    return { code: 'record_kind_fixed', kind: latest.kind }
  return command.do === 'publish' ? missingParent(standing, command.body) : undefined
}

/** An institution that is published, and a published collection of the same institution. */
function missingParent({ parents }: Standing, body: RecordBody): RecordRefusal | undefined {
  const isThere = (id: string, kind: RecordKind, institution: string): boolean =>
    parents.some(
      (one) =>
        one.record === id &&
        one.kind === kind &&
        one.state === 'published' &&
        one.institution === institution,
    )
  if (body.kind === 'institution') return undefined
  if (!isThere(body.institution, 'institution', body.institution))
    return { code: 'record_parent_unknown', identifier: body.institution }
  // What a story shows is looked up when it is shown: an item that is withdrawn must not hold up who tells of others.
  if (body.kind !== 'item' || body.collection === undefined) return undefined
  return isThere(body.collection, 'collection', body.institution)
    ? undefined
    : { code: 'record_parent_unknown', identifier: body.collection }
}

/** The records that a body names above itself. */
export const parentsOf = (body: RecordBody): readonly string[] =>
  body.kind === 'institution'
    ? []
    : [body.institution, ...(body.kind === 'item' && body.collection !== undefined ? [body.collection] : [])]
