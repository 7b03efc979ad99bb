import cloudflare from '@astrojs/cloudflare'
import node from '@astrojs/node'
import { defineConfig } from 'astro/config'
import { builtOrigin } from './api/platform/built-origin.ts'
import { icons } from './site/icons.ts'
import { offline } from './site/offline/integration.ts'

// One site, two servers: `HUB_RUNTIME=worker` builds for Cloudflare, anything else for Node.
const forWorker = process.env.HUB_RUNTIME === 'worker'
// The longest form of all, with a manifest of another house; api/platform/http/form-size.ts holds every other page to less.
const formBytesMax = 9 * 1024 * 1024
const mapbox = process.env.PUBLIC_MAPBOX_TOKEN ? ['https://api.mapbox.com', 'https://events.mapbox.com'] : []

/** In development the API runs inside Vite, so that a change of it shows at once. */
const apiInDevelopment = {
  name: 'hub-api-in-development',
  configureServer(server) {
    server.middlewares.use(async (request, response, next) => {
      try {
        const { developmentHub } = await server.environments.ssr.runner.import('/api/node.ts')
        const hub = await developmentHub()
        if (!(await hub.serveApi(request, response))) next()
      } catch (error) {
        next(error)
      }
    })
  },
}

export default defineConfig({
  srcDir: './site',
  publicDir: './site/public',
  outDir: forWorker ? './dist/worker' : './dist/node',
  cacheDir: './.build/astro',
  output: 'static',
  integrations: [offline(), icons()],
  site: process.env.PUBLIC_ORIGIN ?? builtOrigin,
  adapter: forWorker
    ? cloudflare({ imageService: 'passthrough' })
    : node({ mode: 'middleware', bodySizeLimit: formBytesMax }),
  // Nothing is kept between requests but what the hub stores itself.
  session: false,
  trailingSlash: 'ignore',
  compressHTML: true,
  devToolbar: { enabled: false },
  build: { inlineStylesheets: 'never', concurrency: 2 },
  security: {
    // Behind a proxy that speaks TLS the page sees http and would refuse every form. Each form ends in a write of the
    // API, which checks where it comes from against the address people reach the hub at.
    checkOrigin: false,
    csp: {
      directives: [
        "default-src 'self'",
        `connect-src ${["'self'", ...mapbox].join(' ')}`,
        `img-src ${["'self'", 'data:', 'blob:', ...mapbox].join(' ')}`,
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        // The card page of the processor is reached by a redirect from our own form.
        "form-action 'self' https://checkout.stripe.com",
      ],
    },
  },
  vite: {
    plugins: [apiInDevelopment],
    server: { watch: { ignored: ['**/data/**', '**/.build/**', '**/dist/**', '**/.toolchain/**'] } },
  },
})
