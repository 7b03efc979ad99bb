import { sha256Hex } from '../platform/sha256.ts'

const proofLength = 32
const proofOf = (secret: string, addressId: string): string =>
  sha256Hex(`mail address\n${secret}\n${addressId}`).slice(0, proofLength)

/** Links in letters: nobody makes one for an address without the hub's secret, so that nothing of it is kept. */
export const linkTokens = (secret: string) => ({
  tokenOf: (addressId: string): string => `${addressId}.${proofOf(secret, addressId)}`,
  addressOfToken: (token: string): string | undefined => {
    const at = token.lastIndexOf('.')
    const addressId = token.slice(0, Math.max(at, 0))
    return token.slice(at + 1) === proofOf(secret, addressId) ? addressId : undefined
  },
})
