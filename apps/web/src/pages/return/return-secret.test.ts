import { expect, test } from 'vitest'
import { readFragment } from './return-secret.ts'

const secret = 'aB3_-'.repeat(9).slice(0, 43)

test('the fragment of a return link holds the verification and its secret', () => {
  expect(readFragment(`ver_1-2.${secret}`)).toEqual({ id: 'ver_1-2', secret })
})

test.each(['', secret, `.${secret}`, `v.${secret}x`, `v.${secret.slice(1)}`, `v/../me.${secret}`, `v.${secret}.x`])(
  '%s is refused',
  (fragment) => {
    expect(readFragment(fragment)).toBeUndefined()
  },
)
