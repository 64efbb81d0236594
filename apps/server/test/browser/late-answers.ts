import type { Route } from 'playwright-core'

const told = ['accept-language', 'authorization', 'content-type', 'cookie', 'origin', 'sec-fetch-site', 'user-agent']

/** Does what a page has asked for, past its browser, whose cookies stay as they are. */
export async function sendOn(route: Route): Promise<Response> {
  const all = await route.request().allHeaders()
  const headers = Object.fromEntries(told.flatMap((name) => (all[name] ? [[name, all[name]]] : [])))
  const [method, body] = [route.request().method(), route.request().postData()]
  const answer = await fetch(route.request().url(), { method, headers, body })
  if (!answer.ok) throw new Error(`${method} ${route.request().url()} was answered with ${answer.status}`)
  return answer
}

/** The server does it at once; the page hears of it, and its browser gets the cookies, only after this. */
export async function answerAfter(route: Route, released: () => Promise<unknown>): Promise<void> {
  const answer = await sendOn(route)
  await released()
  const headers = { 'content-type': 'application/json', 'set-cookie': answer.headers.getSetCookie().join('\n') }
  await route.fulfill({ status: answer.status, headers, body: await answer.text() })
}
