import { locales, type ShopConfig, verificationMethods } from '@vitrina/contract'
import type { FastifyInstance } from 'fastify'
import { exportActivity } from '#audit'
import { botCodeRoutes, contractD, contractDBot } from '#bot-codes'
import { cartRoutes, exportCart, favoriteRoutes } from '#cart'
import { catalogRoutes, makeDescribePage, makeListAddresses, makeReadCards } from '#catalog-reading'
import { checkoutRoutes, couponDesk, openLine, payOnDelivery } from '#checkout'
import { contentRoutes, listPageAddresses, makeDescribeContent } from '#content'
import {
  collectDocs,
  createServer,
  docsRoutes,
  healthRoutes,
  limitFlood,
  maybeSignedInScope,
  type SayingSite,
  shopConfigRoutes,
  signedInScope,
  sitemapRoutes,
  siteRoutes,
  trustCookies,
} from '#http'
import { findCustomer, findFamily } from '#identity'
import { keptContracts, keptContractsForBots } from '#kept-contracts'
import { exportNotices, noticesRoutes } from '#notices'
import { exportOrders, orderRoutes } from '#orders'
import { accountRoutes, type Exporters, exportIdentity } from '#own-account'
import { exportPasskeys, myPasskeyRoutes, passkeyRoutes, relyingPartyOf } from '#passkeys'
import { passwordRoutes } from '#password-sign-in'
import { exportPayments, telegramPayment, wooCommercePayment } from '#payments'
import { pictureRoutes, pictureUrl } from '#pictures'
import { answerFromMemory, type Ctx, type Logger, type Routes } from '#platform'
import { registrationRoutes } from '#registration'
import { keyRoutes, sessionRoutes } from '#sessions'
import { findChat, type ShopFacts } from '#telegram'
import { miniAppContactRoutes, miniAppRoutes, oidcRoutes } from '#telegram-sign-in'
import type { CodeCarriers } from '#verification-codes'
import { siteFolder } from './built-site.ts'
import type { Config } from './config.ts'
import type { DemoTelegram } from './demo.ts'
import type { Ports } from './ports.ts'
import type { Telegram } from './telegram.ts'
import type { Woo } from './woocommerce.ts'

interface Parts {
  log: Logger
  ports: Ports
  telegram: Telegram
  demo: DemoTelegram | undefined
  carriers: CodeCarriers
  woo: Woo | undefined
}

/** Every route of the product, in the scope that says what holds for it. */
export async function openServer(ctx: Ctx, config: Config, parts: Parts): Promise<FastifyInstance> {
  const { ports, telegram, woo } = parts
  const server = await createServer({
    log: parts.log,
    publicUrl: config.publicUrl,
    defaultLocale: config.shop.defaultLocale,
    allowedOrigins: config.corsOrigins,
    frameAncestors: parts.demo ? [parts.demo.url] : [],
    scripts: parts.demo ? [parts.demo.webAppScript] : [],
    trustedProxies: config.trustedProxies,
  })
  await collectDocs(server, { shopName: config.shop.name, publicUrl: config.publicUrl })

  await server.register(healthRoutes([...ports.checks, telegram.check, ...(woo?.checks ?? [])]))
  await server.register(shopConfigRoutes(() => describeShop(config, parts)))
  await server.register(keyRoutes(ctx, ports))
  await server.register(telegram.routes)
  if (ports.sms) await server.register(ports.sms.routes(ctx))
  if (woo) await server.register(woo.routes)
  await server.register(authRoutes(ctx, config, parts))
  await server.register(shopRoutes(ctx, config, parts))
  await server.register(docsRoutes)
  await server.register(sitemapRoutes(config.publicUrl, listAddresses(ctx, config, ports)))
  await siteRoutes(server, siteFolder, sayingSite(ctx, config, ports))
  return server
}

/** What the site's pages say of themselves to whoever shows links to them. */
function sayingSite(ctx: Ctx, { publicUrl, shop }: Config, { cache }: Ports): SayingSite {
  const describePage = makeDescribePage(ctx, { counting: shop, cache })
  const describeContent = makeDescribeContent(ctx, { cache, defaultLocale: shop.defaultLocale })
  return {
    publicUrl,
    shopName: shop.name,
    describe: async (path, locale) =>
      path === '/' ? { title: shop.name, path } : ((await describePage(path, locale)) ?? describeContent(path, locale)),
  }
}

/** Everything there is to find: the catalogue, and what the merchant tells besides. */
function listAddresses(ctx: Ctx, { shop }: Config, ports: Ports) {
  const ofCatalog = makeListAddresses(ctx, ports)
  return async () => [...(await ofCatalog()), ...(await listPageAddresses(ctx, shop.defaultLocale))]
}

