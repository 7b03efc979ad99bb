/**
 * Keeps a till current: asks more than once a second with If-None-Match, shows and sounds what arrived. After an
 * interruption it asks for all that came meanwhile, so that nothing is missing and nothing stands there twice.
 */
type Payment = { paymentId: string; amountYen: number; refundedYen: number; paidAt: number }
type Answer = { todayYen: number; count: number; payments: Payment[]; cursor: string | null }

/** How many of the newest are asked for each time, and how many at once of those that were missed. */
const newestMost = 30
const missedMost = 200
/** Where the payments of a shop that had none go on. */
const beginning = '0.00000000-0000-0000-0000-000000000000'

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
  let tag = ''
  let cursor = words.cursor || beginning
  let quietUntil = 0

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

  const show = (answer: Answer): void => {
    part('today').textContent = yen(words.yen, answer.todayYen)
    part('count').textContent = part('count').dataset['pattern']!.replace('%', String(answer.count))
    const arrived = answer.payments.filter((payment) => !seen.has(payment.paymentId)).toReversed()
    for (const payment of arrived) {
      seen.add(payment.paymentId)
      part('rows').prepend(row(payment))
    }
    for (const payment of answer.payments.filter(({ refundedYen }) => refundedYen > 0)) {
      const state = root.querySelector(`[data-payment="${payment.paymentId}"] [data-state]`)
      if (state) state.textContent = yen(words.given, payment.refundedYen)
    }
    if (arrived.length === 0) return
    part('empty').hidden = true
    const arrivedYen = arrived.reduce((sum, payment) => sum + payment.amountYen, 0)
    const what = arrived.length === 1 ? words.arrived : words.many.replace('%', String(arrived.length))
    announce(part('sign'), yen(words.yen, arrivedYen), what)
    if (part('sound').getAttribute('aria-pressed') === 'true') chime()
  }

  const fetchPayments = (query: string, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`/api/merchants/${words.merchant}/payments?${query}`, { headers, cache: 'no-store' })

  /** Everything that came after the last payment that is known, the newest first. */
  const missed = async (): Promise<Payment[]> => {
    const all: Payment[] = []
    for (let since: string | null = cursor; since !== null;) {
      const answer = await fetchPayments(`limit=${missedMost}&since=${since}`)
      if (!answer.ok) throw new Error(`the till was answered ${answer.status}`)
      const page = (await answer.json()) as Answer
      all.push(...page.payments)
      since = page.payments.length < missedMost ? null : page.cursor
    }
    return all.toReversed()
  }

  const ask = async (): Promise<void> => {
    if (Date.now() < quietUntil) return
    try {
      const answer = await fetchPayments(`limit=${newestMost}`, tag === '' ? {} : { 'if-none-match': tag })
      if (answer.status === 429) quietUntil = Date.now() + 10_000
      if (answer.ok) {
        const news = (await answer.json()) as Answer
        const { payments } = news
        const isGap =
          payments.length === newestMost && payments.every(({ paymentId }) => !seen.has(paymentId))
        show(isGap ? { ...news, payments: await missed() } : news)
        // Only now: what could not be shown is asked for again.
        tag = answer.headers.get('etag') ?? ''
        cursor = news.cursor ?? cursor
      }
      part('offline').hidden = answer.ok || answer.status === 304
    } catch {
      part('offline').hidden = false
    }
  }

  let timer: ReturnType<typeof setTimeout> | undefined
  const turn = async (): Promise<void> => {
    await ask()
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
  soundButton(part('sound'))
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

let sounds: AudioContext | undefined

/** Browsers let a page sound only after it was touched: the button is that touch. */
function soundButton(button: HTMLElement): void {
  const { on, off } = button.dataset as { on: string; off: string }
  button.hidden = false
  button.addEventListener('click', () => {
    const pressed = button.getAttribute('aria-pressed') !== 'true'
    button.setAttribute('aria-pressed', String(pressed))
    button.textContent = pressed ? off : on
    if (!pressed) return
    sounds ??= new AudioContext()
    void sounds.resume().then(chime)
  })
}

/** Two rising tones, like a small bell. */
function chime(): void {
  if (!sounds) return
  for (const [index, frequency] of [1047, 1568].entries()) {
    const tone = sounds.createOscillator()
    const loudness = sounds.createGain()
    const start = sounds.currentTime + index * 0.16
    tone.frequency.value = frequency
    loudness.gain.setValueAtTime(0.4, start)
    loudness.gain.exponentialRampToValueAtTime(0.001, start + 0.7)
    tone.connect(loudness).connect(sounds.destination)
    tone.start(start)
    tone.stop(start + 0.7)
  }
}
