/**
 * Stands in built pages for the address people reach the hub at, where the build was not told one (`PUBLIC_ORIGIN`):
 * only who serves a page knows it.
 */
export const builtOrigin = 'http://localhost:4321'
