import { emptyDraft } from '../../api/museum/item-draft.ts'
import { emptyStory } from '../../api/museum/story-draft.ts'
import { institutionStaffWrites } from './institution-staff-rows.ts'

const by = 'editor' as const
const saved = (draft: object) => ({ by, body: { institution: 'karamushi-museum', revision: 0, draft } })

/** Every write of institutions that takes a body, with one that has the right form. */
export const museumWrites = {
  ...institutionStaffWrites,
  'POST /api/institutions/{id}/ties': {
    by: 'curator' as const,
    body: { shop: 'nobody', what: 'sells', item: 'ramie-loom' },
  },
  'PUT /api/institutions/{id}/admission': {
    by: 'curator' as const,
    body: { version: 0, ja: '大人 300円', en: 'Adults 300 yen', source: '館の窓口' },
  },
  'POST /api/institutions/{id}/admission/removal': { by: 'curator' as const, body: { version: 0 } },
  'POST /api/museum/uploads': {
    by,
    body: {
      institution: 'karamushi-museum',
      name: 'a.jpg',
      bytes: 100,
      sha256: '0'.repeat(64),
      keepsLocation: true,
    },
  },
  'PUT /api/museum/drafts/{record}': saved(emptyDraft),
  'POST /api/museum/drafts/{record}/publication': { by, body: { revision: 1 } },
  'PUT /api/museum/collection-drafts/{record}': {
    by,
    body: { institution: 'karamushi-museum', version: 0, draft: { title: {}, summary: {}, items: [] } },
  },
  'POST /api/museum/collection-drafts/{record}/publication': { by, body: { version: 1 } },
  'PUT /api/museum/story-drafts/{record}': saved(emptyStory),
  'POST /api/museum/story-drafts/{record}/publication': { by, body: { revision: 1 } },
  'PUT /api/museum/story-drafts/{record}/plans/{act}': {
    by,
    body: { at: '2999-01-01T00:00:00+09:00', revision: 1 },
  },
  'PUT /api/museum/text-terms/{institution}': { by: 'curator' as const, body: { version: 0, terms: 'cc0' } },
  'POST /api/museum/looks/steps': {
    by: 'anybody' as const,
    body: { story: 'made-by-hand', step: 'ware', language: 'ja' },
  },
  'POST /api/museum/partner-imports': {
    by,
    body: { institution: 'karamushi-museum', address: 'https://meguri.invalid/manifest' },
  },
  'POST /api/museum/imports/{id}/mapping': { by, body: { columns: ['identifier'], rights: 'by' } },
  'POST /api/museum/imports/{id}/run': { by, body: { overwrites: false } },
}
