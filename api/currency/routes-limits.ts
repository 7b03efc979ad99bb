import { createRoute, z } from '@hono/zod-openapi'
import { answer } from '../platform/http/answers.ts'
import type { Guard } from '../platform/http/guard.ts'
import { createRouter } from '../platform/http/validation.ts'
import { yen } from './routes-schemas.ts'
import type { LedgerSettings } from './settings.ts'

export type LimitRouteParts = {
  readonly settings: LedgerSettings
  readonly guard: Guard<'limit.read'>
}

const limitsSchema = z
  .object({
    payment: z.object({
      onceYen: yen,
      printedCodeYen: yen,
      shownCodeYen: yen,
      offlineCodeYen: yen,
      dayYen: yen,
      monthYen: yen,
    }),
    topUp: z.object({ onceYen: yen, dayYen: yen, monthYen: yen }),
    walletYen: yen,
    transfer: z.object({ onceYen: yen, monthYen: yen }),
    youngDevice: z.object({
      hours: z.int(),
      paymentOnceYen: yen,
      paymentDayYen: yen,
      topUpDayYen: yen,
      transferMonthYen: yen,
    }),
    purchase: z.object({ onceYen: yen, monthYen: yen }).nullable().openapi({
      description: 'Between shops; null: not allowed',
    }),
    gift: z.object({ onceYen: yen, dayYen: yen }),
    correctionYen: yen,
  })
  .openapi('Limits')

const limitsOf = (s: LedgerSettings): z.infer<typeof limitsSchema> => ({
  payment: {
    onceYen: s.paymentYenMax,
    printedCodeYen: s.printedCodeYenMax,
    shownCodeYen: s.shownCodeYenMax,
    offlineCodeYen: s.offlineCodeYenMax,
    dayYen: s.paymentDayYenMax,
    monthYen: s.paymentMonthYenMax,
  },
  topUp: { onceYen: s.topUpYenMax, dayYen: s.topUpDayYenMax, monthYen: s.topUpMonthYenMax },
  walletYen: s.walletYenMax,
  transfer: { onceYen: s.transferYenMax, monthYen: s.transferMonthYenMax },
  youngDevice: {
    hours: s.youngDevice.hours,
    paymentOnceYen: s.youngDevice.paymentYenMax,
    paymentDayYen: s.youngDevice.paymentDayYenMax,
    topUpDayYen: s.youngDevice.topUpDayYenMax,
    transferMonthYen: s.youngDevice.transferMonthYenMax,
  },
  purchase: s.merchantPayments.allowed
    ? { onceYen: s.merchantPayments.yenMax, monthYen: s.merchantPayments.monthYenMax }
    : null,
  gift: { onceYen: s.giftYenMax, dayYen: s.giftDayYenMax },
  correctionYen: s.adjustYenMax,
})

/** The issuer's limits, as they hold now: everybody may know what their wallet can do. */
export const limitRoutes = ({ settings, guard }: LimitRouteParts) =>
  createRouter().openapi(
    createRoute({
      method: 'get',
      path: '/limits',
      tags: ['currency'],
      summary: 'What a payment, a top-up, a wallet, a transfer and a gift may be at most',
      middleware: [guard('limit.read')] as const,
      responses: { 200: answer('The limits', limitsSchema) },
    }),
    (c) => {
      c.header('cache-control', 'public, max-age=300')
      return c.json(limitsOf(settings), 200)
    },
  )
