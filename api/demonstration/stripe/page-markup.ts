import { html } from 'hono/html'
import { wordsFor } from '../../platform/words.ts'
import type { Checkout, SessionObject } from './objects.ts'
import { testCards } from './test-cards.ts'

/** The languages in which the pages exist, with the tags that pages carry. */
const langs = { ja: 'ja', en: 'en', 'zh-hant': 'zh-Hant' } as const
type PageLocale = keyof typeof langs

/** As the processor names languages; every other one of the hub reads English. */
function pageLocale(session: Pick<SessionObject, 'locale'> | undefined): PageLocale {
  const asked = session?.locale ?? 'ja'
  if (asked === 'ja' || asked === 'auto') return 'ja'
  return asked === 'zh-TW' ? 'zh-hant' : 'en'
}

type Content = ReturnType<typeof html>

/** Address under which the stand-in's pages stand. */
export const mount = '/demonstration/stripe'

const yen = (session: SessionObject) => (session.amount_total ?? 0).toLocaleString('en')

function frame(locale: PageLocale, title: string, content: Content): Content {
  const t = wordsFor(locale)
  return html`<!doctype html>
    <html lang="${langs[locale]}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <link rel="stylesheet" href="${mount}/style.css" />
      </head>
      <body>
        <aside class="practice" aria-label="${t('standin:notice.title')}">
          <strong>${t('standin:notice.title')}</strong> ${t('standin:notice.text')}
        </aside>
        <main>${content}</main>
      </body>
    </html>`
}

/** The payment page. `refusal` is the word for why the last card was not taken. */
export function payPage({ session }: Checkout, refusal: string | null): Content {
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  const amount = yen(session)
  const title = t('standin:pay.title')
  return frame(
    locale,
    title,
    html`<div>
        <h1>${title}</h1>
        <p class="to">${t('standin:pay.to')}</p>
        <p class="amount">${t('standin:pay.amount', { amount })}</p>
      </div>
      ${refusal === null ? '' : problem(locale, refusal)}
      <form method="post" action="${mount}/pay/${session.id}">
        <fieldset>
          <legend>${t('standin:pay.choose')}</legend>
          ${testCards.map((card, index) => cardChoice(locale, card, index === 0))}
        </fieldset>
        <details>
          <summary>${t('standin:pay.other')}</summary>
          <label class="name" for="typed">${t('standin:pay.number')}</label>
          <input
            type="text"
            id="typed"
            name="typed"
            inputmode="numeric"
            maxlength="40"
            autocomplete="off"
            aria-describedby="typed-help"
          />
          <p class="help" id="typed-help">${t('standin:pay.number_help')}</p>
        </details>
        <button>${t('standin:pay.submit', { amount })}</button>
      </form>
      ${session.cancel_url === null ? '' : html`<p><a href="${session.cancel_url}">${t('standin:pay.cancel')}</a></p>`}`,
  )
}

const cardChoice = (locale: PageLocale, card: (typeof testCards)[number], isFirst: boolean): Content =>
  html`<label class="card">
    <input type="radio" name="card" value="${card.number}" ${isFirst ? html`checked` : ''} />
    <span>${wordsFor(locale)(`standin:cards.${card.name}`)}</span>
    <small>${card.number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}</small>
  </label>`

function problem(locale: PageLocale, refusal: string): Content {
  const t = wordsFor(locale)
  if (refusal === 'busy') return html`<p class="bad" role="alert">${t('standin:busy')}</p>`
  return html`<p class="bad" role="alert">
    ${t([`standin:declines.${refusal}`, 'standin:declines.generic_decline'])}
    <span>${t('standin:pay.again')}</span>
  </p>`
}

/** Where the card's owner approves or refuses (3-D Secure). */
export function challengePage({ session }: Checkout): Content {
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  const title = t('standin:challenge.title')
  return frame(
    locale,
    title,
    html`<div>
        <h1>${title}</h1>
        <p>${t('standin:challenge.text', { amount: yen(session) })}</p>
        <p class="help">${t('standin:challenge.explain')}</p>
      </div>
      <form method="post" action="${mount}/challenge/${session.id}">
        <button name="answer" value="approve">${t('standin:challenge.approve')}</button>
        <button class="quiet" name="answer" value="refuse">${t('standin:challenge.refuse')}</button>
      </form>`,
  )
}

/** A page that can no longer be paid on. */
export function closedPage(session: SessionObject | undefined): Content {
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  const title = t('standin:closed.title')
  const back = session?.cancel_url ?? '/wallet'
  return frame(
    locale,
    title,
    html`<h1>${title}</h1>
      <p>${t(session === undefined ? 'standin:closed.unknown' : 'standin:closed.expired')}</p>
      <p><a href="${back}">${t('standin:closed.back')}</a></p>`,
  )
}
