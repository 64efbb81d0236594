import type { Ctx, Routes, Wire } from '#platform'
import type { ChatLookup } from '#telegram'
import { contractA, contractABot, loginA, registerA } from './contract-a.ts'
import { contractB, contractBBot } from './contract-b.ts'
import { contractCBot, loginC, registerC } from './contract-c.ts'
import { verifyRoute } from './verify.ts'
import { sharedRoute, type WirePorts } from './wire-call.ts'

export interface KeptContractPorts extends WirePorts {
  lookup: ChatLookup
  /** Nothing when none is configured: then no bot is believed. */
  botSecret: string | undefined
}

/** What the kept contracts that are served offer to sites. */
export function keptContracts(ctx: Ctx, ports: KeptContractPorts, served: readonly string[]): Routes {
  const serves = (wire: Wire) => served.includes(wire)
  const ofServed = <Call extends { wire: Wire }>(calls: Call[]) => calls.filter(({ wire }) => serves(wire))
  return async (server) => {
    await server.register(sharedRoute('/auth/register', ofServed([registerA(ctx, ports), registerC(ctx, ports)])))
    await server.register(sharedRoute('/auth/login', ofServed([loginA(ctx, ports), loginC(ctx, ports)])))
    if (serves('A')) await server.register(contractA(ctx, ports))
    if (serves('B')) await server.register(contractB(ctx, ports))
    if (serves('B') || serves('C')) await server.register(verifyRoute(ctx, ports))
  }
}

/** What they offer to external bots, which show a secret; no stranger's flood is counted for them. */
export function keptContractsForBots(ctx: Ctx, ports: KeptContractPorts, served: readonly string[]): Routes {
  return async (server) => {
    if (served.includes('A')) await server.register(contractABot(ctx, ports))
    if (served.includes('B')) await server.register(contractBBot(ctx, ports))
    if (served.includes('C')) await server.register(contractCBot(ctx, ports))
  }
}
