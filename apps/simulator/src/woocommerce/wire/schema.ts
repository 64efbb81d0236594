import { isDateTime } from '../world/dates.ts'
import { invalidParams, type ParamTrouble } from './errors.ts'
import { listOf, type Params } from './php-query.ts'

/** As much of JSON Schema as WordPress checks arguments by. */
export interface Rule {
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'array' | 'object'
  enum?: readonly string[]
  least?: number
  most?: number
  format?: 'date-time' | 'email' | 'uri'
  items?: Rule
  properties?: Record<string, Rule>
  /** Null stands for «not said». */
  nullable?: boolean
}

/** Checks what the rules name; what they do not name is let through without a word. */
export function check(rules: Record<string, Rule>, params: Params): void {
  const troubles: Record<string, ParamTrouble> = {}
  for (const [name, rule] of Object.entries(rules)) {
    const value = params[name]
    const trouble = value === undefined ? undefined : troubleOf(rule, name, value)
    if (trouble) troubles[name] = trouble
  }
  if (Object.keys(troubles).length > 0) throw invalidParams(troubles)
}

function troubleOf(rule: Rule, name: string, value: unknown): ParamTrouble | undefined {
  if (value === null && rule.nullable) return undefined
  if (rule.type && !isOf[rule.type](value)) return wrong('rest_invalid_type', `${name} is not of type ${rule.type}.`)
  if (rule.type === 'array') return first(listOf(value), (item, index) => ofItem(rule, `${name}[${index}]`, item))
  if (rule.type === 'object') return first(Object.entries(rule.properties ?? {}), ofProperty(name, value as Params))
  if (rule.enum && !rule.enum.includes(String(value))) {
    return wrong('rest_not_in_enum', `${name} is not one of ${sentence(rule.enum)}.`)
  }
  return rule.format ? ofFormat(rule.format, String(value)) : ofRange(rule, name, Number(value))
}

const ofItem = (rule: Rule, name: string, item: unknown) => (rule.items ? troubleOf(rule.items, name, item) : undefined)

const ofProperty =
  (name: string, value: Params) =>
  ([key, rule]: [string, Rule]) =>
    value[key] === undefined ? undefined : troubleOf(rule, `${name}[${key}]`, value[key])

function ofFormat(format: string, value: string): ParamTrouble | undefined {
  if (format === 'date-time' && !isDateTime(value)) return wrong('rest_invalid_date', 'Invalid date.')
  if (format === 'email' && !/^[^\s@]+@[^\s@]+\.[^\s@.]+$/u.test(value)) {
    return wrong('rest_invalid_email', 'Invalid email address.')
  }
  return undefined
}

function ofRange({ least, most }: Rule, name: string, value: number): ParamTrouble | undefined {
  const isLow = least !== undefined && value < least
  const isHigh = most !== undefined && value > most
  if (!isLow && !isHigh) return undefined
  if (least !== undefined && most !== undefined) {
    return wrong('rest_out_of_bounds', `${name} must be between ${least} (inclusive) and ${most} (inclusive)`)
  }
  return isLow
    ? wrong('rest_out_of_bounds', `${name} must be greater than or equal to ${least}`)
    : wrong('rest_out_of_bounds', `${name} must be less than or equal to ${most}`)
}

const isOf: Record<NonNullable<Rule['type']>, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: (value) => isNumeric(value) && Number.isInteger(Number(value)),
  number: (value) => isNumeric(value),
  boolean: (value) => typeof value === 'boolean' || ['true', 'false', '0', '1'].includes(String(value)),
  array: (value) => Array.isArray(value) || typeof value === 'string' || isTable(value),
  object: (value) => isTable(value) || value === '' || (Array.isArray(value) && value.length === 0),
}

const isNumeric = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && /^-?\d+(?:\.\d+)?$/u.test(value))

const isTable = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value)

const wrong = (code: string, message: string): ParamTrouble => ({ code, message })

function first<Item>(items: Item[], find: (item: Item, index: number) => ParamTrouble | undefined) {
  for (const [index, item] of items.entries()) {
    const trouble = find(item, index)
    if (trouble) return trouble
  }
  return undefined
}

function sentence(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')}, and ${words.at(-1)}`
}

/** What is meant by a boolean of a query or a body. */
export const isTrue = (value: unknown): boolean => value === true || value === 1 || value === '1' || value === 'true'