/** Proving who one is, and one's own account. */
function authRoutes(ctx: Ctx, config: Config, { ports, telegram, carriers }: Parts): Routes {
  const { botSecret, wireContracts } = config
  const registration = { ...ports, carriers, botLink: telegram.link, lookup: telegram.sender, botSecret }
  const signIn = { ...ports, telegramKeys: telegram.keys }
  const { oidc } = ports
  const signedIn = whoSpeaks(config, ports)
  // Without a domain browsers make no passkeys, and there is nothing to serve.
  const party = relyingPartyOf(config.publicUrl, config.shop.name)
  const servesD = wireContracts.includes('D')
  const shop: ShopFacts = { name: config.shop.name, publicUrl: config.publicUrl, timeZone: config.shop.timeZone }
  return async (server) => {
    await server.register(keptContractsForBots(ctx, registration, wireContracts))
    if (servesD) await server.register(contractDBot(ctx, registration))
    await server.register(async (scope) => {
      limitFlood(scope)
      await scope.register(sessionRoutes(ctx, ports))
      await scope.register(passwordRoutes(ctx, ports))
      if (party) await scope.register(passkeyRoutes(ctx, { ...ports, party }))
      await scope.register(noticesRoutes(ctx, { shop, flood: ports.flood }))
      await scope.register(miniAppRoutes(ctx, signIn))
      if (oidc) await scope.register(oidcRoutes(ctx, { ...ports, oidc }))
      await scope.register(async (maybeSignedIn) => {
        await maybeSignedIn.register(maybeSignedInScope(ctx, signedIn))
        await maybeSignedIn.register(registrationRoutes(ctx, registration))
      })
      await scope.register(botCodeRoutes(ctx, ports))
      await scope.register(keptContracts(ctx, registration, wireContracts))
      if (servesD) await scope.register(contractD(ctx, registration))
      await scope.register(async (own) => {
        await own.register(signedInScope(ctx, signedIn))
        await own.register(accountRoutes(ctx, ports, exporters))
        if (party) await own.register(myPasskeyRoutes(ctx, { ...ports, party }))
        await own.register(miniAppContactRoutes(ctx, signIn))
      })
    })
  }
}

/** By what a call says who makes it. */
function whoSpeaks({ publicUrl, corsOrigins: allowedOrigins }: Config, { tokens, cookies }: Ports) {
  return { tokens, cookies, mayUseCookie: trustCookies({ publicUrl, allowedOrigins }) }
}

/** Buying: open to everybody, and the same for a customer on every door. */
function shopRoutes(ctx: Ctx, config: Config, { ports, telegram, woo }: Parts): Routes {
  const { defaultLocale, currency } = config.shop
  const counting = config.shop
  const speaking = whoSpeaks(config, ports)
  const selling = {
    ...{ ...ports, defaultLocale, pictureUrl, currency },
    deliverySource: woo ? ('woocommerce' as const) : ('file' as const),
    paymentMethods: [
      payOnDelivery,
      telegramPayment({ desk: telegram.desk, shop: config.shop, defaultLocale }),
      ...(woo ? [wooCommercePayment(woo.paymentPage)] : []),
    ],
    line: openLine(),
  }
  return async (server) => {
    // Not counted as a flood: a page of the catalogue has dozens. What is unknown or has to be made is counted there.
    await server.register(pictureRoutes(ctx, ports))
    await server.register(async (scope) => {
      // First: an answer from memory costs less than counting who asks for it.
      answerFromMemory(scope, ports.cache)
      limitFlood(scope)
      await scope.register(catalogRoutes(ctx, { ...ports, counting }))
      await scope.register(contentRoutes(ctx, { ...ports, defaultLocale }))
    })
    await server.register(async (scope) => {
      limitFlood(scope)
      await scope.register(async (anybody) => {
        await anybody.register(maybeSignedInScope(ctx, speaking))
        await anybody.register(cartRoutes(ctx, { ...ports, counting, coupons: couponDesk(selling) }))
        await anybody.register(favoriteRoutes(ctx, { ...ports, readCards: makeReadCards(counting) }))
      })
      await scope.register(async (own) => {
        await own.register(signedInScope(ctx, speaking))
        await own.register(orderRoutes(ctx, selling))
        await own.register(checkoutRoutes(ctx, selling))
      })
    })
  }
}

/** What each module holds about a customer, in an export (Y7). */
const exporters: Exporters = {
  account: exportIdentity,
  orders: exportOrders,
  payments: exportPayments,
  passkeys: exportPasskeys,
  cart: exportCart,
  notices: exportNotices,
  activity: async (ctx, customerId) => exportActivity(ctx, await findFamily(ctx.db, customerId)),
  telegramChat: async (ctx, customerId) => {
    const telegramId = (await findCustomer(ctx.db, customerId))?.telegramId
    return (telegramId && (await findChat(ctx.db, telegramId))) || {}
  },
}

function describeShop(config: Config, { ports, telegram, demo, carriers }: Parts): ShopConfig {
  const { name: shopName, accent, currency, defaultLocale } = config.shop
  const bot = telegram.link()
  const botUsername = bot?.username ?? null
  const passkeyOrigin = relyingPartyOf(config.publicUrl, shopName)?.origin
  return {
    shopName,
    accent,
    currency,
    defaultLocale,
    locales: [...locales],
    botUsername,
    botLink: bot?.offerLink ?? null,
    methods: [
      ...verificationMethods.filter((method) =>
        method === 'email' || method === 'sms' ? carriers[method] : botUsername,
      ),
      ...(ports.oidc ? ['telegram_oidc'] : []),
      ...(bot ? ['bot_code'] : []),
    ],
    features: { demo: demo !== undefined, passkeys: passkeyOrigin !== undefined },
    ...(passkeyOrigin && { passkeyOrigin }),
    ...(demo && { demoPhones: demo.phones, webAppScript: demo.webAppScript }),
    ...(demo && !config.mail && { demoMailbox: `${demo.url}/#mail` }),
    ...(demo && !config.sms && { demoSms: `${demo.url}/#sms` }),
  }
}
