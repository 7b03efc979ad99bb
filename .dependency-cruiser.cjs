// The arrows of the house. `npm run check` fails on any of these, on a cycle and on a file nobody uses.
const technologies =
  'stripe|fflate|yauzl|csv-parse|protobufjs|zod|zengin-code|holiday-jp|better-auth|content|catalogue|sharp|uqr|ledger|stand-in|rate-counters|repository|folder|s3|tiff|nodemailer|webcrypto|https'
const adapter = `^api/[^/]+/[^/]+-(${technologies})\\.ts$`
const domains =
  'currency|merchants|campaigns|museum|rail|places|visitors|growth|participation|identity|office|open-data|audit|messages'
const inDomain = `^api/(${domains})/`
const technical = `^api/[^/]+/(service|repository|routes|webhook-routes|topup-routes|topup-service|topup-repository)[^/]*\\.ts$|^api/[^/]+/[^/]*(-service|-repository|-routes)\\.ts$`
// services, seed, open-hub and open-store hold what the roots have in common: node, worker, hub, and the thread of the
// last one, which a thread needs to begin in.
const roots =
  '^api/(node|worker|hub|app|services|services-acts|services-audit|services-clerks|services-identity|services-institution-staff|services-institutions|services-messages|services-museum|services-netting|services-partners|services-records|services-search|services-ties|seed|open-hub|open-store)\\.ts$|^api/hub/'

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Two files that need each other are one idea, or a third one is missing.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'pure-files-know-no-packages',
      comment: 'A decision takes its state, its command and the clock: no npm, no node:, no SQL, no HTTP.',
      severity: 'error',
      from: { path: inDomain, pathNot: [technical, adapter, '/index\\.ts$', '/README'] },
      // RFC 8785, SHA-256 and the points of a curve are pure functions; hub and browser must use the very same.
      to: {
        path: ['^node_modules', '^db/'],
        pathNot: '^node_modules/(canonicalize|@noble/hashes|@noble/curves)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'pure-files-know-no-node',
      severity: 'error',
      from: { path: inDomain, pathNot: [technical, adapter] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'pure-files-know-no-plumbing',
      comment: 'Pure files are called; they never call the service, the store or the routes of their domain.',
      severity: 'error',
      from: { path: inDomain, pathNot: [technical, adapter, '/index\\.ts$'] },
      to: { path: technical, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'services-know-no-database',
      severity: 'error',
      from: { path: `^api/(${domains})/([^/]*service|index)\\.ts$` },
      to: { path: ['^db/', '^node_modules/(drizzle-orm|hono|@hono)'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'routes-know-no-database',
      comment: 'A route parses, calls and renders.',
      severity: 'error',
      from: { path: `^api/(${domains})/[^/]*routes[^/]*\\.ts$` },
      to: {
        path: ['^db/', '^node_modules/drizzle-orm', '/repository[^/]*\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'only-the-store-speaks-sql',
      severity: 'error',
      from: {
        path: '^(api|site)/',
        pathNot: [technical, adapter, '^api/platform/', '^api/demonstration/', roots],
      },
      to: { path: '^node_modules/(drizzle-orm|better-sqlite3|postgres)' },
    },
    {
      name: 'other-domains-by-their-door',
      comment: 'Another domain is reached through its index.ts; pure files may be read by the site.',
      severity: 'error',
      from: { path: `^api/(${domains})/` },
      to: {
        path: `^api/(${domains})/`,
        pathNot: ['^api/$1/', '/index\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'currency-knows-no-other-domain',
      comment:
        'Domain arrows go one way: growth → campaigns, visitors, merchants, currency; merchants → currency.',
      severity: 'error',
      from: { path: '^api/currency/' },
      to: {
        path: '^api/(merchants|campaigns|visitors|growth|participation|office|museum|rail|places|identity|audit)/',
      },
    },
    {
      name: 'audit-knows-no-other-domain',
      comment: 'The record reads the books as rows, so that the code that writes them cannot lead it astray.',
      severity: 'error',
      from: { path: '^api/audit/' },
      to: { path: `^api/(${domains})/`, pathNot: '^api/audit/' },
    },
    {
      name: 'merchants-know-only-currency',
      severity: 'error',
      from: { path: '^api/merchants/' },
      to: { path: '^api/(campaigns|visitors|growth|participation|office|museum|rail|identity)/' },
    },
    {
      name: 'rail-and-museum-know-only-places',
      severity: 'error',
      from: { path: '^api/(rail|museum)/' },
      to: { path: '^api/(currency|merchants|campaigns|visitors|growth|participation|office|identity)/' },
    },
    {
      name: 'adapters-are-chosen-at-the-root',
      severity: 'error',
      from: { path: '^(api|site)/', pathNot: [roots, adapter, '^api/demonstration/'] },
      to: { path: adapter, dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'platform-and-db-know-no-domain',
      severity: 'error',
      from: { path: '^(api/platform|db)/' },
      to: { path: inDomain },
    },
    {
      name: 'site-asks-the-api',
      comment: 'Pages use content, pure files and the typed client; never a service, a store or a route.',
      severity: 'error',
      from: { path: '^site/' },
      to: {
        path: [technical, '^db/', '^api/(node|worker|hub|services|services-audit)\\.ts$'],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'nothing-imports-tests',
      severity: 'error',
      from: { pathNot: '^tests/' },
      to: { path: '^tests/' },
    },
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['^astro:', '^cloudflare:', '^virtual:', '\\?url$'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^\\.build', '^dist'] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.mjs', '.js', '.json'],
    },
  },
}
