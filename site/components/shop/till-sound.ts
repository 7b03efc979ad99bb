/** The sound of a payment that arrived: whether it is wanted is kept on this device. */

const place = 'meguri.till.sound'

/** A device that keeps nothing sounds as long as its page is open. */
function carefully<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}

const isWanted = (): boolean => carefully(() => localStorage.getItem(place)) === 'on'
const want = (on: boolean): void =>
  carefully(() => (on ? localStorage.setItem(place, 'on') : localStorage.removeItem(place)))

/**
 * Makes the button turn the sound on and off; what is answered sounds where it is on. Browsers let a page sound only after
 * it was touched: the button is that touch, and where the sound was on before, any other is; until then the page says so.
 */
export function startSound(button: HTMLElement, waits: HTMLElement): () => void {
  const { on, off } = button.dataset as { on: string; off: string }
  let sounds: AudioContext | undefined
  const isOn = (): boolean => button.getAttribute('aria-pressed') === 'true'
  const tell = (): void => {
    waits.hidden = !isOn() || sounds?.state === 'running'
  }
  const show = (pressed: boolean): void => {
    button.setAttribute('aria-pressed', String(pressed))
    button.textContent = pressed ? off : on
    if (pressed && sounds === undefined) {
      sounds = new AudioContext()
      sounds.addEventListener('statechange', tell)
    }
    tell()
  }
  const chimeNow = (): void => {
    // One that is not let sound yet would sound later, all at once.
    if (isOn() && sounds?.state === 'running') chime(sounds)
  }
  const wake = (): void => {
    if (isOn()) void sounds?.resume().then(tell)
  }

  button.hidden = false
  if (isWanted()) show(true)
  for (const touch of ['pointerup', 'keyup']) document.addEventListener(touch, wake)
  button.addEventListener('click', () => {
    show(!isOn())
    want(isOn())
    if (isOn()) void sounds?.resume().then(chimeNow)
  })
  return chimeNow
}

/** Two rising tones, like a small bell. */
function chime(sounds: AudioContext): void {
  for (const [index, frequency] of [1047, 1568].entries()) {
    const tone = sounds.createOscillator()
    const loudness = sounds.createGain()
    const start = sounds.currentTime + index * 0.16
    tone.frequency.value = frequency
    loudness.gain.setValueAtTime(0.4, start)
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.7)
    tone.connect(loudness).connect(sounds.destination)
    tone.start(start)
    tone.stop(start + 0.7)
  }
}
