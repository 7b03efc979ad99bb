import { draftIn } from '../../lib/studio-form.ts'
import type { ItemDraft } from '../../../api/museum/item-draft.ts'
import { filesUnderWay, Refused, sendFile, type Telling } from './send-file.ts'
import { startSaving } from './saving.ts'
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
  startSending(part('data-upload'), institution, async (image) => {
    const n = Number(part('data-upload').dataset['next'])
    const view = `picture-${image.slice(-16)}`
    // The same photograph is the same view: chosen again, it is shown where it stands.
    const known = document.getElementById(`picture-${view}`)
    if (known !== null) return known.scrollIntoView()
    addHidden(form, `pictures.${n}.id`, view)
    addHidden(form, `pictures.${n}.image`, image)
    if (await savedAtLast(save)) location.reload()
    else form.requestSubmit()
  })
}

/** A save that is under way is waited for. */
async function savedAtLast(save: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 20; tries++) {
    if (await save()) return true
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return false
}

function startSending(root: HTMLElement, institution: string, ready: (image: string) => Promise<void>): void {
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
    try {
      const keepsLocation = part<HTMLInputElement>('location').checked
      const upload = await sendFile(chosen, { institution, keepsLocation }, tell, sending.signal)
      if (upload.image === null) return end(`${words['refused'] ?? ''} ${faults[upload.fault ?? ''] ?? ''}`)
      await ready(upload.image)
      end(words['ready'] ?? '')
    } catch (error) {
      end(error instanceof Refused ? error.message : (words['again'] ?? '').replace('%', chosen.name))
    }
  }

  file.addEventListener('change', () => {
    const [chosen] = file.files ?? []
    if (chosen !== undefined) void send(chosen)
  })
  part('stop').addEventListener('click', () => sending.abort())
  void filesUnderWay(institution)
    .then((all) => all.filter(({ state }) => state === 'receiving'))
    .then((left) =>
      part('left').replaceChildren(
        ...left.map(({ name }) => {
          const row = document.createElement('li')
          row.textContent = (words['again'] ?? '').replace('%', name)
          return row
        }),
      ),
    )
    .catch(() => undefined)
}
