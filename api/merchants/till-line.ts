import type { TillLine } from './till-feed-service.ts'
import { printPosition } from './till-position.ts'

/** As much as waits to be read by a till before its line is ended, bytes: it comes again and goes on where it was. */
const waitingBytesMax = 256 * 1024
/** How soon a browser connects again, ms. */
const againMs = 500

/** A line of the feed as the body of an answer in server-sent events; `gone` is called when the other end hung up. */
export function eventLine(
  listener: Pick<TillLine, 'accountId' | 'personId' | 'position' | 'stillMay'>,
  gone: (line: TillLine) => void,
): { readonly line: TillLine; readonly body: ReadableStream<Uint8Array> } {
  const encoder = new TextEncoder()
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined
  let roomWanted: (() => void) | undefined
  const send = (text: string): boolean => {
    if (controller === undefined) return false
    controller.enqueue(encoder.encode(text))
    return (controller.desiredSize ?? 0) > 0
  }
  const line: TillLine = {
    ...listener,
    tell: (news, position) =>
      send(`id: ${printPosition(position)}\nevent: payments\ndata: ${JSON.stringify(news)}\n\n`),
    beat: () => send('event: beat\ndata:\n\n'),
    room: () =>
      (controller?.desiredSize ?? waitingBytesMax) > waitingBytesMax / 2
        ? Promise.resolve()
        : new Promise((resolve) => (roomWanted = resolve)),
    end: () => {
      controller?.close()
      controller = undefined
      roomWanted?.()
    },
  }
  const body = new ReadableStream<Uint8Array>(
    {
      start: (made) => {
        controller = made
        send(`retry: ${againMs}\n\n`)
      },
      pull: () => roomWanted?.(),
      cancel: () => {
        controller = undefined
        roomWanted?.()
        gone(line)
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: waitingBytesMax }),
  )
  return { line, body }
}
