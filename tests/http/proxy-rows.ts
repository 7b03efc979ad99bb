const code = '7K2M-9QXT-04BD-WNHE-3SVA-CRP8'
const terms = { relation: 'child', paymentYenMax: 1_000, dayYenMax: 3_000, endsOn: '2099-03-31' }

/** The writes of who acts for somebody, each with a body of the right form. */
export const proxyWrites = {
  'POST /api/proxies': { by: 'wallet', body: terms },
  'POST /api/proxies/accepting': { by: 'wallet', body: { code: '7K2M-9QXT-04BD' } },
  'POST /api/proxies/{proxyId}/payments': {
    by: 'wallet',
    body: { merchantId: 'nobody', amountYen: 100, codeKind: 'printed' },
  },
  'POST /api/proxies/{proxyId}/topups': { by: 'wallet', body: { amountYen: 1_000 } },
  'POST /api/wallets/proxies/looking': { by: 'anybody', body: { code } },
  'POST /api/wallets/proxies/invitations': { by: 'anybody', body: { ...terms, code } },
  'POST /api/wallets/proxies/endings': { by: 'anybody', body: { code, proxyId: 'none' } },
  'POST /api/wallets/me/proxies/invitations': { by: 'wallet', body: terms },
  'POST /api/wallet-proxies/{proxyId}/ending': {
    by: 'operator',
    body: { paymentId: 'none', reason: 'called' },
  },
} as const

/** Fields of theirs that may be left out. */
export const proxyOptional = {
  'POST /api/proxies': ['endsOn'],
  'POST /api/proxies/{proxyId}/payments': ['codeKind', 'code', 'lots'],
  'POST /api/wallets/proxies/invitations': ['endsOn'],
  'POST /api/wallets/me/proxies/invitations': ['endsOn'],
} as const
