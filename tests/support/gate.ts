import { connect, createServer, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A way to a server that can be closed and opened again, as a network or a restart does it. */
export type Gate = {
  readonly port: number
  /** Cuts every connection and refuses new ones. */
  readonly close: () => Promise<void>
  readonly open: () => Promise<void>
  /** Lets nothing more through and tells nobody, as a machine that hangs does; new ones are taken and hear nothing. */
  readonly hold: () => void
  /** Lets through what was held back. */
  readonly release: () => void
}

/** Opens a gate on a free port in front of `port` of this machine. */
export async function openGate(port: number): Promise<Gate> {
  const through = new Set<Socket>()
  let held = false
  const join = (from: Socket, to: Socket): void => {
    through.add(from)
    from.on('error', () => to.destroy()).on('close', () => through.delete(from) && to.destroy())
    from.on('data', (bytes) => to.write(bytes))
    if (held) from.pause()
  }
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    join(near, far)
    join(far, near)
  })
  const listen = (at: number): Promise<void> =>
    new Promise((done, failed) => server.once('error', failed).listen(at, '127.0.0.1', done))
  await listen(0)
  const own = (server.address() as AddressInfo).port
  return {
    port: own,
    open: () => listen(own),
    hold: () => {
      held = true
      for (const socket of through) socket.pause()
    },
    release: () => {
      held = false
      for (const socket of through) socket.resume()
    },
    close: () => {
      const closed = new Promise<void>((done) => void server.close(() => done()))
      for (const socket of through) socket.destroy()
      return closed
    },
  }
}
