/**
 * Opens the camera at a press and looks for a code a few times a second: a shop's leads to its page, a guest's is put
 * into the form of the till and sent.
 */
const scanner = document.querySelector<HTMLElement>('[data-scanner]')
if (scanner && typeof navigator.mediaDevices?.getUserMedia === 'function') start(scanner)

/** Milliseconds between looks: quick for the hand, light for an old phone. */
const lookEveryMs = 200

type ReadCode = (video: HTMLVideoElement) => Promise<string | undefined>

function start(root: HTMLElement): void {
  const words = root.dataset as Record<
    'pay' | 'busy' | 'look' | 'denied' | 'other' | 'open' | 'close',
    string
  >
  const video = root.querySelector('video')!
  const frame = root.querySelector<HTMLElement>('[data-frame]')!
  const state = root.querySelector<HTMLElement>('[data-state]')!
  const button = root.querySelector('button')!
  let stream: MediaStream | undefined
  root.hidden = false

  /** What to do with a text that is what was looked for. */
  const whatFollows = (text: string): (() => void) | undefined => {
    if (root.dataset['scanner'] === 'guest') return isGuestCode(text) ? () => sendCode(text) : undefined
    const payload = payloadIn(text)
    return payload === undefined
      ? undefined
      : () => location.assign(`${words.pay}/${encodeURIComponent(payload)}`)
  }

  const close = (): void => {
    for (const track of stream?.getTracks() ?? []) track.stop()
    stream = undefined
    frame.hidden = true
    button.textContent = words.open
  }

  const look = async (read: ReadCode): Promise<void> => {
    if (stream === undefined) return
    const found = await read(video).catch(() => undefined)
    const follow = found === undefined ? undefined : whatFollows(found)
    if (follow !== undefined) {
      close()
      return follow()
    }
    if (found !== undefined) state.textContent = words.other
    setTimeout(() => void look(read), lookEveryMs)
  }

  const open = async (): Promise<void> => {
    state.textContent = words.busy
    try {
      stream = await navigator.mediaDevices.getUserMedia({
        video: { facingMode: 'environment' },
        audio: false,
      })
    } catch {
      state.textContent = words.denied
      return
    }
    video.srcObject = stream
    frame.hidden = false
    button.textContent = words.close
    await video.play()
    const read = await codeReader()
    state.textContent = words.look
    void look(read)
  }

  button.addEventListener('click', () => {
    if (stream === undefined) return void open()
    close()
    state.textContent = ''
  })
  addEventListener('pagehide', close)
}

/** The payload of our printed link, or a bare one; undefined for the codes of others. */
function payloadIn(text: string): string | undefined {
  if (text.startsWith('0002')) return text
  const inLink = /\/pay\/([^/?#]+)/.exec(text)?.[1]
  try {
    return inLink === undefined ? undefined : decodeURIComponent(inLink)
  } catch {
    return undefined
  }
}

/** As a guest's phone shows it: 28 letters in groups of four. */
const isGuestCode = (text: string): boolean => /^(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}$/.test(text)

/** The form that a hand would fill in is the one that is sent. */
function sendCode(code: string): void {
  const field = document.querySelector<HTMLInputElement>('form[data-charge] input[name=code]')!
  field.value = code
  field.form!.requestSubmit()
}

type Detector = { detect: (source: HTMLVideoElement) => Promise<{ rawValue: string }[]> }
type DetectorClass = (new (options: { formats: string[] }) => Detector) & {
  getSupportedFormats: () => Promise<string[]>
}

/** The browser's own reader where it has one; else ours, fetched now and run beside the page. */
async function codeReader(): Promise<ReadCode> {
  const own = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector
  if (own !== undefined && (await own.getSupportedFormats()).includes('qr_code')) {
    const detector = new own({ formats: ['qr_code'] })
    return async (video) => (await detector.detect(video))[0]?.rawValue
  }
  return workerReader()
}

function workerReader(): ReadCode {
  const worker = new Worker(new URL('./scan-worker.ts', import.meta.url), { type: 'module' })
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  return (video) =>
    new Promise((resolve) => {
      canvas.width = video.videoWidth
      canvas.height = video.videoHeight
      if (canvas.width === 0) return resolve(undefined)
      context.drawImage(video, 0, 0)
      const image = context.getImageData(0, 0, canvas.width, canvas.height)
      worker.addEventListener('message', (event: MessageEvent<string | undefined>) => resolve(event.data), {
        once: true,
      })
      worker.postMessage(image, [image.data.buffer])
    })
}
