import type { StoryDraft } from '../../../api/museum/story-draft.ts'
import { rowField, storyIn } from '../../lib/story-form.ts'
import { startPart } from './part-drawing.ts'
import { savedAtLast, startSaving } from './saving.ts'
import { startSending } from './sending.ts'
import { showChecks } from './shown-checks.ts'

/**
 * Saves a story by itself, and lets the part of a picture be drawn by pointer and keys. Without it the form is sent by its
 * buttons, and parts are written as numbers.
 */
type Saved = {
  readonly revision: number
  readonly quality: {
    readonly checks: readonly {
      readonly name: string
      readonly isMet: boolean
      readonly rows: readonly string[]
    }[]
  }
}

const form = document.querySelector<HTMLFormElement>('[data-story-desk]')
if (form) start(form)

function start(form: HTMLFormElement): void {
  const list = form.querySelector<HTMLElement>('[data-checklist]')!
  const save = startSaving<StoryDraft, Saved>(form, {
    path: '/api/museum/story-drafts',
    draftIn: storyIn,
    saved: ({ quality: { checks } }) => {
      showChecks(list, checks)
      for (const { name, rows } of checks) showPlaces(list, name, rows)
    },
  })
  for (const part of form.querySelectorAll<HTMLElement>('[data-part]')) startPart(part)
  for (const upload of form.querySelectorAll<HTMLElement>('[data-upload]')) startSound(form, upload, save)
}

/** Sends a sound; the page is made anew with it. */
function startSound(form: HTMLFormElement, upload: HTMLElement, save: () => Promise<boolean>): void {
  const { institution = '' } = form.dataset
  const row = upload.closest<HTMLElement>('.story-row')!
  startSending(upload, institution, async (sound) => {
    const heard = await fetch(`/api/museum/studio/sounds/${institution}/${sound}`, { method: 'HEAD' })
    if (heard.status === 404) return upload.dataset['notASound']
    const field = form.elements.namedItem(rowField(row.id, 'sound')) as HTMLInputElement
    field.value = sound
    location.hash = row.id
    if (await savedAtLast(save)) location.reload()
    else form.requestSubmit()
    return undefined
  })
}

/** Where something is missing, as links to the scenes. One that was there stays: somebody may stand on it. */
function showPlaces(list: HTMLElement, name: string, rows: readonly string[]): void {
  const places = list.querySelector(`[data-check="${name}"] [data-rows]`)
  if (places === null) return
  const there = new Map([...places.querySelectorAll('a')].map((link) => [link.hash.slice(1), link]))
  for (const [id, link] of there) if (!rows.includes(id)) link.remove()
  for (const id of rows) {
    const heading = document.getElementById(id)?.querySelector('h3')
    if (!heading || there.has(id)) continue
    const link = document.createElement('a')
    Object.assign(link, { href: `#${id}`, textContent: heading.textContent })
    places.append(link, ' ')
  }
}

for (const root of document.querySelectorAll<HTMLElement>('[data-copied-from]')) {
  const field = root.querySelector('textarea')!
  const said = root.querySelector<HTMLElement>('[data-copied]')!
  root.querySelector<HTMLElement>('[data-copy-actions]')!.hidden = false
  root.querySelector('[data-copy]')!.addEventListener('click', () => {
    field.select()
    // Where the browser lets no page copy, it is marked for who copies by hand.
    const copied = navigator.clipboard?.writeText(field.value) ?? Promise.reject(new Error('no clipboard'))
    void copied.then(
      () => (said.textContent = said.dataset['words'] ?? ''),
      () => (said.textContent = said.dataset['byHand'] ?? ''),
    )
  })
}
