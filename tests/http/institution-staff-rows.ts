/** Every write of institutions' staff that takes a body, with one that has the right form. */
export const institutionStaffWrites = {
  'POST /api/institutions/{id}/invitations': {
    by: 'curator' as const,
    body: { email: 'hanako@mail.example', role: 'institution_editor', language: 'ja', isMailed: true },
  },
  'PUT /api/institutions/{id}/staff/{userId}': {
    by: 'curator' as const,
    body: { role: 'institution_editor' },
  },
  'POST /api/institution-invitations/acceptance': {
    by: 'anybody' as const,
    body: { token: 'x.y', name: '花子', password: 'a-long-password-of-one' },
  },
}
