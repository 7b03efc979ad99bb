/**
 * Tells the hub the furthest scene that somebody came to, once, as they leave the page or put it away. It is told of nobody: the
 * hub adds one to a sum of the day. Where no script runs nothing is told, and the look at the page counts all the same.
 */
for (const { dataset } of document.querySelectorAll<HTMLElement>('[data-counted]')) follow(dataset)

function follow({ counted, language }: DOMStringMap): void {
  const steps = [...document.querySelectorAll<HTMLElement>('.story-step')]
  let furthest = -1
  let isTold = false
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries)
        if (isIntersecting) furthest = Math.max(furthest, steps.indexOf(target as HTMLElement))
    },
    { rootMargin: '-45% 0px -45% 0px' },
  )
  for (const step of steps) seen.observe(step)
  document.addEventListener('visibilitychange', () => {
    const step = steps[furthest]
    if (document.visibilityState !== 'hidden' || step === undefined || isTold) return
    isTold = true
    const told = { story: counted, step: step.id, language }
    // Outlives the page; whether it arrives is of no matter to who reads.
    void fetch('/api/museum/looks/steps', {
      method: 'POST',
      keepalive: true,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(told),
    }).catch(() => undefined)
  })
}
