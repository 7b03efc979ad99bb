/** Writes about the applications, boards, pictures, reports and products of shops, each with a body that has the right form. */
export const shopWrites = {
  'POST /api/merchant-applications/{id}/proposal': {
    by: 'officer',
    body: {
      verdict: 'accept',
      checks: {
        shop_exists: { result: 'agrees', note: 'seen' },
        person_known: { result: 'agrees', note: 'seen' },
        holder_agrees: { result: 'agrees', note: 'seen' },
        goods_allowed: { result: 'agrees', note: 'seen' },
        no_gang_ties: { result: 'agrees', note: 'seen' },
      },
      reason: 'seen',
    },
  },
  'POST /api/merchant-applications/{id}/{decision}': {
    by: 'officer',
    body: { payloadHash: '0'.repeat(64), reason: 'seen' },
  },
  'PUT /api/merchants/{id}/products/{productId}': {
    by: 'owner',
    body: {
      version: 0,
      nameJa: '桐の小箱',
      nameEn: 'Paulownia box',
      priceYen: 1_200,
      stock: 'in_stock',
      count: 3,
      showsCount: true,
      monthFrom: 4,
      monthUntil: 11,
      isOffered: true,
    },
  },
  'PUT /api/merchants/{id}/message-language': { by: 'owner', body: { language: 'zh-hant' } },
  'PUT /api/merchants/{id}/push-addresses': {
    by: 'owner',
    body: {
      endpoint: 'https://fcm.googleapis.com/push/2',
      // Appendix A of RFC 8291: the receiver's public key and secret.
      keys: {
        p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
        auth: 'BTBZMqHH6r4Tts7J_aSIgg',
      },
      language: 'ja',
    },
  },
  'POST /api/merchants/{id}/board': { by: 'owner', body: { text: '000201' } },
  'POST /api/shop-pictures/{id}/{decision}': { by: 'officer', body: { reason: 'seen' } },
  'POST /api/code-reports': {
    by: 'anybody',
    body: { text: 'a sticker', signSays: 'かすみ食堂', municipality: '074446' },
  },
  'POST /api/code-reports/{id}/steps': { by: 'officer', body: { what: 'taken_up', reason: 'going there' } },
} as const
