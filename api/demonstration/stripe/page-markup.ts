import { html } from 'hono/html'
import { wordsFor } from '../../platform/words.ts'
import type { Checkout } from './objects.ts'
import { approvalFrame, mount, pageLocale, payFrame, problem, yen } from './page-frame.ts'
import type { Content, PageLocale } from './page-frame.ts'
import { testCards } from './test-cards.ts'

/** The payment page. `refusal` is the word for why the last try was not taken. */
export function payPage(checkout: Checkout, refusal: string | null): Content {
  return checkout.session.payment_method_types[0] === 'paypay'
    ? toPayPayPage(checkout, refusal)
    : cardPage(checkout, refusal)
}

function cardPage({ session }: Checkout, refusal: string | null): Content {
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  const amount = yen(session)
  const title = t('standin:pay.title')
  return payFrame(
    session,
    title,
    html`${refusal === null ? '' : problem(locale, refusal)}
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
      </form>`,
  )
}

const cardChoice = (locale: PageLocale, card: (typeof testCards)[number], isFirst: boolean): Content =>
  html`<label class="card">
    <input type="radio" name="card" value="${card.number}" ${isFirst ? html`checked` : ''} />
    <span>${wordsFor(locale)(`standin:cards.${card.name}`)}</span>
    <small>${card.number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}</small>
  </label>`

/** Where the card's owner approves or refuses (3-D Secure). */
export function challengePage({ session }: Checkout): Content {
  const t = wordsFor(pageLocale(session))
  return approvalFrame(session, t('standin:challenge.title'), t('standin:challenge.explain'))
}

/** Where the payer goes on to PayPay. */
function toPayPayPage({ session }: Checkout, refusal: string | null): Content {
  const locale = pageLocale(session)
  const t = wordsFor(locale)
  return payFrame(
    session,
    t('standin:paypay.title'),
    html`${refusal === null ? '' : problem(locale, refusal, 'standin:paypay.again')}
      <form method="post" action="${mount}/pay/${session.id}">
        <button>${t('standin:paypay.submit')}</button>
      </form>`,
  )
}

/** What PayPay's app would ask. */
export function paypayPage({ session }: Checkout): Content {
  const t = wordsFor(pageLocale(session))
  return approvalFrame(session, t('standin:paypay.app'), t('standin:paypay.explain'))
}
