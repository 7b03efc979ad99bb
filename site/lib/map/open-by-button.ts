import { oneAtATime } from '../../components/one-at-a-time.ts'
import { importAgain } from '../import-again.ts'

/** The map comes when its button is pressed, for it is large; chosen is a station, where the page lets one be chosen. */
export function openByButton(choose?: (station: string) => void): void {
  const frame = document.querySelector<HTMLElement>('#map')
  const status = document.querySelector<HTMLElement>('#map-status')
  const button = frame?.querySelector('button')
  if (!frame || !status || !button) return
  const open = async (): Promise<void> => {
    const {
      opening = '',
      failed = '',
      language,
      label = '',
      zoomIn = '',
      zoomOut = '',
      token = '',
    } = frame.dataset
    status.textContent = opening
    try {
      const { openMap } = await importAgain(() => import('./open.ts'))
      // The frame holds the focus of who works with keys until the map is there; who went on meanwhile keeps theirs.
      frame.tabIndex = -1
      if (document.activeElement === button) frame.focus()
      button.remove()
      const words = { language: language === 'en' ? 'en' : 'ja', label, zoomIn, zoomOut, token } as const
      await openMap(frame, choose === undefined ? words : { ...words, choose })
      frame.dataset['ready'] = 'true'
      status.textContent = ''
      if (document.activeElement === frame) frame.querySelector('canvas')?.focus()
    } catch {
      status.textContent = failed
      const isWaiting = document.activeElement === frame
      frame.replaceChildren(button)
      if (isWaiting) button.focus()
    }
  }
  const press = oneAtATime(button)
  button.hidden = false
  button.addEventListener('click', () => void press(open))
}
