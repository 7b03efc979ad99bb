import { openTillLine, type TillNews } from './till-line.ts'
import { startSound } from './till-sound.ts'

/**
 * Keeps a till current, shows and sounds what arrived. The hub tells it; while it does not (no line, or a hub that tells
 * nothing) the till asks more than once a second with If-None-Match. After an interruption all that came meanwhile is told
 * or asked for, so that nothing is missing and nothing stands there twice.
 */
type Payment = TillNews['payments'][number]
type Totals = { todayYen: number | null; count: number | null }
type Answer = Omit<TillNews, 'refunded' | keyof Totals> & Totals & { cursor: string }

/** How many of the newest are asked for each time, and how many at once of those that were missed. */
const newestMost = 30
const missedMost = 200

const till = document.querySelector<HTMLElement>('[data-till]')
if (till) startTill(till)

function startTill(root: HTMLElement): void {
  const part = <E extends HTMLElement>(name: string) => root.querySelector<E>(`[data-${name}]`)!
  const words = root.dataset as {
    merchant: string
    yen: string
    arrived: string
    many: string
    given: string
    path: string
    lang: string
    cursor: string
  }
  const yen = (pattern: string, amount: number) =>
    pattern.replace('%', new Intl.NumberFormat(words.lang).format(amount))
  const seen = new Set(
    Array.from(root.querySelectorAll<HTMLElement>('[data-payment]'), (row) => row.dataset['payment']),
  )
  const chime = startSound(part('sound'), part('sound-waits'))
  let tag = ''
  let { cursor } = words
  let quietUntil = 0
  let askedAt = 0
  let toldCount = 0

  const row = (payment: Payment): HTMLElement => {
    const made = part<HTMLTemplateElement>('mould')
      .content.querySelector('li')!
      .cloneNode(true) as HTMLElement
    const cell = (name: string) => made.querySelector<HTMLElement>(`[data-${name}]`)!
    made.dataset['payment'] = payment.paymentId
    cell('time').textContent = clock(payment.paidAt)
    cell('amount').textContent = yen(words.yen, payment.amountYen)
    cell('spoken').textContent = ` ${yen(words.yen, payment.amountYen)}`
    cell('link').setAttribute('href', words.path + payment.paymentId)
    return made
  }

  const showBack = ({ paymentId, refundedYen }: TillNews['refunded'][number]): void => {
    const state = root.querySelector(`[data-payment="${paymentId}"] [data-state]`)
    if (state) state.textContent = yen(words.given, refundedYen)
  }

  const showTotals = ({ todayYen, count }: Totals): void => {
    // To this clerk the shop does not show what it takes.
    if (todayYen === null || count === null) return
    part('today').textContent = yen(words.yen, todayYen)
    part('count').textContent = part('count').dataset['pattern']!.replace('%', String(count))
  }

  /** The newest first. */
  const show = (payments: readonly Payment[]): void => {
    const arrived = payments.filter((payment) => !seen.has(payment.paymentId)).toReversed()
    for (const payment of arrived) {
      seen.add(payment.paymentId)
      part('rows').prepend(row(payment))
    }
    payments.filter(({ refundedYen }) => refundedYen > 0).forEach(showBack)
    if (arrived.length === 0) return
    part('empty').hidden = true
    const arrivedYen = arrived.reduce((sum, payment) => sum + payment.amountYen, 0)
    const what = arrived.length === 1 ? words.arrived : words.many.replace('%', String(arrived.length))
    announce(part('sign'), yen(words.yen, arrivedYen), what)
    chime()
  }

  const fetchPayments = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`/api/merchants/${words.merchant}/payments?${query}`, { headers, cache: 'no-store' })

  /** Everything that came after the last payment that is known, the newest first. */
  const missed = async (): Promise<Payment[]> => {
    const all: Payment[] = []
    for (let since: string | undefined = cursor; since !== undefined;) {
      const answer = await fetchPayments(`limit=${missedMost}&since=${since}`)
      if (!answer.ok) throw new Error(`the till was answered ${answer.status}`)
      const page = (await answer.json()) as Answer
      all.push(...page.payments)
      since = page.payments.length < missedMost ? undefined : page.cursor
    }
    return all.toReversed()
  }

  const ask = async (): Promise<void> => {
    if (Date.now() < quietUntil) return
    askedAt = Date.now()
    const toldBefore = toldCount
    try {
      const answer = await fetchPayments(`limit=${newestMost}`, tag === '' ? {} : { 'if-none-match': tag })
      if (answer.status === 429) quietUntil = Date.now() + 10_000
      if (answer.ok) {
        const news = (await answer.json()) as Answer
        const { payments } = news
        const isGap =
          payments.length === newestMost && payments.every(({ paymentId }) => !seen.has(paymentId))
        show(isGap ? await missed() : payments)
        // What was told meanwhile is newer.
        if (toldCount === toldBefore) showTotals(news)
        // Only now: what could not be shown is asked for again.
        tag = answer.headers.get('etag') ?? ''
        cursor = news.cursor
      }
      part('offline').hidden = answer.ok || answer.status === 304
    } catch {
      part('offline').hidden = false
    }
  }

  const line = openTillLine(() => `/api/merchants/${words.merchant}/payments/told?since=${cursor}`, {
    // What went back while there was no line is only known by asking once.
    opened: () => void ask(),
    told: (news, position) => {
      toldCount += 1
      showTotals(news)
      show(news.payments.toReversed())
      news.refunded.forEach(showBack)
      cursor = position
      part('offline').hidden = true
    },
  })

  let timer: ReturnType<typeof setTimeout> | undefined
  const turn = async (): Promise<void> => {
    // With a line, too, now and then: a day ends without a payment.
    if (!line.isOpen() || Date.now() - askedAt > 30_000) await ask()
    // A till that nobody looks at asks seldom; the sound still comes.
    timer = setTimeout(() => void turn(), document.hidden ? 5_000 : 600)
  }
  // Who takes the till up again sees what is new at once.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || timer === undefined) return
    clearTimeout(timer)
    timer = undefined
    void turn()
  })

  part('live').hidden = false
  void turn()
}

/** HH:MM in Japan, wherever the till stands. */
const clock = (at: number): string =>
  new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', hour: 'numeric', minute: '2-digit' }).format(at)

let signTimer: ReturnType<typeof setTimeout> | undefined

function announce(sign: HTMLElement, amount: string, what: string): void {
  clearTimeout(signTimer)
  const shown = document.createElement('p')
  shown.className = 'paid'
  const digits = document.createElement('span')
  digits.className = 'digits'
  digits.textContent = amount
  const word = document.createElement('span')
  word.className = 'what'
  word.textContent = what
  shown.append(digits, word)
  sign.replaceChildren(shown)
  signTimer = setTimeout(() => sign.replaceChildren(), 12_000)
}
