import { type Ctx, notify, type Signals } from '#platform'

const SIGNAL = ['content', 'changed'] as const

/** Tells every process, when the transaction commits, that what it has read of the content may be old. */
export function signalContent(ctx: Ctx): Promise<void> {
  return notify(ctx, ...SIGNAL)
}

/** Hears that; returns what ends it. */
export function onContentChange(signals: Signals, listener: () => void): () => void {
  return signals.listen(...SIGNAL, listener)
}
