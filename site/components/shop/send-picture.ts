/** Sends a picture of the shop's front: made small here, so that a phone on a slow line sends a tenth of what its camera made. */
const form = document.querySelector<HTMLFormElement>('[data-picture]')
if (form) start(form)

/** Pixels on the longer side, and how well they are kept: a sign is still read. */
const sideMost = 1_600
const quality = 0.85

function start(form: HTMLFormElement): void {
  const { to = '', next = '', key = '', locale = 'ja', ...words } = form.dataset
  const part = <E extends HTMLElement>(name: string) => form.querySelector<E>(name)!
  const [wrong, said] = [part('[data-wrong]'), part('[data-said]')]
  const button = part<HTMLButtonElement>('button')
  const tell = (place: HTMLElement, text = ''): void => {
    place.textContent = text
    place.hidden = text === ''
  }
  form.hidden = false

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (button.disabled) return
    tell(wrong)
    const chosen = part<HTMLInputElement>('[type=file]').files?.[0]
    const [altJa, altEn] = ['altJa', 'altEn'].map((name) => part<HTMLInputElement>(`#${name}`).value.trim())
    if (chosen === undefined) return tell(wrong, words['choose'])
    if (!altJa || !altEn) return tell(wrong, words['words'])
    void send(chosen, new URLSearchParams({ altJa, altEn }))
  })

  async function send(chosen: File, query: URLSearchParams): Promise<void> {
    button.disabled = true
    tell(said, words['sending'])
    try {
      const small = await smaller(chosen)
      if (small === null) return tell(wrong, words['unread'])
      const answer = await fetch(`${to}?${query.toString()}`, {
        method: 'PUT',
        headers: {
          'content-type': 'application/offset+octet-stream',
          'idempotency-key': key,
          'accept-language': locale,
        },
        body: small,
      })
      if (answer.ok) return location.assign(next)
      tell(wrong, ((await answer.json()) as { title?: string }).title ?? words['lost'])
    } catch {
      tell(wrong, words['lost'])
    } finally {
      button.disabled = false
      tell(said)
    }
  }
}

/** The picture upright and small, without what the camera wrote beside it; null where the browser cannot read it. */
async function smaller(file: File): Promise<Blob | null> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' }).catch(() => null)
  if (picture === null) return null
  const scale = Math.min(1, sideMost / Math.max(picture.width, picture.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(picture.width * scale))
  canvas.height = Math.max(1, Math.round(picture.height * scale))
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', quality))
}
