import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** The least that a server can do: sends the text that it was given to whoever asks. What is slower here is the machine. */
const text = process.argv[2]!
const server = createServer((_, response) =>
  response.writeHead(200, { 'content-type': 'application/json' }).end(text),
)
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port))
process.once('disconnect', () => process.exit(0))
