import type { Intake, IntakeAsked } from './intake-request.ts'
import type { StaffRequest } from './four-eyes.ts'

/** An institution that stands as taken in. */
export type TakenInstitution = {
  readonly id: string
  readonly municipality: string
  readonly requestId: string
  readonly takenInAt: number
}

/** A version of its record, as far as it is held against what was decided. */
type Told = {
  readonly version: number
  readonly kind: string
  readonly state: string
  readonly body: object
  readonly by: string
  readonly at: number
}

export type IntakeReads = {
  /** In the order of their names. */
  readonly taken: () => Promise<readonly TakenInstitution[]>
  /** All requests that there ever were, with what was decided. */
  readonly asked: () => Promise<readonly StaffRequest<IntakeAsked>[]>
  /** All versions of a record, the first one first. */
  readonly versions: (record: string) => Promise<readonly Told[]>
  /** Records of institutions that say themselves what they are, in the order of their names. */
  readonly live: () => Promise<readonly string[]>
}

const check =
  'each institution that was taken in, and its record, is as one person asked for it and another let it go'

/** Holds every institution that was taken in against the acts of the staff, and names the first that is wrong. */
export async function verifyIntakes(
  reads: IntakeReads,
  tell: (check: string) => void = () => {},
): Promise<readonly { readonly check: string; readonly row: string }[]> {
  tell(check)
  const [taken, asked] = [await reads.taken(), await reads.asked()]
  const wrong =
    (await firstUntrue(taken, asked, reads)) ?? missing(taken, asked) ?? (await unasked(taken, reads))
  return wrong === undefined ? [] : [{ check, row: wrong }]
}

type Asked = readonly StaffRequest<IntakeAsked>[]

async function firstUntrue(
  taken: readonly TakenInstitution[],
  asked: Asked,
  { versions }: IntakeReads,
): Promise<string | undefined> {
  const requests = new Map(asked.map((one) => [one.id, one]))
  for (const one of taken) {
    const request = requests.get(one.requestId)
    const fault = decisionFault(one, request) ?? recordFault(one, request!, await versions(one.id))
    if (fault !== undefined) return `institution ${one.id}: ${fault}`
  }
  return undefined
}

function decisionFault(
  { id, municipality, takenInAt }: TakenInstitution,
  request: StaffRequest<IntakeAsked> | undefined,
): string | undefined {
  if (request === undefined) return 'nobody asked for it'
  if (request.institution !== id) return `what was asked for is ${request.institution}`
  if (request.municipality !== municipality) return `it was asked for in ${request.municipality}`
  const { decision } = request
  if (decision?.approved !== true) return 'nobody let it go'
  if (decision.decidedBy === request.requestedBy) return 'who asked let it go'
  if (decision.decidedAt > request.expiresAt) return 'it was let go too late'
  return takenInAt < request.requestedAt ? 'it was taken in before it was asked for' : undefined
}

function recordFault(
  { municipality, takenInAt }: TakenInstitution,
  { body, decision }: StaffRequest<IntakeAsked>,
  versions: readonly Told[],
): string | undefined {
  const [first] = versions
  if (first === undefined) return 'it has no record'
  if (first.version !== 1 || first.state !== 'published' || first.by !== decision!.decidedBy)
    return 'its first version is not by who let it go'
  if (first.at !== takenInAt) return 'its first version is of another moment'
  if (JSON.stringify(first.body) !== JSON.stringify(body))
    return 'its first version is not what was asked for'
  const moved = versions.find(
    (one) => one.kind !== 'institution' || factsOf(one)?.municipality !== municipality,
  )
  return moved === undefined ? undefined : `version ${moved.version} is of another town`
}

const factsOf = ({ body }: Told): Partial<Intake['body']['facts']> | undefined =>
  (body as Partial<Intake['body']>).facts

/** What was let go and is not there any more. */
function missing(taken: readonly TakenInstitution[], asked: Asked): string | undefined {
  const there = new Set(taken.map(({ requestId }) => requestId))
  const lost = asked.find(({ id, decision }) => decision?.approved === true && !there.has(id))
  return lost === undefined ? undefined : `institution ${lost.institution}: it was let go and is not there`
}

/** A record that says itself what it is, and that nobody took in. */
async function unasked(
  taken: readonly TakenInstitution[],
  { live }: IntakeReads,
): Promise<string | undefined> {
  const there = new Set(taken.map(({ id }) => id))
  const strange = (await live()).find((id) => !there.has(id))
  return strange === undefined ? undefined : `institution ${strange}: nobody took it in`
}
