/** Sends a picture of the shop's front: made small here, so that a phone on a slow line sends a tenth of what its camera made. */
import { oneAtATime } from '../one-at-a-time.ts'

const form = document.querySelector<HTMLFormElement>('[data-picture]')
if (form) start(form)

/** Pixels on the longer side, and how well they are kept: a sign is still read. */
const sideMost = 1_600
const quality = 0.85

function start(form: HTMLFormElement): void {
  const { to = '', next = '', key = '', locale = 'ja', ...words } = form.dataset
  const part = <E extends HTMLElement>(name: string) => form.querySelector<E>(name)!
  const [wrong, said] = [part('[data-wrong]'), part('[data-said]')]
  const press = oneAtATime(part('button'))
  const sent: string[] = []
  /** Each picture with its words has a key of its own, and the same one when it is sent again. */
  const keyOf = ({ name, size, lastModified }: File, query: string): string => {
    const what = [name, size, lastModified, query].join(' ')
    if (!sent.includes(what)) sent.push(what)
    return `${key}-${sent.indexOf(what)}`
  }
  const tell = (place: HTMLElement, text = ''): void => {
    place.textContent = text
    place.hidden = text === ''
  }
  /** Says what is wrong where it is put right, and the focus stands there. */
  const refuse = (text?: string, field?: HTMLElement): void => {
    const box = field?.closest('.field')
    if (box) box.append(wrong)
    else said.before(wrong)
    tell(wrong, text)
    field?.setAttribute('aria-invalid', 'true')
    ;(field ?? wrong).focus()
  }
  form.hidden = false

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void press(async () => {
      tell(wrong)
      for (const one of form.querySelectorAll('[aria-invalid]')) one.removeAttribute('aria-invalid')
      const file = part<HTMLInputElement>('[type=file]')
      const chosen = file.files?.[0]
      if (chosen === undefined) return refuse(words['choose'], file)
      const told = ['altJa', 'altEn'].map((name) => part<HTMLInputElement>(`#${name}`))
      const empty = told.find(({ value }) => value.trim() === '')
      if (empty) return refuse(words['words'], empty)
      const query = new URLSearchParams(told.map(({ name, value }) => [name, value.trim()]))
      return send(chosen, query.toString())
    })
  })

  async function send(chosen: File, query: string): Promise<unknown> {
    tell(said, words['sending'])
    try {
      const small = await smaller(chosen)
      if (small === null) return refuse(words['unread'])
      const answer = await fetch(`${to}?${query}`, {
        method: 'PUT',
        headers: {
          'content-type': 'application/offset+octet-stream',
          'idempotency-key': keyOf(chosen, query),
          'accept-language': locale,
        },
        body: small,
      })
      if (answer.ok) {
        location.assign(next)
        return 'left'
      }
      return refuse(((await answer.json()) as { title?: string }).title ?? words['lost'])
    } catch {
      return refuse(words['lost'])
    } finally {
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
