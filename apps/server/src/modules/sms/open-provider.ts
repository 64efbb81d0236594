import type { ProviderSettings, SmsProvider } from './model.ts'
import type { SmsNetwork } from './network.ts'
import { bird } from './providers/bird.ts'
import { telegramGateway } from './providers/telegram-gateway.ts'
import { twilio } from './providers/twilio.ts'
import { vonage } from './providers/vonage.ts'

/** The adapter of the provider that the settings name; `reportUrl` is where it may report to. */
export function openProvider(
  settings: ProviderSettings,
  network: SmsNetwork,
  reportUrl: string | undefined,
): SmsProvider {
  switch (settings.name) {
    case 'twilio':
      return twilio(settings, network, reportUrl)
    case 'vonage':
      return vonage(settings, network, reportUrl)
    case 'bird':
      return bird(settings, network, reportUrl)
    case 'telegram-gateway':
      return telegramGateway(settings, network, reportUrl)
  }
}
