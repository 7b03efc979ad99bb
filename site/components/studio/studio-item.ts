import { draftIn } from '../../lib/studio-form.ts'
import type { ItemDraft } from '../../../api/museum/item-draft.ts'
import { filesUnderWay, Refused, sendFile, type Telling } from './send-file.ts'
import { forget, keep, putBack } from './unsaved.ts'

/**
 * Saves what is typed by itself, keeps it on the device until it is saved, and sends pictures. Without it the form is sent by
 * its buttons.
 */
const form = document.querySelector<HTMLFormElement>('[data-studio]')
if (form) startStudio(form)

type Saved = {
  readonly revision: number
  readonly draft: ItemDraft
  readonly quality: {
    readonly score: number
    readonly checks: readonly { readonly name: string; readonly isMet: boolean }[]
  }
}

/** So long after the last key; and so long after a try that failed. */
const pauseMs = 1_200
const againMs = 5_000

function startStudio(form: HTMLFormElement): void {
  const { record = '', institution = '', locale = 'ja', ...words } = form.dataset
  const part = <E extends HTMLElement>(name: string) => form.querySelector<E>(`[${name}]`)!
  const revision = form.querySelector<HTMLInputElement>('input[name="revision"]')!
  const before = JSON.parse(part('data-draft').textContent ?? '{}') as ItemDraft
  let [timer, isSaving, isStopped, typedSince] = [0, false, words['between'] !== undefined, 0]

  const say = (text = ''): void => void (part('data-saving-state').textContent = text)

  async function save(): Promise<boolean> {
    if (isSaving || isStopped) return false
    isSaving = true
    const typed = typedSince
    say(words['saving'])
    try {
      const answer = await fetch(`/api/museum/drafts/${record}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'accept-language': locale },
        body: JSON.stringify({
          institution,
          revision: Number(revision.value),
          draft: draftIn(new FormData(form), before),
        }),
      })
      return told(answer, answer.ok ? ((await answer.json()) as Saved) : undefined, typed)
    } catch {
      say(words['kept'])
      later(againMs)
      return false
    } finally {
      isSaving = false
      if (typedSince !== typed && !isStopped) later(pauseMs)
    }
  }

  function told(answer: Response, saved: Saved | undefined, typed: number): boolean {
    if (saved !== undefined) {
      revision.value = String(saved.revision)
      showQuality(saved.quality)
      if (typedSince === typed) forget(record)
      say(
        words['saved']?.replace(
          '%',
          new Date().toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' }),
        ),
      )
      return true
    }
    if (answer.status === 409) {
      // Somebody saved meanwhile: the page shows both texts, when it is sent by its button.
      isStopped = true
      say(words['changed'])
    } else {
      say(words['kept'])
      if (answer.status >= 500) later(againMs)
    }
    return false
  }

  function showQuality({ score, checks }: Saved['quality']): void {
    const list = part('data-checklist')
    part('data-score').textContent = String(score)
    for (const { name, isMet } of checks) {
      const row = list.querySelector<HTMLElement>(`[data-check="${name}"]`)
      row?.toggleAttribute('data-is-met', isMet)
      const state = row?.querySelector('[data-state]')
      if (state) state.textContent = list.dataset[isMet ? 'met' : 'missing'] ?? ''
    }
  }

  function later(ms: number): void {
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), ms)
  }

  form.addEventListener('input', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-upload]')) return
    typedSince += 1
    keep(record, form, Number(revision.value))
    if (!isStopped) later(pauseMs)
  })
  form.addEventListener('submit', (event) => {
    if (isSaving) {
      // What is being saved is this very text: sent beside it, it would seem to be somebody else's.
      event.preventDefault()
      setTimeout(() => form.requestSubmit(event.submitter), 100)
      return
    }
    isStopped = true
    clearTimeout(timer)
    forget(record)
  })
  addEventListener('online', () => later(0))

  const lastRevision = words['between'] === undefined ? putBack(record, form) : undefined
  if (lastRevision !== undefined) {
    revision.value = String(lastRevision)
    say(words['restored'])
    later(0)
  }
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

function addHidden(form: HTMLFormElement, name: string, value: string): void {
  const field = document.createElement('input')
  Object.assign(field, { type: 'hidden', name, value })
  form.append(field)
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
