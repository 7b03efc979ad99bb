import { filesUnderWay, Refused, sendFile, type Telling } from './send-file.ts'

/** Lets a file be chosen and sends it. `ready` is told what it became, and answers what is wrong with it, if anything. */
export function startSending(
  root: HTMLElement,
  institution: string,
  ready: (made: string) => Promise<string | undefined>,
): void {
  const part = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-${name}]`)!
  const words = root.dataset
  const faults = JSON.parse(words['faults'] ?? '{}') as Record<string, string>
  const [file, bar] = [part<HTMLInputElement>('file'), part<HTMLProgressElement>('bar')]
  let sending = new AbortController()
  root.hidden = false

  const tell: Telling = (state, percent) => {
    bar.value = percent
    part('said').textContent = (words[state] ?? '').replace('%', String(percent))
  }
  const end = (text: string): void => {
    part('said').textContent = text
    file.value = ''
    file.disabled = false
  }

  async function send(chosen: File): Promise<void> {
    sending = new AbortController()
    part('progress').hidden = false
    file.disabled = true
    if (chosen.size === 0) return end(words['empty'] ?? '')
    try {
      const keepsLocation = root.querySelector<HTMLInputElement>('[data-location]')?.checked ?? false
      const upload = await sendFile(chosen, { institution, keepsLocation }, tell, sending.signal)
      if (upload.image === null) return end(`${words['refused'] ?? ''} ${faults[upload.fault ?? ''] ?? ''}`)
      end((await ready(upload.image)) ?? words['ready'] ?? '')
    } catch (error) {
      end(error instanceof Refused ? error.message : (words['again'] ?? '').replace('%', chosen.name))
    }
  }

  file.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    if (chosen !== undefined) void send(chosen)
  })
  part('stop').addEventListener('click', () => sending.abort())
  const list = root.querySelector('[data-left]')
  if (list === null) return
  void filesUnderWay(institution)
    .then((all) => all.filter(({ state }) => state === 'receiving'))
    .then((left) =>
      list.replaceChildren(
        ...left.map(({ name }) => {
          const row = document.createElement('li')
          row.textContent = (words['again'] ?? '').replace('%', name)
          return row
        }),
      ),
    )
    .catch(() => undefined)
}
