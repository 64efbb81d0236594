import type { Image } from '@vitrina/contract'
import { useState } from 'preact/hooks'
import './picture.css'

const widths = [320, 640, 960, 1280]

interface PictureProps {
  image: Image | undefined
  /** How wide it is drawn, as `sizes` has it. */
  sizes: string
  /** Seen at once: fetched before whatever comes further down. */
  eager?: boolean
  /** Says nothing that stands not beside it already. */
  silent?: boolean
}

/** A picture in a place of its own shape, which it fills; the place is there before it, and stays when it does not come. */
export function Picture({ image, sizes, eager = false, silent = false }: PictureProps) {
  const [failed, fail] = useState<string>()
  if (!image || failed === image.url) return <NoPicture label={silent ? '' : (image?.alt ?? '')} />
  return (
    <span class="picture">
      <img
        key={image.url}
        src={`${image.url}?w=640`}
        srcset={widths.map((width) => `${image.url}?w=${width} ${width}w`).join(', ')}
        sizes={sizes}
        width={image.width}
        height={image.height}
        alt={silent ? '' : image.alt}
        loading={eager ? 'eager' : 'lazy'}
        fetchpriority={eager ? 'high' : 'auto'}
        decoding="async"
        onError={() => fail(image.url)}
      />
    </span>
  )
}

function NoPicture({ label }: { label: string }) {
  return (
    <span class="picture" {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })}>
      <svg class="picture-none" viewBox="0 0 64 64" aria-hidden="true">
        <path d="M24 30c-4 6-5 18 0 24h16c5-6 4-18 0-24M22 30h20M32 30V18M32 24c-6 0-9-4-9-9 6 0 9 3 9 9zM32 20c0-5 3-9 9-9 0 6-3 9-9 9z" />
      </svg>
    </span>
  )
}
