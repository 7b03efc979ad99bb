declare module 'http_ece' {
  import type { ECDH } from 'node:crypto'
  const ece: {
    decrypt: (
      bytes: Buffer,
      how: { readonly version: string; readonly privateKey: ECDH; readonly authSecret: string },
    ) => Buffer
  }
  export default ece
}
