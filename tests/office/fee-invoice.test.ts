import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { standardRates, taxPercentOn, taxWithin } from '../../api/office/consumption-tax.ts'
import { monthInvoicesCsv, shopInvoiceCsv } from '../../api/office/fee-invoice-csv.ts'
import {
  draftInvoice,
  invoiceNumber,
  invoiceText,
  readInvoice,
  sumsOf,
} from '../../api/office/fee-invoice.ts'

const fee = (takenOn: string, amountYen: number) => ({ takenOn, payDay: takenOn, amountYen })
/** A rate that nobody decided on. */
const changing = [...standardRates, { from: '2031-04-16', percent: 12 }]

describe('the tax of an invoice', () => {
  it('is ten hundred-and-tenths of what holds it, without the fraction', () => {
    expect([0, 1, 10, 11, 21, 22, 110, 166].map((yen) => taxWithin(yen, 10))).toEqual([
      0, 0, 0, 1, 1, 2, 10, 15,
    ])
    expect(taxWithin(Number.MAX_SAFE_INTEGER, 10)).toBe(818_836_295_885_544)
  })

  it('is of the rate of the day', () => {
    expect(taxPercentOn('2031-04-15', changing)).toBe(10)
    expect(taxPercentOn('2031-04-16', changing)).toBe(12)
    expect(() => taxPercentOn('2019-09-30', standardRates)).toThrow('2019-09-30')
  })

  it('is rounded once for each rate, never for a line', () => {
    const fees = fc.array(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 40 })
    fc.assert(
      fc.property(fees, fees, (early, late) => {
        const days = [
          ...early.map((yen) => fee('2031-04-15', yen)),
          ...late.map((yen) => fee('2031-04-16', yen)),
        ]
        const { lines, rates, amountYen, taxYen } = sumsOf(days, changing)
        const total = (all: readonly number[]) => all.reduce((sum, yen) => sum + yen, 0)
        expect(rates).toEqual([
          { taxPercent: 10, amountYen: total(early), taxYen: Math.floor((total(early) * 10) / 110) },
          { taxPercent: 12, amountYen: total(late), taxYen: Math.floor((total(late) * 12) / 112) },
        ])
        expect(amountYen).toBe(total(lines.map((line) => line.amountYen)))
        expect(taxYen).toBe(rates[0]!.taxYen + rates[1]!.taxYen)
      }),
    )
  })

  it('knows no fee that is given', () => {
    expect(() => sumsOf([fee('2031-04-15', -1)], changing)).toThrow('never given')
  })
})

const issuer = { registrationNumber: 'T7123456789012', name: '見本, 広域連合', from: '2023-10-01' }
const month = { month: '2031-04', firstDay: '2031-04-01', lastDay: '2031-04-30' }
const draft = draftInvoice({
  issuer,
  ...month,
  rates: changing,
  recipient: { merchantCode: 'AB12CD34', nameJa: 'かすみ食堂' },
  fees: [fee('2031-04-02', 105), fee('2031-04-15', 61), fee('2031-04-20', 100)],
})

describe('an invoice', () => {
  it('is the same bytes for the same facts, and is read as it was', () => {
    const fixed = { ...draft, number: invoiceNumber(2031, 7), issuedOn: '2031-05-01' }
    expect(fixed.number).toBe('2031-00007')
    expect(readInvoice(invoiceText(fixed))).toEqual(fixed)
    expect(invoiceText(readInvoice(invoiceText(fixed)))).toBe(invoiceText(fixed))
  })

  it('is not issued for days before its issuer was registered', () => {
    const facts = { issuer: { ...issuer, from: '2031-04-02' }, ...month, rates: changing, fees: [] }
    expect(() => draftInvoice({ ...facts, recipient: draft.recipient })).toThrow('registration')
  })
})

describe('the CSV', () => {
  const shop = { merchantId: 'm', merchantCode: 'AB12CD34', nameJa: 'かすみ食堂' }
  const told = {
    month: '2031-04',
    isOver: false,
    state: 'draft' as const,
    amountYen: 296,
    documentHash: null,
    invoice: draft,
    uncovered: [fee('2031-04-01', 30)],
  }
  const none = { ...told, state: 'not_registered' as const, amountYen: 30, invoice: null }

  it('of a shop has each fee, and each rate with the tax of the invoice', () => {
    const lines = shopInvoiceCsv(told).split('\r\n')
    expect(lines[0]).toBe(
      '\uFEFFkind,month,state,number,issuedOn,registrationNumber,issuer,recipientCode,recipient,supplied,takenOn,payDay,taxPercent,amountYen,taxYen',
    )
    const head =
      '2031-04,draft,,,T7123456789012,"見本, 広域連合",AB12CD34,かすみ食堂,めぐりの売り上げを振り込む手数料'
    expect(lines.slice(1)).toEqual([
      'fee,2031-04,not_registered,,,,,,,,2031-04-01,2031-04-01,,30,',
      `fee,${head},2031-04-02,2031-04-02,10,105,`,
      `fee,${head},2031-04-15,2031-04-15,10,61,`,
      `fee,${head},2031-04-20,2031-04-20,12,100,`,
      `invoice,${head},,,10,166,15`,
      `invoice,${head},,,12,100,10`,
      '',
    ])
    expect(shopInvoiceCsv(none).split('\r\n')).toHaveLength(3)
  })

  it('gives a spreadsheet no formula in the name that a shop chose', () => {
    const nameJa = '=HYPERLINK(1)'
    const recipient = { merchantCode: shop.merchantCode, nameJa }
    const named = { ...told, invoice: told.invoice && { ...told.invoice, recipient } }
    const all = { month: '2031-04', isOver: false, rates: [], invoicedYen: 0, taxYen: 0, uncoveredYen: 0 }
    const shops = [{ ...shop, ...named, nameJa }]
    for (const csv of [shopInvoiceCsv(named), monthInvoicesCsv({ ...all, ledgerYen: 0, shops })]) {
      expect(csv).toContain(`,'${nameJa},`)
      expect(csv).not.toContain(`,${nameJa},`)
    }
  })

  it('of all shops has what is invoiced by rate, and what is on no invoice', () => {
    const shops = [
      { ...shop, ...told },
      { ...shop, ...none, merchantCode: 'ZZ00ZZ00' },
    ]
    const all = {
      month: '2031-04',
      isOver: false,
      rates: [],
      invoicedYen: 266,
      taxYen: 25,
      uncoveredYen: 60,
      ledgerYen: 326,
    }
    const rows = monthInvoicesCsv({ ...all, shops })
      .trimEnd()
      .split('\r\n')
      .slice(1)
    expect(rows.map((row) => row.split(',').slice(-3))).toEqual([
      ['10', '166', '15'],
      ['12', '100', '10'],
      ['', '30', ''],
      ['', '30', ''],
    ])
    expect(rows[3]).toBe('fee,2031-04,not_registered,,,,,ZZ00ZZ00,かすみ食堂,,,,,30,')
  })
})
