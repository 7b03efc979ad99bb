/** Shows in a list of checks which of them are met now. */
export function showChecks(
  list: HTMLElement,
  checks: readonly { readonly name: string; readonly isMet: boolean }[],
): void {
  for (const { name, isMet } of checks) {
    const row = list.querySelector<HTMLElement>(`[data-check="${name}"]`)
    row?.toggleAttribute('data-is-met', isMet)
    const state = row?.querySelector('[data-state]')
    if (state) state.textContent = list.dataset[isMet ? 'met' : 'missing'] ?? ''
  }
}
