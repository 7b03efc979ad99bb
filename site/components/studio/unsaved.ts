/** What was typed and is not on the hub yet: kept on this device, so that nothing is lost with a page or a line. */
type Kept = { readonly revision: number; readonly entries: readonly (readonly [string, string])[] }

const keyOf = (record: string): string => `studio-unsaved-${record}`

/** A device that keeps nothing (a private window) saves on the hub all the same. */
function carefully<T>(use: () => T): T | undefined {
  try {
    return use()
  } catch {
    return undefined
  }
}

export const keep = (record: string, form: HTMLFormElement, revision: number): void => {
  const entries = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && name !== 'revision' ? [[name, value] as const] : [],
  )
  carefully(() => localStorage.setItem(keyOf(record), JSON.stringify({ revision, entries } satisfies Kept)))
}

export const forget = (record: string): void => {
  carefully(() => localStorage.removeItem(keyOf(record)))
}

/** Puts back what was typed here and never saved; answers the revision that it was typed on. */
export function putBack(record: string, form: HTMLFormElement): number | undefined {
  const kept = carefully(() => JSON.parse(localStorage.getItem(keyOf(record)) ?? 'null') as Kept | null)
  if (!kept) return undefined
  const isPart = form.elements.namedItem('pictures.part') !== null
  for (const [name, value] of kept.entries) {
    const field = form.elements.namedItem(name)
    if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true
    else if (
      field instanceof HTMLInputElement ||
      field instanceof HTMLTextAreaElement ||
      field instanceof HTMLSelectElement
    )
      field.value = value
    // A row that somebody took out meanwhile, or a view on another part of a long document: what was written in it is sent
    // all the same, and both are shown.
    else if (field === null && (name.startsWith('rows.') || (isPart && name.startsWith('pictures.'))))
      addHidden(form, name, value)
  }
  // Of a box that was not ticked a form says nothing; only where it was asked for, it is a box that was taken off.
  const names = new Set(kept.entries.map(([name]) => name))
  for (const box of form.querySelectorAll<HTMLInputElement>('input[data-asked]'))
    if (names.has(box.dataset['asked'] ?? '')) box.checked = names.has(box.name)
  return kept.revision
}

/** Another field of a form, that nobody sees. */
export function addHidden(form: HTMLFormElement, name: string, value: string): void {
  const field = document.createElement('input')
  Object.assign(field, { type: 'hidden', name, value })
  form.append(field)
}
