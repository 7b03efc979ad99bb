/** An answer of the stand-in's API, before it is written and sent. */
export type ApiAnswer = { readonly status: number; readonly body: object }

type ErrorFields = {
  readonly type: 'invalid_request_error' | 'api_error' | 'idempotency_error' | 'card_error'
  readonly code?: string
  readonly message: string
  readonly param?: string
}

/** Stripe's shape of an error. */
export const errorAnswer = (status: number, fields: ErrorFields): ApiAnswer => ({
  status,
  body: {
    error: {
      ...fields,
      ...(fields.code === undefined
        ? {}
        : { doc_url: `https://docs.stripe.com/error-codes/${fields.code.replaceAll('_', '-')}` }),
    },
  },
})

export const noSuch = (what: string, id: string, param: string): ApiAnswer =>
  errorAnswer(404, {
    type: 'invalid_request_error',
    code: 'resource_missing',
    message: `No such ${what}: '${id}'`,
    param,
  })

export const badParameter = (param: string, message: string, code = 'parameter_invalid'): ApiAnswer =>
  errorAnswer(400, { type: 'invalid_request_error', code, message, param })
