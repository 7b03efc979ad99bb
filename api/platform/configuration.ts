import { z } from 'zod'
import { endOfJapanDay, startOfJapanDay } from './clock.ts'
import { registrationNumberProblem } from './registration-number.ts'

/** Everything that can be set from outside, read once at the start. Secrets come from the environment only. */
const payoutAccountSchema = z.strictObject({
  /** 振込依頼人コード, ten digits, given by the bank. */
  code: z.string().regex(/^\d{10}$/),
  nameKana: z.string().min(1).max(40),
  bankCode: z.string().regex(/^\d{4}$/),
  bankKana: z.string().min(1),
  branchCode: z.string().regex(/^\d{3}$/),
  branchKana: z.string().min(1),
  kind: z.enum(['1', '2', '9']),
  number: z.string().regex(/^\d{7}$/),
})

const townAccountsSchema = z.record(z.string().regex(/^\d{6}$/), payoutAccountSchema)

const readPayoutAccount = (text: string, context: z.RefinementCtx<string>) =>
  readAccounts(payoutAccountSchema, text, context)

const readTownAccounts = (text: string, context: z.RefinementCtx<string>) =>
  readAccounts(townAccountsSchema, text, context)

function readAccounts<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  context: z.RefinementCtx<string>,
): z.infer<Schema> {
  const read = schema.safeParse(parsed(text))
  if (read.success) return read.data
  const issue = read.error.issues[0]
  context.addIssue({
    code: 'custom',
    message: `is no account: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  })
  return z.NEVER
}

/** What shops pay for being paid out, by their agreement; consumption tax is in it. */
const merchantFeeSchema = z.strictObject({
  rateBasisPoints: z.int().min(1).max(1_000),
  rounding: z.enum(['down', 'half_up', 'up']),
  yearlyCapYen: z.int().min(1).max(100_000_000),
  from: z.iso.date(),
})

function readMerchantFee(text: string, context: z.RefinementCtx<string>): z.infer<typeof merchantFeeSchema> {
  const read = merchantFeeSchema.safeParse(parsed(text))
  if (read.success) return read.data
  const issue = read.error.issues[0]
  context.addIssue({
    code: 'custom',
    message: `is no fee: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  })
  return z.NEVER
}

/** Who is registered to issue qualified invoices for that fee, as the register of the tax agency has it, and since when. */
const invoiceIssuerSchema = z.strictObject({
  registrationNumber: z.string(),
  name: z.string().trim().min(1).max(120),
  /** The system began on 1 October 2023: nobody was registered before. */
  from: z.iso.date().refine((day) => day >= '2023-10-01', 'nobody was registered before 2023-10-01'),
})

const numberProblems = {
  form: 'is T and thirteen digits, as T7123456789012',
  check_digit: 'does not check: one of its digits is wrong',
}

function readInvoiceIssuer(
  text: string,
  context: z.RefinementCtx<string>,
): z.infer<typeof invoiceIssuerSchema> {
  const read = invoiceIssuerSchema.safeParse(parsed(text))
  const problem = read.success ? registrationNumberProblem(read.data.registrationNumber) : undefined
  if (read.success && problem === undefined) return read.data
  const issue = read.error?.issues[0]
  const why =
    problem === undefined
      ? `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`
      : `registrationNumber ${numberProblems[problem]}`
  context.addIssue({ code: 'custom', message: `is no issuer: ${why}` })
  return z.NEVER
}

/** The days that were announced for claims, from the first instant of the first to the last instant of the last. */
function readClaims(
  text: string,
  context: z.RefinementCtx<string>,
): { readonly claimsFromAt: number; readonly claimsUntilAt: number } {
  const [, first = '', last = ''] = /^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/.exec(text) ?? []
  const [claimsFromAt, claimsUntilAt] = [startOfJapanDay(first), endOfJapanDay(last) - 1]
  if (claimsFromAt <= claimsUntilAt) return { claimsFromAt, claimsUntilAt }
  context.addIssue({
    code: 'custom',
    message: 'is no first and last day, the first before the last, as 2027-04-01/2027-05-31',
  })
  return z.NEVER
}

const methodNames = ['card', 'konbini', 'paypay'] as const

/** The reasons a shop could know of: that the business ended, and where somebody moved to, are the office's to look into. */
const shopReasonNames = ['small_amount', 'leaving_japan'] as const

