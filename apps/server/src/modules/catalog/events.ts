import { event } from '#platform'
import type { ProductId } from './model.ts'

/** Something to buy became cheaper, or is to be had again; `skus` of the offers it is about. */
export const priceDropped = event<{ productId: ProductId; skus: string[] }>('catalog.price_dropped')
export const backInStock = event<{ productId: ProductId; skus: string[] }>('catalog.back_in_stock')
