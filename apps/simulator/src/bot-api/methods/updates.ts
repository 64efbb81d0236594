import { isIP } from 'node:net'
import { forgetAllUpdates, pendingUpdates, updateTypes } from '../../updates/queue.ts'
import type { World } from '../../world/world.ts'
import { ApiError, badRequest, tooManyRequests } from '../errors.ts'
import type { Desk, Handlers } from '../handler.ts'
import type { ParametersOf } from '../tables.ts'

const longestPollSeconds = 50
const webhookPorts = new Set(['', '80', '88', '443', '8443'])

/** Both ways of getting updates; each refuses to work beside the other. */
export const updateMethods: Handlers<'getUpdates' | 'setWebhook' | 'deleteWebhook' | 'getWebhookInfo'> = {
  getUpdates({ world, polling, signal }, { offset = 0, limit = 100, timeout = 0, allowed_updates }) {
    if (world.state.webhook) {
      throw new ApiError(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
      )
    }
    rememberAllowed(world, allowed_updates)
    const timeoutMs = clamp(timeout, 0, longestPollSeconds) * 1000
    return polling.poll({ offset, limit: clamp(limit, 1, 100), timeoutMs, signal })
  },

  setWebhook(desk, parameters) {
    const { world, courier, polling } = desk
    const url = parameters.url.trim()
    if (url === '') return dropWebhook(desk, parameters.drop_pending_updates ?? false)
    checkWebhook(url, parameters)
    if (desk.limits && world.now() - desk.session.webhookSetAt < 1000) throw tooManyRequests(1)
    desk.session.webhookSetAt = world.now()

    rememberAllowed(world, parameters.allowed_updates)
    if (parameters.drop_pending_updates) forgetAllUpdates(world)
    polling.interrupt('Conflict: terminated by setWebhook request')
    world.state.webhook = {
      url,
      secretToken: parameters.secret_token ?? '',
      maxConnections: clamp(parameters.max_connections ?? 40, 1, 100),
      hasCertificate: parameters.certificate !== undefined,
      ...(parameters.ip_address ? { ipAddress: parameters.ip_address } : {}),
    }
    world.events.emit('changed')
    courier.reset()
    return true
  },

  deleteWebhook(desk, { drop_pending_updates = false }) {
    return dropWebhook(desk, drop_pending_updates)
  },

  getWebhookInfo({ world }) {
    const { webhook, updates } = world.state
    return {
      url: webhook?.url ?? '',
      has_custom_certificate: webhook?.hasCertificate ?? false,
      pending_update_count: pendingUpdates(world).length,
      ...(webhook ? { max_connections: webhook.maxConnections } : {}),
      ...(webhook?.ipAddress ? { ip_address: webhook.ipAddress } : {}),
      ...(webhook?.lastErrorDate ? { last_error_date: webhook.lastErrorDate } : {}),
      ...(webhook?.lastErrorMessage ? { last_error_message: webhook.lastErrorMessage } : {}),
      ...(updates.allowed.length > 0 ? { allowed_updates: updates.allowed } : {}),
    }
  },
}

function dropWebhook({ world, courier }: Desk, dropPending: boolean): true {
  delete world.state.webhook
  if (dropPending) forgetAllUpdates(world)
  world.events.emit('changed')
  courier.reset()
  return true
}

function checkWebhook(url: string, parameters: ParametersOf<'setWebhook'>): void {
  if (!URL.canParse(url)) throw badRequest('invalid webhook URL specified')
  const { protocol, hostname, port } = new URL(url)
  // The one liberty taken here: a plain http address with any port is let through when it is on
  // this machine, because that is where the simulator and the bot both are. Telegram needs the
  // HTTPS and the four ports, and so does the simulator for every other host.
  const local = protocol === 'http:' && isLoopback(hostname)
  if (!local && protocol !== 'https:') throw badRequest('bad webhook: An HTTPS URL must be provided for webhook')
  if (!local && !webhookPorts.has(port)) {
    throw badRequest('bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443')
  }
  const { secret_token = '', ip_address } = parameters
  if (secret_token.length > 256) throw badRequest('secret token is too long')
  if (!/^[\w-]*$/u.test(secret_token)) throw badRequest('secret token contains unallowed characters')
  if (ip_address && isIP(ip_address) === 0) throw badRequest('bad webhook: Invalid IP address specified')
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./u.test(hostname)
}

/** An omitted list keeps the last one; an empty one brings the default back. */
function rememberAllowed(world: World, allowed: unknown[] | undefined): void {
  if (!allowed) return
  world.state.updates.allowed = updateTypes.filter((type) => allowed.includes(type))
  world.events.emit('changed')
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
