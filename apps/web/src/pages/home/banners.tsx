import type { Banner } from '@vitrina/contract'
import { Picture } from '../../parts/picture.tsx'
import { shopWords } from '../../shop-words.ts'
import './banners.css'

const SIZES = '(min-width: 1200px) 1120px, 100vw'

/** What the merchant wants seen first: one beside another, swiped or scrolled to. */
export function Banners({ banners }: { banners: readonly Banner[] }) {
  return (
    <section class="banners" aria-label={shopWords.value.home.banners}>
      <ul class={banners.length > 1 ? 'several' : undefined}>
        {banners.map((banner, nth) => (
          <li key={banner.id} class="banner">
            <Picture image={banner.image} sizes={SIZES} eager={nth === 0} silent />
            <div class="banner-words">
              <h2>{banner.target ? <a {...leadsTo(banner.target)}>{banner.title}</a> : banner.title}</h2>
              {banner.text && <p>{banner.text}</p>}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

function leadsTo(target: NonNullable<Banner['target']>): { href: string; rel?: string } {
  const named: Record<string, string> = target
  if (named.product) return { href: `/product/${encodeURIComponent(named.product)}` }
  if (named.category) return { href: `/category/${encodeURIComponent(named.category)}` }
  if (named.page) return { href: `/pages/${encodeURIComponent(named.page)}` }
  return { href: named.url ?? '/', rel: 'noreferrer' }
}
