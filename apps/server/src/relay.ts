import { type JobQueue, type Jobs, job } from '#platform'

/** An event of a process that knows none of the listeners, to be told on by one that does. */
export const relayEvent = job<{ event: string; data: object }>('app.relay_event', { retryLimit: 10 })

/** For commands: what they enqueue and tell, the next server does and tells on. */
export function relayedJobs(queue: JobQueue): Jobs {
  return {
    send: (db, name, data, options) => queue.send(db, name, data, options),
    publish: (db, event, data) => queue.send(db, relayEvent.name, { event, data }),
  }
}
