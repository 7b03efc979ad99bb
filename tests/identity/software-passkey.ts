import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { origin } from './hub.ts'

/** A passkey made of software: answers as an authenticator does (W3C Web Authentication Level 3, attestation 'none', ES256). */
export type SoftwarePasskey = { readonly id: Buffer; readonly key: KeyObject; counter: number }

type Options = { challenge: string; rp?: { id: string }; rpId?: string }

const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest()

const clientData = (type: string, challenge: string): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

/** CBOR (RFC 8949) of what an attestation needs: small integers, byte strings, text, maps. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  const pairs = [...(value as Map<unknown, unknown>)]
  return Buffer.concat([head(5, pairs.length), ...pairs.flatMap(([key, one]) => [cbor(key), cbor(one)])])
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}

function authenticatorData(
  rpId: string,
  { flags, counter, rest }: { flags: number; counter: number; rest?: Buffer },
): Buffer {
  const count = Buffer.alloc(4)
  count.writeUInt32BE(counter)
  return Buffer.concat([sha256(rpId), Buffer.from([flags]), count, rest ?? Buffer.alloc(0)])
}

/** User present and verified; with attested data. */
const usedFlags = 0x05
const attestedFlag = 0x40

/** Makes a passkey and the answer that registers it. */
export function makePasskey(options: Options): { passkey: SoftwarePasskey; response: object } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const passkey = { id: randomBytes(16), key: privateKey, counter: 0 }
  const { x, y } = publicKey.export({ format: 'jwk' }) as { x: string; y: string }
  const coordinate = (text: string) => Buffer.from(text, 'base64url')
  const cose = cbor(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]),
  )
  const rest = Buffer.concat([Buffer.alloc(16), Buffer.from([0, passkey.id.length]), passkey.id, cose])
  const authData = authenticatorData(options.rp!.id, { flags: usedFlags | attestedFlag, counter: 0, rest })
  const attestation = cbor(
    new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]),
  )
  return {
    passkey,
    response: answerOf(passkey, {
      clientDataJSON: clientData('webauthn.create', options.challenge).toString('base64url'),
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    }),
  }
}

/** The answer that signs in with a passkey. */
export function usePasskey(passkey: SoftwarePasskey, options: Options): object {
  passkey.counter += 1
  const data = clientData('webauthn.get', options.challenge)
  const authData = authenticatorData(options.rpId!, { flags: usedFlags, counter: passkey.counter })
  return answerOf(passkey, {
    clientDataJSON: data.toString('base64url'),
    authenticatorData: authData.toString('base64url'),
    signature: sign('sha256', Buffer.concat([authData, sha256(data)]), passkey.key).toString('base64url'),
  })
}

const answerOf = ({ id }: SoftwarePasskey, response: object) => ({
  id: id.toString('base64url'),
  rawId: id.toString('base64url'),
  type: 'public-key',
  clientExtensionResults: {},
  response,
})
