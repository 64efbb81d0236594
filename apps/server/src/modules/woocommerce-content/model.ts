import type { Locale } from '@vitrina/contract'
import type { PictureRef, PictureSource } from '#pictures'
import type { Ctx } from '#platform'
import type { WooClient } from '#woocommerce'

/** What of a WordPress is shown here. */
export interface WordPressSettings {
  /** A user and an application password of theirs; nothing where everybody may read. */
  login: { user: string; password: string } | undefined
  /** Slugs of the categories whose posts are banners, and information pages beside the pages. */
  bannerCategory: string
  pageCategory: string | undefined
}

/** What the work of this module is done with. */
export interface ContentSource {
  /** Speaks `wp/v2`. */
  wordpress: WooClient
  /** Speaks `wc/v3`: which pages are WooCommerce's own only it knows. */
  woocommerce: WooClient
  /** Where the site is. */
  url: string
  settings: WordPressSettings
  /** Theirs has one language, and this is it. */
  locale: Locale
  /** Whose pictures are shown (S25). */
  pictureHosts: readonly string[]
  registerPictures: (ctx: Ctx, sources: readonly PictureSource[]) => Promise<PictureRef[]>
}
