import type { FastifyReply, FastifyRequest } from 'fastify'

const loopbackHost = /^(?:localhost|\[::1\]|127(?:\.\d{1,3}){3})(?::\d{1,5})?$/iu

/**
 * Turns away what a random web site could send through the browser of somebody who runs the
 * simulator: a foreign name that was made to point here (DNS rebinding) shows in `Host`, a foreign
 * page in `Origin`.
 */
export async function refuseStrangers(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { host = '', origin } = request.headers
  const foreign = origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`
  if (!loopbackHost.test(host) || foreign) {
    await reply.code(403).send({ ok: false, error_code: 403, description: 'the simulator answers this machine only' })
  }
}
