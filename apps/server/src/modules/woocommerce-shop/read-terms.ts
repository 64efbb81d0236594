import { parseMoney } from '#catalog'
import type { ClassCosts, Condition, Cost, MethodNews } from '#delivery'
import { textOfHtml } from '#platform'
import { readCost } from './cost-formula.ts'
import type { WooMethod } from './read-zones.ts'

type Terms = Pick<MethodNews, 'priceMinor' | 'charges' | 'classCosts' | 'condition' | 'needsAddress'>

/** A name of theirs in a sentence of ours. */
export const said = (name: string) => `«${textOfHtml(name).slice(0, 80)}»`

/** What a way of delivery costs and whom it is for, or why that cannot be taken over. */
export function readTerms(method: WooMethod, digits: number): Terms | { wrong: string } {
  switch (method.method_id) {
    case 'flat_rate':
      return readFlatRate(method, digits)
    case 'free_shipping':
      return readFreeShipping(method, digits)
    case 'local_pickup': {
      const text = settingOf(method, 'cost')
      const cost = text === '' ? { priceMinor: 0, charges: [] } : readCost(text, digits)
      if (!cost || cost.charges.length > 0) return { wrong: 'its cost is not an amount; nobody can choose it here' }
      return { ...cost, needsAddress: false }
    }
    default:
      return {
        wrong: `ways of delivery of the kind ${method.method_id} are another plugin's; nobody can choose it here`,
      }
  }
}

/** As it was typed; empty when it was not. */
const settingOf = ({ settings }: WooMethod, name: string) => String(settings[name]?.value ?? '').trim()

const NO_SUM = 'is not an amount, nor a formula that can be charged; nobody can choose it here'

function readFlatRate(method: WooMethod, digits: number): Terms | { wrong: string } {
  const byClass = readClassCosts(method, digits)
  if ('wrong' in byClass) return byClass
  const { classCosts } = byClass
  const text = settingOf(method, 'cost')
  if (text !== '') {
    const cost = readCost(text, digits)
    return cost ? { ...cost, classCosts, needsAddress: true } : { wrong: `its cost ${NO_SUM}` }
  }
  // WooCommerce does not offer it either.
  if (!classCosts) return { wrong: 'it has no cost, not even 0; nobody can choose it, there as here' }
  return { priceMinor: 0, charges: [], classCosts: { ...classCosts, isOnly: true }, needsAddress: true }
}

/** What its shipping classes cost, by their ids; WooCommerce passes over what is not set. */
function readClassCosts(method: WooMethod, digits: number): { classCosts: ClassCosts | null } | { wrong: string } {
  const names = Object.keys(method.settings).filter((name) => /^(class_cost_\d+|no_class_cost)$/.test(name))
  const costs = new Map<string, Cost>()
  for (const name of names) {
    const text = settingOf(method, name)
    const cost = readCost(text, digits)
    if (cost) costs.set(name, cost)
    else if (text !== '') return { wrong: `${said(method.settings[name]?.label || name)} ${NO_SUM}` }
  }
  if (costs.size === 0) return { classCosts: null }
  const asks = ASKS.get(settingOf(method, 'type'))
  if (!asks)
    return { wrong: 'which shipping classes count is not said in a way that we know; nobody can choose it here' }
  const ofRest = costs.get('no_class_cost') ?? null
  costs.delete('no_class_cost')
  const ofClass = Object.fromEntries([...costs].map(([name, cost]) => [name.replace('class_cost_', ''), cost]))
  return { classCosts: { asks, ofClass, ofRest, isOnly: false } }
}

// What was saved before there were classes says nothing of it.
const ASKS = new Map<string, ClassCosts['asks']>([
  ['', 'each'],
  ['class', 'each'],
  ['order', 'highest'],
])

const REQUIRES: Record<string, Condition['requires']> = {
  coupon: 'coupon',
  min_amount: 'minimum',
  either: 'either',
  both: 'both',
}

function readFreeShipping(method: WooMethod, digits: number): Terms | { wrong: string } {
  const free = { priceMinor: 0, charges: [], needsAddress: true }
  const named = settingOf(method, 'requires')
  if (named === '') return { ...free, condition: null }
  const requires = REQUIRES[named]
  const minMinor = parseMoney(settingOf(method, 'min_amount') || '0', digits)
  if (!requires || minMinor === undefined || minMinor < 0) {
    return { wrong: 'when it is free is not said in a way that we know; nobody can choose it here' }
  }
  return {
    ...free,
    condition: { requires, minMinor, isBeforeDiscount: settingOf(method, 'ignore_discounts') === 'yes' },
  }
}
