import type { ContentRecord } from '../../api/museum/content-intake-service.ts'
import type { CollectionBody, InstitutionBody, ItemBody } from '../../api/museum/record.ts'
import type { RecordStore } from '../../api/museum/record-store.ts'
import { recordService } from '../../api/museum/record-service.ts'
import { rights } from '../../api/museum/rights.ts'

/** An invented institution. */
export const house = (over: Partial<InstitutionBody> = {}): InstitutionBody => ({
  kind: 'institution',
  label: { ja: ['蔵の家'], en: ['The Storehouse'] },
  summary: { ja: ['蔵にある小さな資料館です。'], en: ['A small museum in a storehouse.'] },
  address: 'https://storehouse.example/',
  sources: [],
  ...over,
})

export const shelf = (over: Partial<CollectionBody> = {}): CollectionBody => ({
  kind: 'collection',
  institution: 'storehouse',
  label: { ja: ['籠の棚'], en: ['Shelf of baskets'] },
  summary: { ja: ['籠を集めました。'], en: ['Baskets.'] },
  sources: [],
  ...over,
})

/** An invented basket with one view of our own. */
export const basket = (over: Partial<ItemBody> = {}): ItemBody => ({
  kind: 'item',
  institution: 'storehouse',
  form: 'object',
  label: { ja: ['山ぶどうの籠'], en: ['Basket of wild vine'] },
  summary: { ja: ['山へ行くときに背負いました。'], en: ['Carried on the back to the mountain.'] },
  descriptions: [
    { field: 'material', value: { ja: ['山ぶどうの皮'], en: ['Bark of wild vine'] } },
    { field: 'season', value: { ja: ['皮は6月にとる'], en: ['The bark is taken in June'] } },
  ],
  date: '1930~',
  rights: rights.by,
  requiredStatement: { ja: ['蔵の家'], en: ['The Storehouse'] },
  provenance: { ja: ['村の家から'], en: ['From a house of the village'] },
  place: {
    label: { ja: ['蔵の家'], en: ['The Storehouse'] },
    position: { latitude: 37.5, longitude: 139.5 },
  },
  station: 'aizu-miyashita',
  events: [],
  merchants: [],
  visit: 'shown',
  links: [],
  canvases: [
    {
      id: 'front',
      label: { ja: ['前'], en: ['Front'] },
      width: 1_100,
      height: 600,
      image: { from: 'own', identifier: 'basket' },
      alternative: { ja: ['ふたのない四角い籠'], en: ['A square basket without a lid'] },
    },
  ],
  chapters: [],
  sources: [],
  ...over,
})

/** Two pages with what is written on them, whose pictures stay elsewhere. */
export const letter = (over: Partial<ItemBody> = {}): ItemBody =>
  basket({
    form: 'document',
    label: { ja: ['手紙'], en: ['A letter'] },
    reading: 'right-to-left',
    canvases: ['first', 'second'].map((id, n) => ({
      id,
      label: { none: [String(n + 1)] },
      width: 2_000,
      height: 3_000,
      image: { from: 'elsewhere', service: `https://partner.example/iiif/page-${n}`, version: 2, level: 1 },
      alternative: { ja: ['文字のある紙'], en: ['A sheet of writing'] },
      transcription: { ja: [`${n + 1}枚目の文`] },
    })),
    chapters: [{ label: { ja: ['全部'], en: ['All of it'] }, from: 'first', to: 'second' }],
    ...over,
  })

export const content = (record: string, body: ContentRecord['body']): ContentRecord => ({ record, body })

/** A clock that is told what time it is. */
export function heldClock(start = Date.parse('2026-11-01T00:00:00Z')) {
  let now = start
  return {
    now: () => now,
    set: (at: string) => {
      now = Date.parse(at)
    },
    pass: (ms: number) => {
      now += ms
    },
  }
}

export const openRecords = (store: RecordStore, clock = heldClock()) => ({
  store,
  clock,
  records: recordService({ store, clock }),
})
