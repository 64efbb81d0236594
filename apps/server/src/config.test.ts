import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ConfigError, readConfig } from './config.ts'
import { envExample } from './env-example.ts'

const token = '123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

describe('configuration', () => {
  test('nothing set is the demo on loopback (X7)', () => {
    const config = readConfig({})
    expect(config).toMatchObject({ host: '127.0.0.1', port: 3000, publicUrl: 'http://127.0.0.1:3000' })
    expect(config.telegram).toBeUndefined()
    expect(config.databaseUrl).toBeUndefined()
  })

  test('all faults are reported at once, by name and never by value', () => {
    const faulty = { PORT: 'many', DATABASE_URL: 'mysql://root:hunter2@db', TELEGRAM_BOT_TOKEN: 'secret-thing' }
    const read = () => readConfig(faulty)
    expect(read).toThrow(/PORT.*DATABASE_URL.*TELEGRAM_BOT_TOKEN/s)
    expect(read).not.toThrow(/hunter2|secret-thing|many/)
  })

  test.each(['0.0.0.0', '192.168.1.5', '::'])('the demo is refused on %s', (HOST) => {
    const real = { TELEGRAM_BOT_TOKEN: token, PUBLIC_URL: 'https://shop.example' }
    expect(() => readConfig({ HOST })).toThrow(ConfigError)
    expect(() => readConfig({ HOST, ...real })).not.toThrow()
  })

  test.each(['0.0.0.0', '::', '192.168.1.5'])(
    'a real shop on %s without the address of its customers is refused',
    (HOST) => {
      expect(() => readConfig({ HOST, TELEGRAM_BOT_TOKEN: token })).toThrow(/^PUBLIC_URL .*HOST/)
      expect(() => readConfig({ HOST: '127.0.0.1', TELEGRAM_BOT_TOKEN: token })).not.toThrow()
    },
  )

  test('the demo is refused in production', () => {
    expect(() => readConfig({ NODE_ENV: 'production' })).toThrow(/TELEGRAM_BOT_TOKEN/)
  })

  test('the Mini App has an address where Telegram would take it: https, or anything on its test servers', () => {
    const read = (PUBLIC_URL: string, TELEGRAM_ENVIRONMENT = 'prod') =>
      readConfig({ TELEGRAM_BOT_TOKEN: token, PUBLIC_URL, TELEGRAM_ENVIRONMENT }).telegram?.miniAppUrl
    expect(read('https://shop.example')).toBe('https://shop.example/')
    expect(read('http://127.0.0.1:3000')).toBeUndefined()
    expect(read('http://127.0.0.1:3000', 'test')).toBe('http://127.0.0.1:3000/')
  })

  test('a WooCommerce needs its address and its key, each where it belongs, and no listener in between (M3, S4)', () => {
    const all = { WOOCOMMERCE_URL: 'https://wp.example/', WOOCOMMERCE_KEY: 'ck_1', WOOCOMMERCE_SECRET: 'cs_1' }
    const { url, webhookSecret } = readConfig(all).woocommerce ?? {}
    expect(url).toBe('https://wp.example')
    expect(webhookSecret).toMatch(/^[a-z0-9]{64}$/)
    expect(readConfig({}).woocommerce).toBeUndefined()
    for (const name of Object.keys(all)) expect(() => readConfig({ ...all, [name]: '' })).toThrow(name)
    const swapped = { ...all, WOOCOMMERCE_KEY: 'cs_1', WOOCOMMERCE_SECRET: 'ck_1' }
    expect(() => readConfig(swapped)).toThrow(/WOOCOMMERCE_KEY.*WOOCOMMERCE_SECRET/s)
    expect(() => readConfig({ ...all, WOOCOMMERCE_URL: 'http://wp.example' })).toThrow(/WOOCOMMERCE_URL.*https/)
    expect(() => readConfig({ ...all, WOOCOMMERCE_URL: 'http://127.0.0.1:8090' })).not.toThrow()
    expect(() => readConfig({ ...all, WOOCOMMERCE_WEBHOOK_SECRET: 'with&signs-in-it' })).toThrow(/letters and digits/)
    expect(readConfig(all).wordpress).toEqual({ login: undefined, bannerCategory: 'banners', pageCategory: undefined })
    const login = { WORDPRESS_USER: 'shop', WORDPRESS_APP_PASSWORD: 'abcd efgh ijkl mnop qrst uvwx' }
    expect(readConfig({ ...all, ...login }).wordpress.login).toEqual({
      user: 'shop',
      password: login.WORDPRESS_APP_PASSWORD,
    })
    expect(() => readConfig({ ...all, WORDPRESS_USER: 'shop' })).toThrow(/set together/)
    expect(() => readConfig(login)).toThrow(/WOOCOMMERCE_URL: WORDPRESS_USER/)
  })

  test('«Log in with Telegram» needs both of its names, and an issuer that nobody can listen in on (Y1)', () => {
    const both = { TELEGRAM_OIDC_CLIENT_ID: '7000000001', TELEGRAM_OIDC_CLIENT_SECRET: 'a-secret' }
    const { issuer, clientId } = readConfig(both).telegramOidc ?? {}
    expect([issuer, clientId]).toEqual(['https://oauth.telegram.org', '7000000001'])
    expect(readConfig({}).telegramOidc).toBeUndefined()
    for (const name of Object.keys(both)) {
      expect(() => readConfig({ ...both, [name]: '' })).toThrow(/TELEGRAM_OIDC_CLIENT_ID.*TELEGRAM_OIDC_CLIENT_SECRET/)
    }
    expect(() => readConfig({ TELEGRAM_OIDC_ISSUER: 'http://oauth.example' })).toThrow(/TELEGRAM_OIDC_ISSUER/)
    expect(() => readConfig({ TELEGRAM_OIDC_ISSUER: 'http://127.0.0.1:9000' })).not.toThrow()
  })

  test('an address of customers is an origin, as browsers write it', () => {
    expect(readConfig({ HOST: '::1' }).publicUrl).toBe('http://[::1]:3000')
    expect(readConfig({ PUBLIC_URL: 'https://Shop.example/' }).publicUrl).toBe('https://shop.example')
    expect(() => readConfig({ PUBLIC_URL: 'https://shop.example/shop' })).toThrow(/PUBLIC_URL/)
  })

  test('origins that no browser would send are refused', () => {
    const read = (text: string) => readConfig({ CORS_ALLOWED_ORIGINS: text }).corsOrigins
    expect(read('https://one.example/, https://Two.example:8443')).toEqual([
      'https://one.example',
      'https://two.example:8443',
    ])
    for (const text of ['*', 'null', 'one.example', 'https://one.example/shop']) {
      expect(() => read(text)).toThrow(/CORS_ALLOWED_ORIGINS/)
    }
  })

  test('proxies are believed on this machine unless others are named', () => {
    const read = (TRUSTED_PROXIES: string) => readConfig({ TRUSTED_PROXIES }).trustedProxies
    expect(read('')).toEqual(['loopback'])
    expect(read('loopback, 10.1.2.3,172.16.0.0/12, 2001:db8::/32 ,uniquelocal')).toEqual([
      'loopback',
      '10.1.2.3',
      '172.16.0.0/12',
      '2001:db8::/32',
      'uniquelocal',
    ])
  })

  test.each(['proxy', '10.1.2', '10.1.2.3/33', '10.1.2.3/0', '0.0.0.0/0', '::/129', '10.0.0.0/8/8', '10.0.0.0/', '*'])(
    'a proxy written as %s is refused by name',
    (TRUSTED_PROXIES) => {
      expect(() => readConfig({ TRUSTED_PROXIES })).toThrow(/TRUSTED_PROXIES/)
    },
  )

  test('the names of the older systems are read too (D8)', () => {
    const config = readConfig({ BOT_TOKEN: token, BOT_SECRET_KEY: 'a-long-enough-secret' })
    expect(config.telegram?.token).toBe(token)
    expect(config.botSecret).toBe('a-long-enough-secret')
  })

  test('the bot sends people with a code to the configured page, or to our own (D8)', () => {
    expect(readConfig({ PUBLIC_URL: 'https://shop.example' }).registerUrl).toBe('https://shop.example/register?way=bot')
    const REGISTER_URL = 'https://old.example/signup/?from=bot'
    expect(readConfig({ REGISTER_URL }).registerUrl).toBe(REGISTER_URL)
    for (const wrong of ['old.example/signup', 'javascript:alert(1)']) {
      expect(() => readConfig({ REGISTER_URL: wrong })).toThrow(/REGISTER_URL/)
    }
  })

  test('the kept contracts are served unless none is asked for', () => {
    expect(readConfig({}).wireContracts).toEqual(['A', 'B', 'C', 'D'])
    expect(readConfig({ WIRE_CONTRACTS: '' }).wireContracts).toEqual(['A', 'B', 'C', 'D'])
    expect(readConfig({ WIRE_CONTRACTS: 'none' }).wireContracts).toEqual([])
    expect(() => readConfig({ WIRE_CONTRACTS: 'Z' })).toThrow(/WIRE_CONTRACTS/)
  })

  test.each(['E', 'A,E', 'b'])('a kept contract that this release does not have is refused: %s', (WIRE_CONTRACTS) => {
    expect(() => readConfig({ WIRE_CONTRACTS })).toThrow(/WIRE_CONTRACTS: .*this release has A/)
  })

  test.each([
    ['CORS_ALLOWED_ORIGINS', '*'],
    ['CORS_ALLOWED_ORIGINS', 'https://old.example/path'],
    ['CORS_ALLOWED_ORIGINS', 'old.example'],
    ['PUBLIC_URL', 'https://shop.example/path'],
    ['PORT', '65535'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(name))
  })

  test('a webhook without an https address is refused by name, unless the Bot API server is one’s own (E17)', () => {
    const webhook = { TELEGRAM_BOT_TOKEN: token, TELEGRAM_MODE: 'webhook' }
    expect(() => readConfig(webhook)).toThrow(/PUBLIC_URL/)
    expect(() => readConfig({ ...webhook, PUBLIC_URL: 'https://shop.example' })).not.toThrow()
    for (const PUBLIC_URL of ['http://shop.example', 'http://127.0.0.1:3000']) {
      expect(() => readConfig({ ...webhook, PUBLIC_URL })).toThrow(/TELEGRAM_MODE=webhook.* PUBLIC_URL/)
    }
    for (const TELEGRAM_API_ROOT of ['http://127.0.0.1:8081', 'http://bot-api.internal:8081']) {
      const own = { ...webhook, TELEGRAM_API_ROOT, PUBLIC_URL: 'http://shop.internal' }
      expect(() => readConfig(own)).not.toThrow()
    }
  })

  describe('mail', () => {
    const SMTP_URL = 'smtp://shop:hunter2@mail.example:587'
    const read = (MAIL_FROM: string) => readConfig({ SMTP_URL, MAIL_FROM }).mail

    test('is not configured unless it is asked for', () => {
      expect(readConfig({}).mail).toBeUndefined()
      expect(readConfig({ TELEGRAM_BOT_TOKEN: token }).mail).toBeUndefined()
      expect(readConfig({ MAIL_FROM: 'shop@shop.example' }).mail).toBeUndefined()
    })

    test.each([
      ['Shop@Shop.example', { name: undefined, address: 'shop@shop.example' }],
      ['Сирень и Ко <shop@shop.example>', { name: 'Сирень и Ко', address: 'shop@shop.example' }],
      ['"Shop, Inc." <shop@shop.example>', { name: 'Shop, Inc.', address: 'shop@shop.example' }],
      ['<shop@shop.example>', { name: undefined, address: 'shop@shop.example' }],
    ])('is from %s', (text, from) => {
      expect(read(text)).toEqual({ url: SMTP_URL, from })
    })

    test('has a sender, or is refused by name', () => {
      expect(() => readConfig({ SMTP_URL })).toThrow(/MAIL_FROM/)
      expect(() => readConfig({ SMTP_URL })).not.toThrow(/hunter2/)
    })

    test.each([
      'shop',
      'Shop <shop>',
      'Shop <shop@shop.example> and others',
      'a@shop.example, b@shop.example',
      'Shop\r\nBcc: all@shop.example <shop@shop.example>',
      '"Shop" "Inc" <shop@shop.example>',
    ])('is not from %j', (text) => {
      expect(() => read(text)).toThrow(/MAIL_FROM/)
    })

    test.each(['mail.example', 'http://mail.example', 'smtp://', 'smtp://shop:100%@mail.example'])(
      'does not go to %s',
      (url) => {
        expect(() => readConfig({ SMTP_URL: url, MAIL_FROM: 'shop@shop.example' })).toThrow(/SMTP_URL/)
      },
    )
  })

  test('an empty line in .env means not set', () => {
    expect(readConfig({ DATABASE_URL: '', PORT: '' }).port).toBe(3000)
  })

  test('.env.example is what the table of settings says', () => {
    const written = readFileSync(resolve(import.meta.dirname, '../../../.env.example'), 'utf8')
    expect(written).toBe(envExample())
  })
})
