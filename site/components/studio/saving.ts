import { forget, keep, putBack } from './unsaved.ts'

export type SavingParts<Draft, Saved extends { readonly revision: number }> = {
  /** Where texts are saved, without their record. */
  readonly path: string
  /** What the form says, on the text that the page was made with. */
  readonly draftIn: (form: FormData, before: Draft) => Draft
  /** The hub has it: what the page shows of it. */
  readonly saved: (saved: Saved) => void
}

/** So long after a try that failed. */
const againMs = 5_000
/**
 * So long after the last key. Each save is kept whole: a book of a thousand pages is saved more rarely than a basket; until
 * then the device has what was typed.
 */
const pauseAfter = (text: string): number => Math.min(30_000, Math.max(1_200, (text.length - 30_000) / 10))

/** What is said of a text that the hub did not take, by the status of its answer. */
const unsaved: Readonly<Record<number, string>> = {
  401: 'signedOut',
  403: 'notYours',
  413: 'tooLong',
}

/** Saves what is typed by itself and keeps it on the device until it is saved; answers how to save at once. */
export function startSaving<Draft, Saved extends { readonly revision: number }>(
  form: HTMLFormElement,
  parts: SavingParts<Draft, Saved>,
): () => Promise<boolean> {
  const { record = '', institution = '', locale = 'ja', ...words } = form.dataset
  const part = <E extends HTMLElement>(name: string) => form.querySelector<E>(`[${name}]`)!
  const revision = form.querySelector<HTMLInputElement>('input[name="revision"]')!
  const made = part('data-draft').textContent ?? '{}'
  const before = JSON.parse(made) as Draft
  const pauseMs = pauseAfter(made)
  let [timer, isSaving, isStopped, typedSince] = [0, false, words['between'] !== undefined, 0]
  let [isAsked, isLeaving] = [false, false]

  const say = (text = ''): void => void (part('data-saving-state').textContent = text)

  /** How the hub answered; 0: not at all, or it is not asked now. */
  async function attempt(): Promise<number> {
    if (isSaving || isStopped) return 0
    isSaving = true
    const typed = typedSince
    say(words['saving'])
    try {
      const answer = await fetch(`${parts.path}/${record}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', 'accept-language': locale },
        body: JSON.stringify({
          institution,
          revision: Number(revision.value),
          draft: parts.draftIn(new FormData(form), before),
        }),
      })
      told(answer, answer.ok ? ((await answer.json()) as Saved) : undefined, typed)
      return answer.status
    } catch {
      say(words['kept'])
      later(againMs)
      return 0
    } finally {
      isSaving = false
      if (typedSince !== typed && !isStopped) later(pauseMs)
    }
  }

  const save = async (): Promise<boolean> => (await attempt()) === 200

  function told(answer: Response, saved: Saved | undefined, typed: number): void {
    if (saved !== undefined) {
      revision.value = String(saved.revision)
      // An earlier text is put back on what this page saved, too; on nobody else's save.
      for (const field of document.querySelectorAll<HTMLInputElement>('[data-history] [name="revision"]'))
        field.value = revision.value
      parts.saved(saved)
      if (typedSince === typed) forget(record)
      say(
        words['saved']?.replace(
          '%',
          new Date().toLocaleTimeString(locale, { hour: '2-digit', minute: '2-digit' }),
        ),
      )
    } else if (answer.status === 409) {
      // Somebody saved meanwhile: the page shows both texts, when it is sent by its button.
      isStopped = true
      say(words['changed'])
    } else {
      // A line that comes back helps nobody who has to sign in, or may not save here any more.
      say(words[unsaved[answer.status] ?? 'kept'])
      if (answer.status >= 500) later(againMs)
    }
  }

  /** Waits for a save that is under way. */
  async function quiet(): Promise<void> {
    if (!isSaving) return
    await new Promise((resolve) => setTimeout(resolve, 100))
    await quiet()
  }

  /** Whether the hub is there to take the form, with what it says of the text. */
  async function answered(): Promise<number> {
    // What is being saved is this very text: sent beside it, it would seem to be somebody else's.
    await quiet()
    if (!isStopped) return attempt()
    return fetch(`${parts.path}/${record}`).then(
      ({ status }) => status,
      () => 0,
    )
  }

  /** Without a line a browser shows a page of its own in the place of what was typed: the form goes when somebody takes it. */
  async function sendOnceReached(submitter: HTMLElement | null): Promise<void> {
    const status = await answered()
    if (status === 0 || status === 413 || status === 429 || status >= 500) {
      keep(record, form, Number(revision.value))
      return say(words[unsaved[status] ?? 'kept'])
    }
    ;[isStopped, isLeaving] = [true, true]
    clearTimeout(timer)
    // Whose session is over finds the text here after signing in; every other page that follows has it.
    if (status === 401 || status === 403) keep(record, form, Number(revision.value))
    else forget(record)
    form.requestSubmit(submitter)
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
    if (isLeaving) return
    event.preventDefault()
    if (isAsked) return
    isAsked = true
    void sendOnceReached(event.submitter).finally(() => (isAsked = false))
  })
  addEventListener('online', () => later(0))

  const lastRevision = words['between'] === undefined ? putBack(record, form) : undefined
  if (lastRevision !== undefined) {
    revision.value = String(lastRevision)
    say(words['restored'])
    later(0)
  }
  return save
}

/** A save that is under way is waited for. */
export async function savedAtLast(save: () => Promise<boolean>): Promise<boolean> {
  for (let tries = 0; tries < 20; tries++) {
    if (await save()) return true
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
  return false
}
