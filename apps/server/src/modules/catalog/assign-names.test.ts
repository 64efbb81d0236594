import fc from 'fast-check'
import { expect, test } from 'vitest'
import { assignNames, skuCandidates, slugCandidates } from './assign-names.ts'

test.each([
  [{ externalId: '7', slug: 'red-roses', name: { ru: 'Розы' } }, 'red-roses'],
  [{ externalId: '7', slug: '%d1%80%d0%be%d0%b7%d1%8b', name: {} }, 'розы'],
  [{ externalId: '7', slug: '100%', name: {} }, '100'],
  [{ externalId: '7', name: { ru: 'Розы', uz: 'Qizil atirgul, 51 ta', en: '' } }, 'qizil-atirgul-51-ta'],
  [{ externalId: '7', name: { en: 'Valentine’s Day / “Love”' } }, 'valentines-day-love'],
  [{ externalId: '7', slug: '../..', name: { ru: '!' } }, 'woocommerce-7'],
])('%o is named %s', (named, slug) => {
  expect(slugCandidates(named, 'woocommerce')[0]).toBe(slug)
})

test('what has no sku is bought by its id at the source', () => {
  expect(skuCandidates(' RZ-1 ', '12', 'woocommerce').slice(0, 2)).toEqual(['RZ-1', 'woo-12'])
  expect(skuCandidates('', '12', 'woocommerce')[0]).toBe('woo-12')
  expect(skuCandidates(null, 'rose', 'file')[0]).toBe('file-rose')
})

const key = fc.constantFrom('a', 'b', 'c', 'd', 'e')
const name: fc.Arbitrary<string> = fc.constantFrom('rose', 'tulip', 'peony')
const wishes = fc.uniqueArray(
  fc.tuple(key, fc.array(name)).map(([key, names]) => ({ key, candidates: [...names, `own-${key}`] })),
  { selector: ({ key }) => key },
)
const holders = fc.array(fc.tuple(name, key)).map((entries) => new Map(entries))

test('no two get the same name, nobody loses theirs, and the order of asking does not matter', () => {
  fc.assert(
    fc.property(wishes, holders, (wishes, holders) => {
      const given = assignNames(wishes, holders)
      expect(new Set(given.map(({ name }) => name)).size).toBe(wishes.length)
      for (const { name, key } of given) expect(holders.get(name) ?? key).toBe(key)
      for (const { key, candidates } of wishes) {
        const [first = ''] = candidates
        if (holders.get(first) === key) expect(given).toContainEqual({ name: first, key })
      }
      expect(assignNames(wishes.toReversed(), holders)).toEqual(given)
    }),
  )
})
