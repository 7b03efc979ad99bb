import { forgetUnsent, knownUnsent, sendPayment } from './unsent.ts'

/** In the purse: tells of a payment whose answer never came, and lets it be sent again or dropped. */
const notice = document.querySelector<HTMLElement>('[data-unsent]')
const unsent = knownUnsent()
if (notice && unsent) show(notice, unsent)

function show(root: HTMLElement, payment: NonNullable<typeof unsent>): void {
  const { locale = 'ja', receipts = '', text = '', sending = '', offline = '' } = root.dataset
  const part = (name: string) => root.querySelector<HTMLElement>(`[data-unsent-${name}]`)!
  const amount = new Intl.NumberFormat(document.documentElement.lang).format(payment.amountYen)
  part('text').textContent = text.replace('{shop}', payment.shop).replace('{amount}', amount)
  root.hidden = false
  part('forget').addEventListener('click', () => {
    forgetUnsent()
    root.hidden = true
  })
  const again = async (): Promise<void> => {
    part('state').textContent = sending
    const sent = await sendPayment(payment, locale)
    if (sent.kind === 'unknown') {
      part('state').textContent = offline
      return
    }
    forgetUnsent()
    if (sent.kind === 'paid') location.assign(receipts + sent.paymentId)
    else part('state').textContent = sent.problem.title
  }
  part('again').addEventListener('click', () => void again())
}
