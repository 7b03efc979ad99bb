/** Asks the service worker to keep what this page needs without signal, and says whether it did. */
export async function keepForOffline(status: HTMLElement): Promise<void> {
  const { keep = '[]', saving = '', kept = '', failed = '' } = status.dataset
  // A page that the worker showed from what it keeps is kept already.
  if (!('serviceWorker' in navigator) || document.querySelector('[data-from-store]')) return
  try {
    status.textContent = saving
    await navigator.serviceWorker.register('/service-worker.js')
    const { active } = await navigator.serviceWorker.ready
    const done = await new Promise<boolean>((resolve) => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', ({ data }) => resolve(data === true))
      port1.start()
      active?.postMessage({ keep: JSON.parse(keep) as string[] }, [port2])
    })
    status.textContent = done ? kept : failed
    status.dataset['done'] = String(done)
  } catch {
    status.textContent = failed
  }
}
