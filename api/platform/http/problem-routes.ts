import { createRoute, z } from '@hono/zod-openapi'
import { wordNamespaces, wordsFor } from '../words.ts'
import { problem, problemAnswer } from './problem.ts'
import { createRouter } from './validation.ts'

const explainRoute = createRoute({
  method: 'get',
  path: '/problems/{code}',
  tags: ['operations'],
  summary: 'What a problem’s code means, in the reader’s language: where `type` of a problem document leads',
  request: { params: z.object({ code: z.string().regex(/^[a-z0-9_]{1,60}$/) }) },
  responses: {
    200: {
      description: 'The sentences that are said with this code',
      content: {
        'application/json': { schema: z.object({ code: z.string(), sentences: z.array(z.string()) }) },
      },
    },
    404: problemAnswer('No such code'),
  },
})

/** Explains the codes of problem documents. */
export const problemRoutes = () =>
  createRouter().openapi(explainRoute, (c) => {
    const { code } = c.req.valid('param')
    const t = wordsFor(c.get('locale') ?? 'ja')
    const sentences = wordNamespaces
      .map((namespace) => t(`${namespace}:refusal.${code}`, { defaultValue: '', skipInterpolation: true }))
      // Without a refusal there is nothing to put in.
      .map((sentence) => sentence.replaceAll(/\{\{[^}]*\}\}/g, '…'))
      .filter((sentence) => sentence !== '')
    if (sentences.length === 0) return problem(c, { status: 404, code: 'not_found' }) as never
    return c.json({ code, sentences }, 200)
  })
