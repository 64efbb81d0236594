import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addressKey } from './client-address.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['::ffff:cb00:7107', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::1', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002:ffff::', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', 'unknown'],
  ['not an address', 'unknown'],
  ['2001:db8::1]/../x', 'unknown'],
])('%j is counted as %s', (address, key) => {
  expect(addressKey(address)).toBe(key)
})

test('all addresses of one /64 count as one, of two as two', () => {
  const group = fc.integer({ min: 0, max: 0xffff })
  const half = fc.tuple(group, group, group, group).filter(([first]) => first > 0)
  const written = (groups: number[]) => groups.map((value) => value.toString(16)).join(':')
  fc.assert(
    fc.property(half, half, half, half, (network, other, one, two) => {
      expect(addressKey(written([...network, ...one]))).toBe(addressKey(written([...network, ...two])))
      const same = written(network) === written(other)
      expect(addressKey(written([...network, ...one])) === addressKey(written([...other, ...one]))).toBe(same)
    }),
  )
})
