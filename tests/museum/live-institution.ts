import type { InstitutionAsked } from '../../api/museum/institution-facts.ts'
import { institutionService } from '../../api/museum/institution-service.ts'
import { institutionStore } from '../../api/museum/repository-institutions.ts'
import { recordSchema } from '../../api/museum/record-zod.ts'
import { recordStore } from '../../api/museum/repository-records.ts'
import { intakeService } from '../../api/office/index.ts'
import { intakeStore } from '../../api/office/repository-intakes.ts'
import type { Store } from '../../db/store.ts'
import { openRecords } from './record-builders.ts'

/** Mishima, whose officers ask in these tests. */
export const town = '074446'

/** An invented house as somebody writes it down. */
export const storehouse = (over: Partial<InstitutionAsked> = {}): InstitutionAsked => ({
  municipality: town,
  name: { ja: '蔵の家', en: 'The Storehouse' },
  type: 'museum',
  position: { latitude: 37.471, longitude: 139.645, quality: 'approximate-300m' },
  station: 'aizu-miyashita',
  address: 'https://storehouse.example/',
  contact: { ja: '見本の係 0240-00-0000', en: 'Sample desk 0240-00-0000' },
  summary: { ja: '蔵にある小さな資料館です。', en: 'A small museum in a storehouse.' },
  opening: { ja: '土曜日と日曜日の10時から16時', en: 'Saturdays and Sundays, 10 to 4' },
  told: { from: 'itself', day: '2026-10-30' },
  ...over,
})

/** The museum and the office as they take an institution in, on one engine. */
export function openIntakes(store: Store) {
  const { records, clock } = openRecords(recordStore(store))
  const names = new Map([
    ['officer', '町の係'],
    ['approver', '決める人'],
    ['hana', '花子'],
  ])
  const institutions = institutionService({
    records,
    store: recordStore(store),
    institutions: institutionStore(store),
    isOfContent: (id) => id === 'karamushi-museum',
    faultIn: (body) => recordSchema.safeParse(body).error?.issues[0]?.path.map(String).join('.'),
    isStation: (id) => id === 'aizu-miyashita',
    namesOf: () => Promise.resolve(names),
    clock,
  })
  const intakes = intakeService({
    store: intakeStore(store),
    institutions,
    isTown: (code) => code === town,
    clock,
  })
  const ask = async (over: Partial<InstitutionAsked> = {}, key = crypto.randomUUID()) => {
    const made = institutions.toTakeIn(storehouse(over))
    if (!made.ok) throw new Error(made.error.code)
    const { id: institution, body } = made.value
    const { municipality } = body.facts
    return intakes.ask(
      { institution, municipality, body, reason: '町の小さな資料館' },
      { requestedBy: 'officer', key },
    )
  }
  const waiting = async (over: Partial<InstitutionAsked> = {}) => {
    const asked = await ask(over)
    if (!asked.ok) throw new Error(asked.error.code)
    return asked.value
  }
  /** Taken in by two people; answers with its identifier. */
  const takeIn = async (over: Partial<InstitutionAsked> = {}): Promise<string> => {
    const { id, payloadHash, institution } = await waiting(over)
    const done = await intakes.approve({ id, payloadHash, decidedBy: 'approver', reason: '' })
    if (!done.ok) throw new Error(done.error.code)
    return institution
  }
  return { institutions, intakes, records, clock, ask, waiting, takeIn }
}
