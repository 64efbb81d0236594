import { describe, expect, test } from 'vitest'
import { matchRoute, safeNext } from './routes.ts'

test.each([
  ['/', '/', {}],
  ['/register', '/register', {}],
  ['/register/', '/register', {}],
  ['/register/v%20x', '/register/:id', { id: 'v x' }],
  ['/register/%', '/register/:id', { id: '%' }],
  ['/auth/return', '/auth/return', {}],
])('%s is the page %s', (pathname, path, params) => {
  const found = matchRoute(pathname)
  expect(found?.route.path).toBe(path)
  expect(found?.params).toEqual(params)
})

test.each(['/docs', '/auth/login', '/register/a/b', '/account/x', '/api/me'])('%s is no page', (pathname) => {
  expect(matchRoute(pathname)).toBeUndefined()
})

describe('where to go after signing in', () => {
  test('to the page that was asked for', () => {
    expect(safeNext('?next=%2Faccount')).toBe('/account')
  })

  test.each([
    '',
    '?next=https://evil.example',
    '?next=//evil.example',
    '?next=/%5Cevil.example',
    '?next=javascript:alert(1)',
    '?next=/login',
    '?next=/register/x',
    '?next=/docs',
  ])('never elsewhere (%s)', (search) => {
    expect(safeNext(search)).toBe('/account')
  })
})
