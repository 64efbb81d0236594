import type { Charge, Cost } from '#delivery'
import { type Fraction, fraction, isWhole, minus, over, plus, times, toFraction, ZERO } from './fraction.ts'

/** A sum that grows with the pieces and with what the goods cost, and no other way. */
interface Sum {
  fixed: Fraction
  perPiece: Fraction
  ofGoods: Fraction
  fees: { percent: Fraction; atLeast: Fraction | null; atMost: Fraction | null }[]
}

const TOKEN = /\s*(?:(\d[\d\s]*(?:[.,][\d\s]*)?|[.,]\d[\d\s]*)|\[(qty|cost)\]|\[fee([^\]]*)\]|([-+*/()]))/y
const LONGEST = 300

/**
 * Reads what a merchant wrote as a cost: an amount, or a formula such as `10 + ( 2 * [qty] )` or
 * `20 + [fee percent="10" min_fee="4"]`. Exactly, by fractions and never floats (O13). Nothing of what is no sum
 * of amounts, pieces and shares, comes out between two units of the currency, or might be less than nothing.
 */
export function readCost(text: string, digits: number): Cost | undefined {
  if (text.length > LONGEST) return undefined
  const tokens = tokenize(text)
  if (!tokens) return undefined
  const reader = { tokens, at: 0 }
  const sum = readSum(reader)
  return sum && reader.at === tokens.length ? toCost(sum, digits) : undefined
}

type Token = Sum | '+' | '-' | '*' | '/' | '(' | ')'

function tokenize(text: string): Token[] | undefined {
  const tokens: Token[] = []
  TOKEN.lastIndex = 0
  const trimmed = text.trimEnd()
  while (TOKEN.lastIndex < trimmed.length) {
    const [found, amount, name, fee, sign] = TOKEN.exec(trimmed) ?? []
    if (found === undefined) return undefined
    const token = amount !== undefined ? constant(readAmount(amount)) : name ? named(name) : readFee(fee)
    if (sign === undefined && !token) return undefined
    tokens.push(token ?? (sign as Token))
  }
  return tokens
}

const nothing: Sum = { fixed: ZERO, perPiece: ZERO, ofGoods: ZERO, fees: [] }
const constant = (fixed: Fraction | undefined): Sum | undefined => fixed && { ...nothing, fixed }
const named = (name: string): Sum => ({ ...nothing, [name === 'qty' ? 'perPiece' : 'ofGoods']: fraction(1n) })

/** As WooCommerce reads them here, and only here: spaces are nothing, a comma is a point. */
function readAmount(text: string): Fraction | undefined {
  return toFraction(text.replace(/\s/g, '').replace(',', '.'))
}

