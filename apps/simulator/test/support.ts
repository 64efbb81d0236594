import { onTestFinished } from 'vitest'
import { type Simulator, type SimulatorOptions, startSimulator } from '../src/index.ts'

/** A simulator without sending limits that ends with the test. */
export async function simulate(options: SimulatorOptions = {}): Promise<Simulator> {
  const simulator = await startSimulator({ limits: false, webhookRetryMs: 20, ...options })
  onTestFinished(() => simulator.close())
  return simulator
}

export interface Answer {
  status: number
  body: any
  headers: Headers
}

/** Calls a method with a JSON body, as a bot library does. */
export async function call(simulator: Simulator, method: string, parameters: object = {}): Promise<Answer> {
  return await request(simulator, method, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(parameters),
  })
}

/** Sends any request to a method's address. */
export async function request(simulator: Simulator, method: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${simulator.apiRoot}/bot${simulator.botToken}/${method}`, init)
  return { status: response.status, body: await response.json(), headers: response.headers }
}

/** The reason of a refusal, or undefined when the call went through. */
export async function refusal(
  simulator: Simulator,
  method: string,
  parameters: object = {},
): Promise<string | undefined> {
  const { body } = await call(simulator, method, parameters)
  return body.ok ? undefined : body.description
}

/** Somebody who has pressed START. */
export function startedPerson(simulator: Simulator) {
  const person = simulator.addPerson({ firstName: 'Dilnoza' })
  person.start()
  return person
}

/** The JSON of an answer, whose shape is what the test is about. */
export async function jsonOf(response: Response | Promise<Response>): Promise<any> {
  return await (await response).json()
}

/** The first of a list, which has to be there. */
export function first<Item>(items: readonly Item[]): Item {
  const [item] = items
  if (item === undefined) throw new Error('the list is empty')
  return item
}
