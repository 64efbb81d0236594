import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { sitemapRoutes } from '#http'

async function openMap(list: () => Promise<{ path: string }[]>) {
  const server = Fastify()
  await server.register(sitemapRoutes('https://shop.example', list))
  return async () => {
    const { statusCode, body } = await server.inject('/sitemap.xml')
    return { statusCode, body }
  }
}

test('the map of the site is made once for all who ask at about the same time', async () => {
  let made = 0
  const ask = await openMap(async () => {
    made++
    return [{ path: '/product/a&b' }]
  })
  const answers = [...(await Promise.all([ask(), ask(), ask()])), await ask()]
  expect(made).toBe(1)
  for (const { body } of answers) expect(body).toContain('<url><loc>https://shop.example/product/a&#38;b</loc></url>')
})

test('a map that could not be made is tried again', async () => {
  let isAway = true
  const ask = await openMap(async () => {
    if (isAway) throw new Error('away')
    return []
  })
  expect((await ask()).statusCode).toBe(500)
  isAway = false
  expect((await ask()).statusCode).toBe(200)
})
