import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** Nothing stands at this path; what it would hold is told below, and finds its packages from here. */
const entry = join(import.meta.dirname, 'clover-entry.js')

const viewer = fileURLToPath(import.meta.resolve('@samvera/clover-iiif/viewer'))

const program = `
  import { createElement } from 'react'
  import { createRoot } from 'react-dom/client'
  import Viewer from ${JSON.stringify(viewer)}
  const open = new URL(location.href).searchParams.get('open')
  createRoot(document.getElementById('viewer')).render(createElement(Viewer, { iiifContent: open }))
`

/** Clover IIIF as one script for a page that names in its address what to open: nothing of ours is in it. */
export async function packClover(): Promise<string> {
  const bundle = await rolldown({
    input: entry,
    platform: 'browser',
    logLevel: 'silent',
    transform: { define: { 'process.env.NODE_ENV': '"production"' } },
    plugins: [
      {
        name: 'clover-entry',
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? program : null),
      },
    ],
  })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false, minify: true })
  await bundle.close()
  return output[0].code
}
