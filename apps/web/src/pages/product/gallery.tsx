import type { Image, Money } from '@vitrina/contract'
import { useEffect, useRef, useState } from 'preact/hooks'
import { Icon } from '../../parts/icon.tsx'
import { Picture } from '../../parts/picture.tsx'
import { percentOff } from '../../parts/price.tsx'
import { SaleBadge } from '../../parts/product-card.tsx'
import { shopWords } from '../../shop-words.ts'
import './gallery.css'

interface GalleryProps {
  images: readonly Image[]
  name: string
  /** The variation's own, which is turned to. */
  shown: Image | undefined
  percentOf: { price: Money; regularPrice?: Money | undefined }
}

const SIZES = '(min-width: 1200px) 560px, (min-width: 960px) 48vw, 100vw'

/** The pictures of a product: swiped, walked through by the arrow keys, or picked by their small ones. */
export function Gallery({ images, name, shown, percentOf }: GalleryProps) {
  const all = withShown(images, shown)
  const strip = useRef<HTMLUListElement>(null)
  const [at, setAt] = useState(0)
  const turn = (to: number, behavior: ScrollBehavior = 'smooth') => {
    const { clientWidth = 0 } = strip.current ?? {}
    strip.current?.scrollTo({ left: to * clientWidth, behavior })
  }
  const wanted = shown ? all.findIndex(({ url }) => url === shown.url) : 0
  // Turned when another is wanted, not whenever the page is drawn
  useEffect(() => turn(wanted, 'instant'), [wanted])
  const percent = percentOff(percentOf.price, percentOf.regularPrice)
  const note = () => setAt(Math.round((strip.current?.scrollLeft ?? 0) / (strip.current?.clientWidth || 1)))
  return (
    <section class="gallery" aria-label={shopWords.value.product.pictures}>
      <div class="gallery-stage">
        <ul class="gallery-strip" ref={strip} onScroll={note} {...(all.length > 1 && { tabIndex: 0 })}>
          {(all.length > 0 ? all : [undefined]).map((image, nth) => (
            <li key={image?.url ?? ''}>
              <Picture image={labelled(image, name)} sizes={SIZES} eager={nth === 0} />
            </li>
          ))}
        </ul>
        {percent > 0 && <SaleBadge percent={percent} />}
        {all.length > 1 && <Turns at={at} count={all.length} onTurn={turn} />}
      </div>
      {all.length > 1 && <Thumbs images={all} at={at} onTurn={turn} />}
    </section>
  )
}

const withShown = (images: readonly Image[], shown: Image | undefined) =>
  !shown || images.some(({ url }) => url === shown.url) ? images : [...images, shown]

const labelled = (image: Image | undefined, name: string) => image && { ...image, alt: image.alt || name }

interface TurnsProps {
  at: number
  count: number
  onTurn: (to: number) => void
}

function Turns({ at, count, onTurn }: TurnsProps) {
  const { product } = shopWords.value
  return (
    <>
      <button
        type="button"
        class="gallery-turn back"
        aria-label={product.previous}
        aria-disabled={at === 0}
        onClick={() => onTurn(Math.max(0, at - 1))}
      >
        <Icon name="left" />
      </button>
      <button
        type="button"
        class="gallery-turn on"
        aria-label={product.next}
        aria-disabled={at === count - 1}
        onClick={() => onTurn(Math.min(count - 1, at + 1))}
      >
        <Icon name="right" />
      </button>
      <p class="gallery-at figures" role="status">
        <span aria-hidden="true">
          {at + 1} / {count}
        </span>
        <span class="unseen">{product.picture(at + 1, count)}</span>
      </p>
    </>
  )
}

function Thumbs({ images, at, onTurn }: { images: readonly Image[]; at: number; onTurn: (to: number) => void }) {
  const { product } = shopWords.value
  return (
    <ul class="gallery-thumbs">
      {images.map((image, nth) => (
        <li key={image.url}>
          <button
            type="button"
            aria-label={product.picture(nth + 1, images.length)}
            aria-current={nth === at ? 'true' : undefined}
            onClick={() => onTurn(nth)}
          >
            <Picture image={image} sizes="72px" silent />
          </button>
        </li>
      ))}
    </ul>
  )
}
