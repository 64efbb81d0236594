import { describe, expect, test } from 'vitest'
import { chooseFormat, idOfBytes, idOfPlace, PictureId } from './model.ts'

describe('the format of a picture', () => {
  test.each([
    ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'avif'],
    ['image/webp,image/avif,image/*;q=0.8', 'avif'],
    ['image/webp,*/*', 'webp'],
    ['IMAGE/WEBP', 'webp'],
    ['image/avif;q=0, image/webp', 'webp'],
    ['image/png,image/*;q=0.8,*/*;q=0.5', 'jpeg'],
    ['*/*', 'jpeg'],
    ['', 'jpeg'],
    [undefined, 'jpeg'],
  ])('to whom accepts %s it is %s', (accept, format) => {
    expect(chooseFormat(accept)).toBe(format)
  })
})

test('a picture is named by its bytes, and what nobody has seen by its place', () => {
  const [a, b] = [idOfBytes(Buffer.from('a')), idOfBytes(Buffer.from('b'))]
  expect(a).toMatch(PictureId)
  expect(a).not.toBe(b)
  const places = [
    idOfPlace('url', 'https://a/b', ''),
    idOfPlace('url', 'https://a/b', '2026'),
    idOfPlace('file', 'https://a/b'),
  ]
  expect(new Set(places).size).toBe(3)
})
