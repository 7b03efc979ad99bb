import type { Taken } from './model-coins.ts'

/** What the model remembers of what it was asked. */
export type ModelPay = { id: string; wallet: string; shop: string; yen: number; at: number }
export type ModelPurchase = { buyer: string; seller: string; reference: string; yen: number; at: number }
export type ModelHold = ModelPay & { endsAt: number; taken: Taken; how: string | null }
export type ModelPayout = { shop: string; funds: (readonly [fundId: string, yen: number])[]; back: boolean }
export type ModelPayment = { wallet: string; shop: string; yen: number; refunded: number; taken: Taken }
