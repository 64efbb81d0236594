import { describe, expect, test } from 'vitest'
import { reachOf, type Zone } from './model.ts'

const served = { kind: 'served' }
const not = { kind: 'not_served' }

describe('where a method goes', () => {
  test.each<[string, Zone[], Parameters<typeof reachOf>[1], object]>([
    ['no zones: everywhere', [], {}, served],
    ['the country', [{ country: 'RU' }], { country: 'RU' }, served],
    ['another country', [{ country: 'RU' }], { country: 'UZ' }, not],
    ['no country told: the shop’s own', [{ country: 'RU' }], {}, served],
    ['the region, however it is typed', [{ regions: ['Москва'] }], { region: ' москва' }, served],
    ['another region', [{ regions: ['Москва'] }], { region: 'Тверь' }, not],
    ['a region that is not told', [{ regions: ['Москва'] }], {}, { kind: 'unknown', missing: 'region' }],
    ['a postcode', [{ postcodes: ['SW1A 1AA'] }], { postcode: 'sw1a1aa' }, served],
    ['a postcode that begins so', [{ postcodes: ['101*'] }], { postcode: '101000' }, served],
    ['a postcode between two', [{ postcodes: ['101000...101999'] }], { postcode: '101-500' }, served],
    ['a postcode outside', [{ postcodes: ['101000...101999', '102*'] }], { postcode: '103000' }, not],
    ['a postcode that is no number', [{ postcodes: ['1...9'] }], { postcode: '5A' }, not],
    ['a postcode that is not told', [{ postcodes: ['1*'] }], {}, { kind: 'unknown', missing: 'postcode' }],
    [
      'any of several zones',
      [{ country: 'UZ' }, { country: 'RU', regions: ['Тверь'] }],
      { country: 'RU', region: 'Тверь' },
      served,
    ],
    ['all that one zone asks', [{ country: 'RU', postcodes: ['1*'] }], { country: 'UZ', postcode: '100' }, not],
  ])('%s', (_, zones, address, expected) => {
    expect(reachOf({ zones }, address)).toEqual(expected)
  })
})

describe('where another method goes instead', () => {
  const country = [{ country: 'RU' }]
  test.each<[string, { zones: Zone[]; unless: Zone[] }, Parameters<typeof reachOf>[1], object]>([
    ['everywhere but there', { zones: [], unless: country }, { country: 'KZ' }, served],
    ['there the other', { zones: [], unless: country }, { country: 'RU' }, not],
    ['the shop’s own country is there', { zones: [], unless: country }, {}, not],
    ['abroad is where one says so', { zones: [{ country: 'KZ', isAbroad: true }], unless: [] }, {}, not],
    ['a part of the country', { zones: country, unless: [{ postcodes: ['1*'] }] }, { postcode: '200' }, served],
    [
      'it has to be told which part',
      { zones: country, unless: [{ postcodes: ['1*'] }] },
      {},
      { kind: 'unknown', missing: 'postcode' },
    ],
  ])('%s', (_, method, address, expected) => {
    expect(reachOf(method, address)).toEqual(expected)
  })
})
