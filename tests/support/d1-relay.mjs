// Runs in workerd: hands statements that arrive over HTTP to the D1 binding that the path names, and its answer or its
// refusal back. One flight a call, where a binding that is reached from Node asks once for each word of it.
let given = 0

export default {
  async fetch(request, databases) {
    const path = new URL(request.url).pathname
    if (path === '/fresh') return Response.json({ name: `DB_${++given}` })
    const database = databases[path.slice(1)]
    const { how, statements } = await request.json()
    const prepared = statements.map(({ sql, values }) =>
      values.length === 0 ? database.prepare(sql) : database.prepare(sql).bind(...values),
    )
    try {
      const answer = how === 'batch' ? await database.batch(prepared) : await prepared[0][how]()
      return Response.json({ answer })
    } catch (error) {
      return Response.json({ refused: error.message, cause: error.cause?.message })
    }
  },
}
