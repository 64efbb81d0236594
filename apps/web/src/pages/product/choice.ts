import type { Product, Variation } from '@vitrina/contract'

type Choosing = Pick<Product, 'attributes' | 'variations'>

/** What is chosen of each attribute that variations differ by. */
export type Choice = Readonly<Record<string, string>>

export interface Option {
  name: string
  values: string[]
}

/** The attributes that have to be chosen; the others only describe. */
export function optionsOf({ attributes, variations }: Choosing): Option[] {
  return attributes
    .filter(({ name }) => variations.some((variation) => name in variation.attributes))
    .map(({ name, values }) => ({
      name,
      // Of a value that no variation has, and none takes any, there is nothing to buy.
      values: values.filter((value) => variations.some((variation) => takes(variation, name, value))),
    }))
    .filter(({ values }) => values.length > 0)
}

// A variation that says nothing of an attribute is to be had with any value of it.
const takes = ({ attributes }: Variation, name: string, value: string) => (attributes[name] ?? value) === value

const fits = (variation: Variation, choice: Choice) =>
  Object.entries(choice).every(([name, value]) => takes(variation, name, value))

/** What can be bought by this choice, if anything. */
export function findVariation({ variations }: Choosing, choice: Choice): Variation | undefined {
  return (
    variations.find((variation) => fits(variation, choice) && variation.inStock) ??
    variations.find((variation) => fits(variation, choice))
  )
}

/** How a value goes with the rest of the choice. */
export function standingOf(
  { variations }: Choosing,
  { choice, name, value }: { choice: Choice; name: string; value: string },
): 'inStock' | 'outOfStock' | 'notMade' {
  const matching = variations.filter((variation) => fits(variation, { ...choice, [name]: value }))
  if (matching.some(({ inStock }) => inStock)) return 'inStock'
  return matching.length > 0 ? 'outOfStock' : 'notMade'
}

/** The choice that a variation is; of what it leaves open, what was chosen, or the first there is. */
export function choiceOf(product: Choosing, variation: Variation, before: Choice = {}): Choice {
  return Object.fromEntries(
    optionsOf(product).map(({ name, values }) => [name, variation.attributes[name] ?? before[name] ?? values[0] ?? '']),
  )
}

/** What the page begins with: what its address names, else the cheapest that can be bought: its card said «from». */
export function firstChoice(product: Choosing, sku: string | null): Choice {
  const { variations } = product
  const named = variations.find((variation) => variation.sku === sku)
  const variation = named ?? cheapestOf(variations.filter(({ inStock }) => inStock)) ?? cheapestOf(variations)
  return variation ? choiceOf(product, variation) : {}
}

// Of equals the first: the merchant's own order.
const cheapestOf = (variations: readonly Variation[]) =>
  variations.toSorted((one, other) => one.price.amountMinor - other.price.amountMinor)[0]

/** Chooses a value. When it is not made with the rest of the choice, the rest turns to what it is made with. */
export function choose(
  product: Choosing,
  { choice, name, value }: { choice: Choice; name: string; value: string },
): Choice {
  const next = { ...choice, [name]: value }
  if (findVariation(product, next)) return next
  const having = product.variations.filter((variation) => takes(variation, name, value))
  const variation = having.find(({ inStock }) => inStock) ?? having[0]
  return variation ? { ...choiceOf(product, variation, choice), [name]: value } : next
}
