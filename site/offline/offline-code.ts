import { minuteMs, offlineCodeAt } from '../../api/currency/offline-code.ts'
import { qrPath } from '../lib/qr-path.ts'
import { findOfflineKey, now, type OfflineKey } from './offline-key.ts'

/** Shows the code of each minute on the page of codes that this device makes, or says why there is none. */
export async function showOfflineCodes(root: HTMLElement): Promise<void> {
  const key = await findOfflineKey().catch(() => null)
  if (key === null) return tell(root, 'cannot')
  if (key === undefined) return tell(root, 'none')
  part(root, 'limit').textContent = (root.dataset['limit'] ?? '').replace(
    '%',
    key.paymentYenMax.toLocaleString(document.documentElement.lang),
  )
  tell(root, 'ready')
  let shownMinute = -1
  const turn = async (): Promise<void> => {
    const at = now(key)
    if (at >= key.endsAt) return tell(root, 'over')
    const minute = Math.floor(at / minuteMs)
    if (minute !== shownMinute) await draw(root, key, at)
    shownMinute = minute
    const secondsLeft = Math.ceil(((minute + 1) * minuteMs - now(key)) / 1_000)
    part(root, 'end').textContent = (root.dataset['left'] ?? '').replace(
      '%',
      String(Math.max(1, secondsLeft)),
    )
    setTimeout(() => void turn(), 1_000)
  }
  await turn()
}

async function draw(root: HTMLElement, { key, handle }: OfflineKey, at: number): Promise<void> {
  const code = await offlineCodeAt(key, handle, at)
  const { size, path } = qrPath(code)
  const svg = part(root, 'square').querySelector('svg')!
  svg.setAttribute('viewBox', `0 0 ${size} ${size}`)
  svg.querySelector('rect')!.setAttribute('width', String(size))
  svg.querySelector('rect')!.setAttribute('height', String(size))
  svg.querySelector('path')!.setAttribute('d', path)
  part(root, 'letters').replaceChildren(
    ...code
      .split('-')
      .map((letters) => Object.assign(document.createElement('span'), { textContent: letters })),
  )
}

const part = (root: HTMLElement, name: string): HTMLElement =>
  root.querySelector<HTMLElement>(`[data-${name}]`)!

/** Shows one of the states of the page and hides the others. */
function tell(root: HTMLElement, state: string): void {
  for (const one of root.querySelectorAll<HTMLElement>('[data-state]'))
    one.hidden = one.dataset['state'] !== state
}
