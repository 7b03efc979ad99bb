/** Looks how far an import of a partner is, without being asked; when something is new its page is shown again. */
const section = document.querySelector<HTMLElement>('[data-partner-import]')
if (section) follow(section.dataset['partnerImport'] ?? '')

/** Between two looks. */
const pauseMs = 1_000

type Told = { readonly state: string; readonly readCount: number; readonly foundCount: number }

function follow(id: string): void {
  let before: string | undefined
  async function look(): Promise<void> {
    const answer = await fetch(`/api/museum/partner-imports/${id}`).catch(() => undefined)
    if (answer?.ok === true) {
      const { state, readCount, foundCount } = (await answer.json()) as Told
      const now = [state, readCount, foundCount].join(' ')
      before ??= now
      if (now !== before || !['walking', 'running'].includes(state)) return location.reload()
    }
    setTimeout(() => void look(), pauseMs)
  }
  void look()
}
