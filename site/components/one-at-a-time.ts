/**
 * A button that does one thing at a time: what is pressed meanwhile is not heard. It is never disabled, for a button that
 * is loses the focus of somebody who works with keys. What ends with 'left' is leaving the page, and the button does nothing
 * more until the page is come back to by the browser's own way.
 */
export function oneAtATime(button: HTMLElement): (act: () => Promise<unknown>) => Promise<void> {
  let isUnderWay = false
  const set = (is: boolean): void => {
    isUnderWay = is
    if (is) button.setAttribute('aria-disabled', 'true')
    else button.removeAttribute('aria-disabled')
  }
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) set(false)
  })
  return async (act) => {
    if (isUnderWay) return
    set(true)
    let isLeaving = false
    try {
      isLeaving = (await act()) === 'left'
    } finally {
      if (!isLeaving) set(false)
    }
  }
}
