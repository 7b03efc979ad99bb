/** Tells how far a running import is, without being asked; when it stands still or is done, its page says more. */
const section = document.querySelector<HTMLElement>('[data-running]')
if (section) follow(section)

/** Between two looks. */
const pauseMs = 1_000

function follow(section: HTMLElement): void {
  const { running = '', done = '' } = section.dataset
  const progress = section.querySelector('progress')!
  const told = section.querySelector('[data-told]')!

  async function look(): Promise<void> {
    const answer = await fetch(`/api/museum/imports/${running}`).catch(() => undefined)
    if (answer?.ok === true) {
      const { state, doneCount } = (await answer.json()) as { state: string; doneCount: number }
      if (state !== 'running') return location.reload()
      progress.value = doneCount
      told.textContent = done.replace('%', String(doneCount))
    }
    setTimeout(() => void look(), pauseMs)
  }
  setTimeout(() => void look(), pauseMs)
}
