/** Lets the service worker keep this page, and those of the railway opened after it, for use without signal. */
export async function keepVisited(): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  // What was opened before there was a worker went past it.
  const isFirst = navigator.serviceWorker.controller === null
  await navigator.serviceWorker.register('/service-worker.js')
  const { active } = await navigator.serviceWorker.ready
  if (isFirst) active?.postMessage({ visited: location.pathname + location.search }, [])
}
