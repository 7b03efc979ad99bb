import { sha256Hex, sha256OfText } from '../platform/sha256.ts'
import type { Clock } from '../platform/clock.ts'
import type { Ids } from '../platform/ids.ts'
import { ok, refuse } from '../platform/result.ts'
import type { Result } from '../platform/result.ts'
import { groupOf, lotText } from './assignment.ts'
import type { Experiment } from './assignment.ts'
import { decideCheckIn } from './check-in.ts'
import type { CheckIn, SpotKind } from './check-in.ts'
import { agreed, checkConsent, latestConsent, purposes, wordingInForce } from './consent.ts'
import type { ConsentEvent, Purpose } from './consent.ts'
import type { VisitorRefusal } from './errors.ts'
import type { Assignment, Exposure, NewConsent, Spots, SubjectKind, VisitorStore } from './ports.ts'
import type { VisitorSettings } from './settings.ts'

export type VisitorParts = {
  readonly store: VisitorStore
  readonly spots: Spots
  readonly experiments: readonly Experiment[]
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: VisitorSettings
}

type Answer<T> = Promise<Result<T, VisitorRefusal>>

/** Recorded now, or the record that was there before under the same key, spot and day. */
export type Recorded<T> = { readonly record: T; readonly again: boolean }

export type ShowCommand = {
  readonly walletId: string
  readonly key: string
  readonly subjectKind: SubjectKind
  readonly subjectId: string
}

/** How often a write that met another one is tried again. */
const attemptsMax = 4

