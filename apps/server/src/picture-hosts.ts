import type { Config } from './config.ts'

/** Who is asked for pictures: a WooCommerce has those of its products where it is. */
export function pictureHosts({ pictures, woocommerce }: Pick<Config, 'pictures' | 'woocommerce'>): string[] {
  return [...pictures.hosts, ...(woocommerce ? [new URL(woocommerce.url).host] : [])]
}