function readReasons(
  text: string,
  context: z.RefinementCtx<string>,
): readonly (typeof shopReasonNames)[number][] {
  if (text === 'none') return []
  const read = z.array(z.enum(shopReasonNames)).safeParse(text.split(',').map((name) => name.trim()))
  if (read.success && new Set(read.data).size === read.data.length) return read.data
  context.addIssue({
    code: 'custom',
    message: `is no list of ${shopReasonNames.join(', ')}, each once, nor none`,
  })
  return z.NEVER
}

function readMethods(
  text: string,
  context: z.RefinementCtx<string>,
): readonly (typeof methodNames)[number][] {
  const read = z
    .array(z.enum(methodNames))
    .min(1)
    .safeParse(text.split(',').map((name) => name.trim()))
  if (read.success && new Set(read.data).size === read.data.length) return read.data
  context.addIssue({ code: 'custom', message: `is no list of ${methodNames.join(', ')}, each once` })
  return z.NEVER
}

function readOrigins(text: string, context: z.RefinementCtx<string>): readonly string[] {
  const origins = text.split(',').map((one) => one.trim())
  if (origins.every((one) => URL.canParse(one) && new URL(one).origin === one)) return origins
  context.addIssue({ code: 'custom', message: 'is no list of origins such as http://127.0.0.1:4000' })
  return z.NEVER
}

