import type { Store } from '../db/store.ts'
import { peopleNames } from './identity/repository.ts'
import { takeInContent } from './museum/content-intake-service.ts'
import {
  collectionDeskService,
  harvestService,
  type Images,
  importService,
  lookService,
  portalService,
  presentationService,
  recordService,
  storyDeskService,
  studioService,
  type Uploads,
} from './museum/index.ts'
import { contentRecords } from './museum/records-content.ts'
import { eventName, metadataLicenceOf, placeLabel, stationNames } from './museum/holders-content.ts'
import { inSpokenLanguages } from './museum/language-map.ts'
import type { RecordBody } from './museum/record.ts'
import { recordSchema } from './museum/record-zod.ts'
import { readTable } from './museum/import-table-csv-parse.ts'
import { importVocabulary } from './museum/import-words.ts'
import { draftStore, storyDraftStore } from './museum/repository-drafts.ts'
import { importStore } from './museum/repository-imports.ts'
import { lookStore } from './museum/repository-looks.ts'
import { partnerStore } from './museum/repository-partners.ts'
import { storyActStore } from './museum/repository-story-acts.ts'
import { harvestContact } from './museum/presentation-addresses.ts'
import { searchedService } from './museum/searched-service.ts'
import { recordStore } from './museum/repository-records.ts'
import { textTermsStore } from './museum/repository-text-terms.ts'
import { textTermsService } from './museum/text-terms-service.ts'
import type { Clock } from './platform/clock.ts'
import type { Configuration } from './platform/configuration.ts'
import type { Ids } from './platform/ids.ts'
import type { Job } from './platform/jobs.ts'
import { composeInstitutions } from './services-institutions.ts'
import { composePartners, type PartnerParts } from './services-partners.ts'
import { composeSearch } from './services-search.ts'

type Parts = {
  readonly store: Store
  readonly clock: Clock
  readonly ids: Ids
  readonly configuration: Pick<Configuration, 'CONTACT_EMAIL' | 'PLAIN_PARTNERS'>
  readonly partnerReader?: PartnerParts['partnerReader']
  readonly images?: Images
  readonly uploads?: Uploads
}

/** The records of the museum, and what is told of them; the same on a machine with a disk and on a Worker. */
export function composeRecords(
  { store: database, clock, ids, configuration, images, uploads, partnerReader }: Parts,
  origin: () => string,
) {
  const store = recordStore(database)
  const records = recordService({ store, clock })
  const findImage = async (identifier: string) => {
    const found = await images?.find(identifier)
    return found?.ok === true ? found.value : undefined
  }
  const presentation = presentationService({ records, findImage, origin })
  const drafts = draftStore(database)
  const around = {
    records,
    store,
    namesOf: peopleNames(database),
    faultIn: (body: RecordBody) => recordSchema.safeParse(body).error?.issues[0]?.path.map(String).join('.'),
    clock,
  }
  const { institutions, intakes, holders, institutionsIn, house, openings, mapStop, stationOfStop } =
    composeInstitutions({
      ...around,
      database,
    })
  const desk = { ...around, holders }
  const collectionDesks = collectionDeskService({ ...desk, drafts })
  const storyDesks = storyDeskService({
    ...desk,
    drafts: storyDraftStore(database),
    acts: storyActStore(database),
    findSound: uploads?.sounds.find,
    mapStop,
  })
  const studio = studioService({
    ...desk,
    partnerOf: partnerStore(database).ofRecord,
    mapStop,
    stationOfStop,
    isEvent: (id) => eventName(id) !== undefined,
    drafts,
    images,
    words: {
      notShown: inSpokenLanguages((t) => t('museum:studio.notShown')),
      view: (n) => inSpokenLanguages((t) => t('museum:studio.view', { n })),
    },
  })
  const imports = importService({
    imports: importStore(database),
    drafts,
    store,
    holders,
    gather: collectionDesks.gather,
    readTable,
    words: importVocabulary(stationNames),
    clock,
    ids,
  })
  const looks = lookService({
    store: lookStore(database),
    records,
    holders,
    placeLabel,
    clock,
    ids,
  })
  const partners = composePartners(
    { store: database, clock, ids, configuration, partnerReader },
    { drafts, records: store, holders, origin },
  )
  const contact = (): string => harvestContact(configuration.CONTACT_EMAIL, origin())
  const textTerms = textTermsService({ store: textTermsStore(database), before: metadataLicenceOf, clock })
  const published = searchedService({ records, store, eventName })
  const search = composeSearch({ store: database, clock }, published)
  return {
    records,
    partners,
    holders,
    house,
    openings,
    routes: {
      records,
      presentation,
      harvest: harvestService({
        records,
        store,
        presentation,
        licences: textTerms.licences,
        clock,
        origin,
        contact,
      }),
      portal: portalService({ records, presentation, licences: textTerms.licences, clock, origin }),
      textTerms,
      changes: store,
      studio,
      collectionDesks,
      storyDesks,
      imports,
      looks,
      partners: partners.imports,
      institutions,
      institutionsIn,
      intakes,
      sounds: uploads?.sounds,
      ...(uploads === undefined ? {} : { uploads }),
      origin,
    },
    /** What is planned for a moment, and what goes on by itself. */
    jobs: [
      search.job,
      { name: 'stories', everyMs: 5_000, run: storyDesks.turn },
      { name: 'pictures, settled', everyMs: 300_000, run: studio.settlePictures },
      { name: 'museum imports', everyMs: 500, run: imports.turn },
      { name: 'museum partners', everyMs: 500, run: partners.imports.turn, waitsForOthers: true },
    ] satisfies readonly Job[],
    /** Another one as soon as the public is told something else; asked of the database once a second. */
    version: lookedAtOnceASecond(async () => (await store.lastChange()).change, clock),
    /** What is looked at: told by who serves pages, written down by each process for itself. */
    looks,
    /** Places, and the one search: it finds what is published here, too. */
    places: search.places,
    indexing: search.indexing,
    published,
    /** Takes in what changed in the project's own files. */
    takeIn: () => takeInContent({ records, store }, contentRecords),
  }
}

/**
 * What was answered is answered again for a second, so that each page of many readers costs no question; while the database
 * cannot answer, for as long as that.
 */
function lookedAtOnceASecond(ask: () => Promise<number>, clock: Clock): () => Promise<number> {
  let [known, lookedAt] = [0, Number.NEGATIVE_INFINITY]
  return async () => {
    if (clock.now() - lookedAt < 1_000) return known
    lookedAt = clock.now()
    known = await ask().catch(() => known)
    return known
  }
}
