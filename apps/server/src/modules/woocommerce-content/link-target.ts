import type { BannerTarget } from '@vitrina/contract'
import { textOfHtml } from '#platform'
import type { WpPost } from './read-post.ts'

/** What addresses of the site lead to. */
export interface Site {
  url: string
  pages: readonly Pick<WpPost, 'link' | 'slug'>[]
}

/**
 * Where a banner leads: to what the first link in its text leads to, as it is here. What of the site is not shown
 * here it does not lead to, for nobody is to be sent there (E2).
 */
export function targetOf(html: string, site: Site): BannerTarget | null {
  const [, href] = /<a\b[^>]*?\bhref\s*=\s*["']([^"'<>]+)["']/i.exec(html) ?? []
  const address = href && textOfHtml(href)
  if (!address || !URL.canParse(address, `${site.url}/`)) return null
  const url = new URL(address, `${site.url}/`)
  if (url.host !== new URL(site.url).host) return url.protocol === 'https:' ? { url: url.href } : null
  return targetHere(url, site)
}

function targetHere(url: URL, { pages }: Site): BannerTarget | null {
  const page = pages.find(({ link }) => URL.canParse(link) && pathOf(new URL(link)) === pathOf(url))
  // Plain permalinks differ in their query only.
  if (page && !url.search) return { page: decodePercents(page.slug) }
  const [product, category] = ['product', 'product_cat'].map((name) => url.searchParams.get(name))
  if (product) return { product }
  if (category) return { category }
  const steps = pathOf(url).split('/')
  const last = decodePercents(steps.at(-1) ?? '')
  if (last && steps.at(-2) === 'product') return { product: last }
  // Below its parent: /product-category/flowers/roses.
  return last && steps.slice(0, -1).includes('product-category') ? { category: last } : null
}

const pathOf = ({ pathname }: URL) => pathname.replace(/\/+$/, '')

/** WordPress has slugs of other scripts so. */
function decodePercents(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
