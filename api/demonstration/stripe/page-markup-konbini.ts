import { html } from 'hono/html'
import { wordsFor } from '../../platform/words.ts'
import { voucherOf } from './machine-konbini.ts'
import type { Checkout } from './objects.ts'
import { frame, mount, pageLocale, payFrame, problem, yen } from './page-frame.ts'
import type { Content, PageLocale } from './page-frame.ts'

/** A person and a mailbox that are nobody's: practice asks for no real ones. */
const inventedEmail = 'hanako@example.com'

/** Where the payer asks for the codes to pay with. */
export function storePage({ session }: Checkout, refusal: string | null): Content {
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  return payFrame(
    session,
    t('standin:store.title'),
    html`${refusal === null ? '' : problem(locale, refusal, 'standin:store.again')}
      <form method="post" action="${mount}/pay/${session.id}">
        <div>
          <label class="name" for="email">${t('standin:store.email')}</label>
          <input
            type="text"
            inputmode="email"
            id="email"
            name="email"
            value="${inventedEmail}"
            maxlength="80"
            autocomplete="off"
            aria-describedby="email-help"
          />
          <p class="help" id="email-help">${t('standin:store.email_help')}</p>
        </div>
        <div>
          <label class="name" for="phone">${t('standin:store.phone')}</label>
          <input
            type="text"
            inputmode="tel"
            id="phone"
            name="phone"
            maxlength="13"
            autocomplete="off"
            aria-describedby="phone-help"
          />
          <p class="help" id="phone-help">${t('standin:store.phone_help')}</p>
        </div>
        <button>${t('standin:store.submit')}</button>
      </form>`,
  )
}

/** The codes for the store, and for practice the store itself. */
export function voucherPage(checkout: Checkout, back: string): Content {
  const { session } = checkout
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  const voucher = voucherOf(checkout)
  const state = voucher ? 'waiting' : session.payment_status === 'paid' ? 'paid' : 'ended'
  const title = t(`standin:voucher.${state}`)
  return frame(
    locale,
    title,
    html`<div>
        <h1>${title}</h1>
        <p class="amount">${t('standin:pay.amount', { amount: yen(session) })}</p>
        ${voucher ? html`<p>${t('standin:voucher.until', { until: until(voucher.expires_at, locale) })}</p>` : ''}
      </div>
      ${voucher ? codes(voucher.stores, locale) : ''} ${voucher ? practice(session.id, locale) : ''}
      <p><a href="${back}">${t('standin:closed.back')}</a></p>`,
  )
}

type Stores = NonNullable<ReturnType<typeof voucherOf>>['stores']

function codes(stores: Stores, locale: PageLocale): Content {
  const t = wordsFor(locale)
  return html`<dl class="codes">
    ${(['familymart', 'lawson', 'ministop', 'seicomart'] as const).map(
      (store) =>
        html`<div>
          <dt>${t(`standin:stores.${store}`)}</dt>
          <dd>${t('standin:voucher.code')} <strong>${stores[store]?.payment_code}</strong></dd>
          <dd>${t('standin:voucher.number')} <strong>${stores[store]?.confirmation_number}</strong></dd>
        </div>`,
    )}
  </dl>`
}

function practice(sessionId: string, locale: PageLocale): Content {
  const t = wordsFor(locale)
  return html`<form method="post" action="${mount}/voucher/${sessionId}">
    <p class="help">${t('standin:voucher.practice')}</p>
    <button name="act" value="pay">${t('standin:voucher.pay')}</button>
    <button class="quiet" name="act" value="end">${t('standin:voucher.end')}</button>
  </form>`
}

const langs = { ja: 'ja-JP', en: 'en-GB', 'zh-hant': 'zh-Hant' } as const

const until = (seconds: number, locale: PageLocale): string =>
  new Intl.DateTimeFormat(langs[locale], {
    dateStyle: 'long',
    timeStyle: 'medium',
    timeZone: 'Asia/Tokyo',
  }).format(seconds * 1000)