/** What is sent over http can be read on its way, except where it never leaves this machine. */
const httpsOrHere = /^(https:|http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?(\/|$))/i

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(4321).describe('Port to listen on'),
  HOST: z.string().default('localhost').describe('Address to listen on'),
  DATA_DIR: z
    .string()
    .default('data')
    .describe('Folder of the SQLite file, the generated secret and backups'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, 'must begin with postgres://')
    .optional()
    .describe('PostgreSQL; without it SQLite in DATA_DIR is used'),
  DATABASE_WAIT_MS: z.coerce
    .number()
    .int()
    .min(100)
    .max(10_000)
    .default(5_000)
    .describe(
      'How long to wait for a database file that another program has locked (everybody waits meanwhile), or for a free connection to a server, before whoever asks is told to come again; milliseconds',
    ),
  OBJECT_STORAGE_BUCKET: z
    .url({ protocol: /^https?$/, error: 'must be https://…' })
    .regex(httpsOrHere, 'must be https://…; http:// is for this machine alone')
    .optional()
    .describe(
      'Address of a bucket that speaks S3, as https://s3.example/bucket: images and sounds of the museum stand there; without it in the folder images of DATA_DIR',
    ),
  OBJECT_STORAGE_REGION: z
    .string()
    .default('auto')
    .describe('Region that requests to the bucket are signed for'),
  OBJECT_STORAGE_KEY_ID: z
    .string()
    .optional()
    .describe('Who asks at the bucket; may read, write, list and delete there'),
  OBJECT_STORAGE_SECRET: z.string().optional().describe('Signs requests to the bucket'),
  PUBLIC_ORIGIN: z.url().optional().describe('Address people reach the hub at, e.g. https://meguri.example'),
  MEGURI_SECRET: z
    .string()
    .min(32)
    .optional()
    .describe('Signs sessions; made once in DATA_DIR when not given'),
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_/)
    .optional()
    .describe('Card processor; a live database needs it for top-ups'),
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .startsWith('whsec_')
    .optional()
    .describe('Verifies the card processor’s events'),
  TOPUP_METHODS: z
    .string()
    .transform(readMethods)
    .optional()
    .describe(
      'Ways to add money, in the order they are shown, as card,konbini,paypay; each has to be switched on at the card processor, too; without it card, in a demonstration all',
    ),
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'must be smtp://… or smtps://…' })
    .optional()
    .describe('Mail server that receipts and notices are handed to; a live database sends none without it'),
  MAIL_FROM: z.email().optional().describe('Address that mail comes from; together with SMTP_URL'),
  PUSH_CONTACT: z
    .url({ protocol: /^(mailto|https)$/, error: 'must be mailto:… or https://…' })
    .optional()
    .describe('Where push services reach whoever runs the hub; without it no notices are sent to phones'),
  PAYOUT_ACCOUNT: z
    .string()
    .transform(readPayoutAccount)
    .optional()
    .describe(
      'Account that payouts leave from, agreed with the bank, as JSON with code, nameKana, bankCode, bankKana, branchCode, branchKana, kind (1, 2 or 9), number; a live database needs it for bank files',
    ),
  TOWN_ACCOUNTS: z
    .string()
    .transform(readTownAccounts)
    .optional()
    .describe(
      'Accounts between which towns settle, as JSON: each municipality’s six-digit code with an account as in PAYOUT_ACCOUNT; a live database needs them before it fixes a settling between towns',
    ),
  MERCHANT_FEE: z
    .string()
    .transform(readMerchantFee)
    .optional()
    .describe(
      'What shops pay for being paid out, with consumption tax, as JSON with rateBasisPoints (200 is 2 %), rounding (down, half_up or up), yearlyCapYen (of a shop, April to March), from (first bank day of payouts, YYYY-MM-DD); none is taken without it',
    ),
  INVOICE_ISSUER: z
    .string()
    .transform(readInvoiceIssuer)
    .optional()
    .describe(
      'Who issues the invoices of MERCHANT_FEE, as the tax agency’s register has it, as JSON with registrationNumber (T and 13 digits), name, from (day of registration, YYYY-MM-DD); without it months are told without one, and say so',
    ),
  ISSUER_KIND: z
    .enum(['municipality', 'union_of_municipalities', 'association'])
    .default('union_of_municipalities')
    .describe(
      'Who issues the money: municipality, union_of_municipalities or association; an association has the duties of the Payment Services Act (reports, security, caps of repayments)',
    ),
  BUSINESS_ENDED: z
    .string()
    .transform(readClaims)
    .optional()
    .describe(
      'When the business ends: the first and last day announced for holders to come for their money, as 2027-04-01/2027-05-31; an association gives 60 days at least',
    ),
  MERCHANT_PAYMENTS: z
    .stringbool()
    .default(false)
    .describe(
      'Let shops pay each other from their takings; a question of law (funds transfer): only after counsel’s advice',
    ),
  SHOP_CARD_REFUNDS: z
    .string()
    .transform(readReasons)
    .optional()
    .describe(
      'For which reasons a shop may give a payment back to the card, as small_amount,leaving_japan, or none; a question of law (repayment of prepaid money): without it none, in a demonstration both',
    ),
  CONTACT_EMAIL: z
    .email()
    .optional()
    .describe('Whom harvesters of the museum write to; without it the postmaster of the public address'),
  PLAIN_PARTNERS: z
    .string()
    .transform(readOrigins)
    .optional()
    .describe(
      'Origins, as http://127.0.0.1:4000, separated by commas, from which manifests of partners are fetched although they speak no TLS or are not on the public network; for trying it out',
    ),
  IMAGE_CHECK_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(366)
    .default(30)
    .describe(
      'Days after which the original of each image is read again and held against its sum; what is not as it came in stands in the log',
    ),
  OPERATOR_TOKEN: z.string().min(24).optional().describe('Opens /metrics from outside this machine'),
  TRUSTED_PROXY: z
    .stringbool()
    .default(false)
    .describe('Believe X-Forwarded-For: only behind a proxy that sets it, on an address nobody else reaches'),
  DEMONSTRATION_ON_NETWORK: z
    .stringbool()
    .default(false)
    .describe('Allow a demonstration on an address other than loopback'),
  PUBLIC_MAPBOX_TOKEN: z.string().optional().describe('Draws the map with Mapbox instead of our own vectors'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('How much is logged'),
})

export type Configuration = z.infer<typeof schema>

/** Reads the settings; throws one sentence that names the first setting that is wrong. */
export function readConfiguration(environment: Record<string, string | undefined>): Configuration {
  // An empty value means "not set": that is how shells and compose files unset one.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const read = schema.safeParse(given)
  if (read.success) return read.data
  const issue = read.error.issues[0]
  throw new Error(`Setting ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'is wrong'}`)
}

/** Each setting with what it means and what holds without it: what the README shows. */
export const describeSettings = (): readonly {
  name: string
  meaning: string
  fallback: string | undefined
}[] =>
  Object.entries(schema.shape).map(([name, field]) => {
    const fallback = field.safeParse(undefined)
    return {
      name,
      meaning: field.description ?? '',
      fallback: fallback.success && fallback.data !== undefined ? String(fallback.data) : undefined,
    }
  })
