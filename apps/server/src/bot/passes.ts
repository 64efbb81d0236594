import { isDatabaseAway, Refusal } from '#platform'

/** Whether the same update will be handled a little later, when what is away now is back. */
export function passes(error: unknown): boolean {
  return isDatabaseAway(error) || (error instanceof Refusal && error.kind === 'unavailable')
}
