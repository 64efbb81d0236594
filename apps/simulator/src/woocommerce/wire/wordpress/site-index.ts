import type { Call, Route } from '../call.ts'

/** What says where the REST API has what: for everybody to read. */
export function indexRoutes(routes: readonly Route[]): Route[] {
  const names = [...new Set(routes.map(({ path }) => path))]
  return [
    { methods: ['GET'], path: '/', right: 'open', answer: (call) => ({ body: siteIndex(call, names) }) },
    ...['wc/v3', 'wp/v2'].map(
      (namespace): Route => ({
        methods: ['GET'],
        path: `/${namespace}`,
        right: 'open',
        answer: () => ({ body: { namespace, routes: routesBelow(names, `/${namespace}`) } }),
      }),
    ),
  ]
}

function siteIndex({ shop }: Call, names: string[]): object {
  const { title, gmtOffsetHours } = shop.settings
  return {
    ...{ name: title, description: '', url: shop.url, home: shop.url, gmt_offset: String(gmtOffsetHours) },
    timezone_string: '',
    namespaces: ['oembed/1.0', 'wc/v1', 'wc/v2', 'wc/v3', 'wc/store', 'wc/store/v1', 'wp/v2'],
    authentication: [],
    routes: routesBelow(names, '/'),
  }
}

/** Written as WordPress writes them: `/wc/v3/products/(?P<id>[\d]+)`. */
function routesBelow(names: string[], prefix: string): object {
  const written = (path: string) => path.replaceAll(/:(\w+)(\([^)]*\))?/gu, '(?P<$1>[\\d]+)')
  return Object.fromEntries(
    names.filter((path) => path.startsWith(prefix)).map((path) => [written(path), { methods: ['GET'] }]),
  )
}
