import { html } from 'hono/html'
import { wordsFor } from '../../platform/words.ts'
import type { SessionObject } from './objects.ts'

/** The languages in which the pages exist, with the tags that pages carry. */
const langs = { ja: 'ja', en: 'en', 'zh-hant': 'zh-Hant' } as const
export type PageLocale = keyof typeof langs

/** The language of a page, as the processor names it; every other one of the hub reads English. */
export function pageLocale(session: Pick<SessionObject, 'locale'> | undefined): PageLocale {
  const asked = session?.locale ?? 'ja'
  if (asked === 'ja' || asked === 'auto') return 'ja'
  return asked === 'zh-TW' ? 'zh-hant' : 'en'
}

export type Content = ReturnType<typeof html>

/** Address under which the stand-in's pages stand. */
export const mount = '/demonstration/stripe'

/** The amount as it is read. */
export const yen = (session: SessionObject) => (session.amount_total ?? 0).toLocaleString('en')

/** A page of practice. */
export function frame(locale: PageLocale, title: string, content: Content): Content {
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

/** A page on which somebody pays: to whom and how much above, the way back below. */
export function payFrame(session: SessionObject, title: string, content: Content): Content {
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  return frame(
    locale,
    title,
    html`<div>
        <h1>${title}</h1>
        <p class="to">${t('standin:pay.to')}</p>
        <p class="amount">${t('standin:pay.amount', { amount: yen(session) })}</p>
      </div>
      ${content}
      ${session.cancel_url === null ? '' : html`<p><a href="${session.cancel_url}">${t('standin:pay.cancel')}</a></p>`}`,
  )
}

/** A page on which somebody approves or refuses, and what it stands for here. */
export function approvalFrame(session: SessionObject, title: string, explanation: string): Content {
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  return frame(
    locale,
    title,
    html`<div>
        <h1>${title}</h1>
        <p>${t('standin:challenge.text', { amount: yen(session) })}</p>
        <p class="help">${explanation}</p>
      </div>
      <form method="post" action="${mount}/challenge/${session.id}">
        <button name="answer" value="approve">${t('standin:challenge.approve')}</button>
        <button class="quiet" name="answer" value="refuse">${t('standin:challenge.refuse')}</button>
      </form>`,
  )
}

/** Why the last try was not taken. */
export function problem(locale: PageLocale, refusal: string, again = 'standin:pay.again'): Content {
  const t = wordsFor(locale)
  if (refusal === 'busy') return html`<p class="bad" role="alert">${t('standin:busy')}</p>`
  return html`<p class="bad" role="alert">
    ${t([`standin:declines.${refusal}`, 'standin:declines.generic_decline'])}
    <span>${t(again)}</span>
  </p>`
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