/** Consent, visits and what was shown: everything here belongs to a pseudonym, reached through a wallet. */
export function visitorService(parts: VisitorParts) {
  const { store, spots, clock, ids } = parts

  /** Refuses: wording_outdated, key_reused_with_other_content. A no without any yes before leaves no row. */
  const changeConsent = async (command: NewConsent): Answer<Recorded<ConsentEvent>> => {
    const checked = checkConsent(command)
    if (!checked.ok) return checked
    const { purpose, given, wordingVersion, locale } = command
    const event: ConsentEvent = { purpose, given, wordingVersion, locale, at: clock.now() }
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const known = await store.visitorOf(command.walletId)
      if (known === undefined && !given) return ok({ record: event, again: false })
      const visitor = known ?? { id: ids.next(), createdAt: event.at }
      const id = digestHex(`consent\n${visitor.id}\n${command.key}`)
      const open = known === undefined ? [store.openWrite({ ...visitor, walletId: command.walletId })] : []
      const write = store.consentWrite(id, visitor.id, event)
      if ((await store.commit([...open, write])) === 'stored') return ok({ record: event, again: false })
      const before = await store.consent(id)
      if (before !== undefined) return sameOrRefuse(before, event, ['purpose', 'given', 'wordingVersion'])
    }
    return refuse({ code: 'busy_try_again' })
  }

  /** Refuses: spot_unknown, consent_needed. Once per visitor, spot and Japanese day. */
  const checkIn = async (command: {
    readonly walletId: string
    readonly spotKind: SpotKind
    readonly spotId: string
  }): Answer<Recorded<CheckIn>> => {
    const [spot, visitor] = await Promise.all([
      spots.find(command.spotKind, command.spotId),
      store.visitorOf(command.walletId),
    ])
    const consents = visitor === undefined ? [] : await store.consents(visitor.id)
    const decided = decideCheckIn({ spot, consents }, clock.now())
    if (!decided.ok) return decided
    if (visitor === undefined) return refuse({ code: 'consent_needed', purpose: 'statistics' })
    const write = store.checkInWrite(ids.next(), visitor.id, decided.value)
    if ((await store.commit([write])) === 'stored') return ok({ record: decided.value, again: false })
    const before = await store.checkIn(visitor.id, decided.value)
    return before === undefined ? refuse({ code: 'busy_try_again' }) : ok({ record: before, again: true })
  }

  /**
   * Records that something was shown, when it is shown. For an experiment the lot is drawn first and answered:
   * the page shows what the group says. Refuses: experiment_unknown, consent_needed, key_reused_with_other_content.
   */
  const show = async (
    command: ShowCommand,
  ): Answer<Recorded<Exposure> & { readonly group: string | null }> => {
    const experiment = parts.experiments.find((known) => known.id === command.subjectId)
    if (command.subjectKind === 'experiment' && experiment === undefined)
      return refuse({ code: 'experiment_unknown', field: 'subjectId' })
    const visitor = await store.visitorOf(command.walletId)
    if (visitor === undefined || !agreed(await store.consents(visitor.id), 'statistics'))
      return refuse({ code: 'consent_needed', purpose: 'statistics' })
    const at = clock.now()
    const lot =
      command.subjectKind === 'experiment' && experiment ? await draw(experiment, visitor.id, at) : null
    const exposure: Exposure = { subjectKind: command.subjectKind, subjectId: command.subjectId, at }
    const recorded = await record(visitor.id, exposure, command.key)
    return recorded.ok ? ok({ ...recorded.value, group: lot?.group ?? null }) : recorded
  }

  /** The lot of a visitor: drawn once and kept for ever, even where the shares are changed by mistake. */
  const draw = async (experiment: Experiment, visitorId: string, at: number): Promise<Assignment> => {
    const known = (await store.assignments(visitorId)).find((lot) => lot.experimentId === experiment.id)
    if (known !== undefined) return known
    const group = groupOf(experiment, sha256OfText(lotText(experiment, visitorId)))
    const lot: Assignment = { experimentId: experiment.id, group, at }
    // Taken: another request drew the same lot from the same hash a moment before.
    await store.commit([store.assignmentWrite(visitorId, lot)])
    return lot
  }

  const record = async (visitorId: string, exposure: Exposure, key: string): Answer<Recorded<Exposure>> => {
    const id = digestHex(`exposure\n${visitorId}\n${key}`)
    const stored = await store.commit([store.exposureWrite(id, visitorId, exposure)])
    if (stored === 'stored') return ok({ record: exposure, again: false })
    const before = await store.exposure(id)
    if (before === undefined) return refuse({ code: 'busy_try_again' })
    return sameOrRefuse(before, exposure, ['subjectKind', 'subjectId'])
  }

  /** Everything that is kept about this wallet's visitor; undefined when nothing is. */
  const ownData = async (walletId: string) => {
    const visitor = await store.visitorOf(walletId)
    if (visitor === undefined) return undefined
    const [consents, checkIns, exposures, assignments] = await Promise.all([
      store.consents(visitor.id),
      store.checkIns(visitor.id),
      store.exposures(visitor.id),
      store.assignments(visitor.id),
    ])
    return { visitor, consents, checkIns, exposures, assignments }
  }

  /** What holds now for each purpose, with the wording in force. */
  const consentState = async (walletId: string | undefined) => {
    const visitor = walletId === undefined ? undefined : await store.visitorOf(walletId)
    const events = visitor === undefined ? [] : await store.consents(visitor.id)
    return purposes.map((purpose: Purpose) => {
      const latest = latestConsent(events, purpose)
      return {
        purpose,
        given: latest?.given === true,
        changedAt: latest?.at ?? null,
        wordingInForce: wordingInForce[purpose],
      }
    })
  }

  /** Takes every yes back and cuts the wallet off. What is left are numbers that lead to nobody. */
  const erase = async (walletId: string): Promise<void> => {
    const visitor = await store.visitorOf(walletId)
    if (visitor === undefined) return
    const events = await store.consents(visitor.id)
    const at = clock.now()
    const withdrawals = purposes
      .filter((purpose) => agreed(events, purpose))
      .map((purpose) => ({ ...latestConsent(events, purpose)!, given: false, at }))
      .map((event) => store.consentWrite(ids.next(), visitor.id, event))
    await store.commit([...withdrawals, store.unlinkWrite(visitor.id)])
  }

  return { changeConsent, checkIn, show, ownData, consentState, erase, visitsBetween: store.visitsBetween }
}

export type Visitors = ReturnType<typeof visitorService>

/** The same key again: the first record, or a refusal that names the first field that differs. */
function sameOrRefuse<T>(before: T, now: T, fields: readonly (keyof T & string)[]) {
  const field = fields.find((name) => before[name] !== now[name])
  if (field === undefined) return ok({ record: before, again: true })
  return refuse({ code: 'key_reused_with_other_content', field } as const)
}

const digestHex = (text: string): string => sha256Hex(text).slice(0, 32)