const ATTRIBUTE = /\s*(percent|min_fee|max_fee)\s*=\s*["']?([\d.,]*)["']?/g

function readFee(text: string | undefined): Sum | undefined {
  if (text === undefined || text.replace(ATTRIBUTE, '').trim() !== '') return undefined
  const given = new Map([...text.matchAll(ATTRIBUTE)].map(([, name, value]) => [name, value]))
  const amountOf = (name: string) => readAmount(given.get(name) || '0')
  const [percent, atLeast, atMost] = ['percent', 'min_fee', 'max_fee'].map(amountOf)
  if (!percent || !atLeast || !atMost) return undefined
  // Nothing means no bound, and so does zero.
  const bound = (amount: Fraction) => (amount.top === 0n ? null : amount)
  return { ...nothing, fees: [{ percent, atLeast: bound(atLeast), atMost: bound(atMost) }] }
}

interface Reader {
  tokens: Token[]
  at: number
}

function readSum(reader: Reader): Sum | undefined {
  let sum = readProduct(reader)
  for (;;) {
    const sign = reader.tokens[reader.at]
    if (!sum || (sign !== '+' && sign !== '-')) return sum
    reader.at++
    const next = readProduct(reader)
    sum = next && add(sum, sign === '+' ? next : scale(next, fraction(-1n)))
  }
}

function readProduct(reader: Reader): Sum | undefined {
  let product = readTerm(reader)
  for (;;) {
    const sign = reader.tokens[reader.at]
    if (!product || (sign !== '*' && sign !== '/')) return product
    reader.at++
    const next = readTerm(reader)
    product = next && (sign === '*' ? multiply(product, next) : divide(product, next))
  }
}

function readTerm(reader: Reader): Sum | undefined {
  const token = reader.tokens[reader.at++]
  if (typeof token === 'object') return token
  if (token === '-') return scale(readTerm(reader), fraction(-1n))
  if (token !== '(') return undefined
  const inner = readSum(reader)
  return reader.tokens[reader.at++] === ')' ? inner : undefined
}

function add(a: Sum | undefined, b: Sum | undefined): Sum | undefined {
  if (!a || !b) return undefined
  return {
    fixed: plus(a.fixed, b.fixed),
    perPiece: plus(a.perPiece, b.perPiece),
    ofGoods: plus(a.ofGoods, b.ofGoods),
    fees: [...a.fees, ...b.fees],
  }
}

function scale(sum: Sum | undefined, by: Fraction): Sum | undefined {
  // A multiple of what has bounds is not a share with other bounds in every case; nobody writes it.
  if (!sum || sum.fees.length > 0) return undefined
  return { fixed: times(sum.fixed, by), perPiece: times(sum.perPiece, by), ofGoods: times(sum.ofGoods, by), fees: [] }
}

const isConstant = ({ perPiece, ofGoods, fees }: Sum) => perPiece.top === 0n && ofGoods.top === 0n && fees.length === 0

function multiply(a: Sum, b: Sum): Sum | undefined {
  if (isConstant(b)) return scale(a, b.fixed)
  return isConstant(a) ? scale(b, a.fixed) : undefined
}

function divide(a: Sum, b: Sum): Sum | undefined {
  return isConstant(b) && b.fixed.top !== 0n ? scale(a, over(fraction(1n), b.fixed)) : undefined
}

function toCost({ fixed, perPiece, ofGoods, fees }: Sum, digits: number): Cost | undefined {
  const minor = (amount: Fraction) => whole(times(amount, fraction(10n ** BigInt(digits))))
  const bound = (amount: Fraction | null) => (amount === null ? null : minor(amount))
  const priceMinor = minor(fixed)
  const eachMinor = minor(perPiece)
  const shares = [
    {
      kind: 'share' as const,
      millionths: whole(times(ofGoods, fraction(1_000_000n))),
      atLeastMinor: null,
      atMostMinor: null,
    },
    ...fees.map(({ percent, atLeast, atMost }) => ({
      // WooCommerce rounds what its [fee] comes to, and not what was written as a part of [cost].
      kind: 'fee' as const,
      millionths: whole(times(percent, fraction(10_000n))),
      ...{ atLeastMinor: bound(atLeast), atMostMinor: bound(atMost) },
    })),
  ]
  if (priceMinor === undefined || eachMinor === undefined) return undefined
  const charges: Charge[] = eachMinor > 0 ? [{ kind: 'per_piece', minor: eachMinor }] : []
  for (const { kind, millionths, atLeastMinor, atMostMinor } of shares) {
    if (millionths === undefined || atLeastMinor === undefined || atMostMinor === undefined) return undefined
    const isNothing = millionths === 0 && atLeastMinor === null
    if (!isNothing) charges.push({ kind, millionths, atLeastMinor, atMostMinor })
  }
  return { priceMinor, charges }
}

/** As a number that is neither broken, nor negative, nor too large to be exact. */
function whole(amount: Fraction): number | undefined {
  if (!isWhole(amount) || minus(amount).top > 0n) return undefined
  const number = Number(amount.top / amount.bottom)
  return Number.isSafeInteger(number) ? number : undefined
}
