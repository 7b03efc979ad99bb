/** An invented house as somebody writes it down. */
const said = {
  name: { ja: '蔵の家', en: 'The Storehouse' },
  type: 'museum',
  position: { latitude: 37.471, longitude: 139.645, quality: 'approximate-300m' },
  station: 'aizu-miyashita',
  address: 'https://storehouse.example/',
  contact: { ja: '見本の係', en: 'Sample desk' },
  summary: { ja: '蔵にある資料館です。', en: 'A museum in a storehouse.' },
  opening: { ja: '土日の10時から16時', en: 'Weekends, 10 to 4' },
  told: { from: 'page', title: '町の案内', address: 'https://town.example/' },
}

/** Every write of institutions' staff, and of the towns that take institutions in, that takes a body, with one that has the right form. */
export const institutionStaffWrites = {
  'POST /api/institutions/{id}/invitations': {
    by: 'curator' as const,
    body: { email: 'hanako@mail.example', role: 'institution_editor', language: 'ja', isMailed: true },
  },
  'PUT /api/institutions/{id}/staff/{userId}': {
    by: 'curator' as const,
    body: { role: 'institution_editor' },
  },
  'POST /api/institutions/{id}/first-owner': {
    by: 'officer' as const,
    body: { email: 'hanako@mail.example', language: 'ja', isMailed: true },
  },
  'POST /api/institution-intakes': {
    by: 'officer' as const,
    body: { municipality: '074454', identifier: 'storehouse', ...said, reason: 'a small museum' },
  },
  'POST /api/institution-intakes/{id}/{decision}': {
    by: 'approver' as const,
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'PUT /api/museum/institution-records/{id}': { by: 'curator' as const, body: { version: 1, ...said } },
  'POST /api/institution-invitations/acceptance': {
    by: 'anybody' as const,
    body: { token: 'x.y', name: '花子', password: 'a-long-password-of-one' },
  },
}
