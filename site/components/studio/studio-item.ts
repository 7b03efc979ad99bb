import { draftIn } from '../../lib/studio-form.ts'
import type { ItemDraft } from '../../../api/museum/item-draft.ts'
import { savedAtLast, startSaving } from './saving.ts'
import { startSending } from './sending.ts'
import { showChecks } from './shown-checks.ts'
import { addHidden } from './unsaved.ts'

/**
 * Saves what is typed by itself, keeps it on the device until it is saved, and sends pictures. Without it the form is sent by
 * its buttons.
 */
const form = document.querySelector<HTMLFormElement>('[data-studio]')
if (form) startStudio(form)

type Saved = {
  readonly revision: number
  readonly quality: {
    readonly score: number
    readonly checks: readonly { readonly name: string; readonly isMet: boolean }[]
  }
}

function startStudio(form: HTMLFormElement): void {
  const { institution = '' } = form.dataset
  const part = <E extends HTMLElement>(name: string) => form.querySelector<E>(`[${name}]`)!
  const save = startSaving<ItemDraft, Saved>(form, {
    path: '/api/museum/drafts',
    draftIn,
    saved: ({ quality: { score, checks } }) => {
      part('data-score').textContent = String(score)
      showChecks(part('data-checklist'), checks)
    },
  })
  for (const field of form.querySelectorAll<HTMLInputElement>('[data-view-number]'))
    field.addEventListener('change', () => tellNumber(field))
  const upload = part('data-upload')
  const faults = JSON.parse(upload.dataset['faults'] ?? '{}') as Record<string, string>
  startSending(upload, institution, async (image) => {
    // A sound can be sent here by mistake: it is kept, and is no picture.
    const picture = await fetch(`/api/museum/studio/pictures/${institution}/${image}`, { method: 'HEAD' })
    if (picture.status === 422) return faults['not_an_image']
    const n = Number(upload.dataset['next'])
    const view = `picture-${image.slice(-16)}`
    // The same photograph is the same view: chosen again, it is shown where it stands.
    const known = document.getElementById(`picture-${view}`)
    if (known !== null) {
      known.scrollIntoView()
      return undefined
    }
    // What is written on the whole was known before its picture came: this is the picture of it.
    const blank = form.querySelector<HTMLInputElement>('[data-blank]')
    if (blank === null) {
      addHidden(form, `pictures.${n}.id`, view)
      addHidden(form, `pictures.${n}.image`, image)
    } else blank.value = image
    const shownAt = upload.dataset['shownAt']
    if (!(await savedAtLast(save))) form.requestSubmit()
    // Of a long document it stands behind the others, on a part of its own.
    else if (shownAt === undefined) location.reload()
    else location.search = shownAt
    return undefined
  })
}

/** Says beside a field whether there is a view of its number, as the page does when it is sent. */
function tellNumber(field: HTMLInputElement): void {
  const isKnown = field.checkValidity()
  if (isKnown) field.removeAttribute('aria-invalid')
  else field.setAttribute('aria-invalid', 'true')
  const told = document.getElementById(field.getAttribute('aria-describedby')!)
  if (told !== null) told.hidden = isKnown
}
