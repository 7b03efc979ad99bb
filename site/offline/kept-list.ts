/** The list of kept plans, as the page shows it: read from the store of this device, so that it needs no signal. */
import { ageInWords } from '../lib/age.ts'
import { isPast, keptAtHeader, plansStore } from './kept-page.ts'

type KeptPlan = {
  readonly url: string
  readonly name: string
  readonly keptAt: number
  readonly isPast: boolean
}

/** The name of a kept page: its title up to the name of the site. */
const nameOf = (html: string): string =>
  new DOMParser().parseFromString(html, 'text/html').title.split(' | ')[0] ?? ''

async function keptPlans(store: Cache): Promise<KeptPlan[]> {
  const pages = (await store.keys()).filter(({ url }) => new URL(url).pathname.endsWith('/plan/day'))
  const plans = pages.map(async ({ url }): Promise<KeptPlan | undefined> => {
    const page = await store.match(url)
    if (page === undefined) return undefined
    const date = new URL(url).searchParams.get('date')
    return {
      url,
      name: nameOf(await page.text()),
      keptAt: Number(page.headers.get(keptAtHeader)),
      isPast: isPast(date, Date.now()),
    }
  })
  const found = await Promise.all(plans)
  return found.filter((plan) => plan !== undefined).toSorted((a, b) => b.keptAt - a.keptAt)
}

/** Fills the list of the page; a plan can be taken off this device again. */
export async function showKeptPlans(): Promise<void> {
  const list = document.querySelector<HTMLElement>('#kept-plans')!
  const none = document.querySelector<HTMLElement>('#none-kept')!
  const store = 'caches' in globalThis ? await caches.open(plansStore) : undefined
  const plans = store === undefined ? [] : await keptPlans(store)
  list.replaceChildren(...plans.map((plan) => rowOf(plan, list, () => store!.delete(plan.url))))
  list.hidden = plans.length === 0
  none.hidden = plans.length > 0
}

function rowOf(plan: KeptPlan, list: HTMLElement, remove: () => Promise<boolean>): HTMLElement {
  const { lang = 'ja', age = '', past = '', remove: removeWord = '', removed = '' } = list.dataset
  const row = document.createElement('li')
  const link = document.createElement('a')
  link.className = 'name'
  link.href = plan.url
  link.textContent = plan.name
  const told = document.createElement('span')
  told.className = 'small muted'
  const written = age.replace('{{age}}', ageInWords(plan.keptAt, Date.now(), lang))
  told.textContent = plan.isPast ? `${written} · ${past}` : written
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'button quiet'
  const of = document.createElement('span')
  of.className = 'visually-hidden'
  of.textContent = ` (${plan.name})`
  button.append(removeWord, of)
  button.addEventListener('click', () => {
    void takeAway()
  })
  const takeAway = async (): Promise<void> => {
    await remove()
    await showKeptPlans()
    document.querySelector<HTMLElement>('#removed')!.textContent = removed.replace('{{name}}', plan.name)
    // The button that had the focus is gone.
    document.querySelector<HTMLElement>('main')!.focus()
  }
  row.append(link, told, button)
  return row
}
