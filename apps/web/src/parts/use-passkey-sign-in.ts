import { useEffect, useRef, useState } from 'preact/hooks'
import { ProblemError } from '../problem.ts'
import { api, signIn } from '../site.ts'
import { askForPasskey, type PasskeyFailure, passkeyPlace, stopWaiting } from './passkey-ceremony.ts'
import { useSending } from './use-sending.ts'

// Before the challenge, which lives for five minutes, runs out under a page left open.
const RENEW_MS = 4 * 60_000

/**
 * Signing in by passkey, in two ways at once: among what the browser fills into the form, and
 * over the page when the button is pressed. A browser asks for one at a time, so whoever took the
 * last turn has it. What was filled in and refused is not asked for again on this visit; the
 * button still is there.
 */
export function usePasskeySignIn() {
  const sending = useSending()
  const [failure, setFailure] = useState<PasskeyFailure>()
  const turn = useRef(0)
  const pressed = useRef(false)
  const left = useRef(false)
  // One person is not signed in twice by what was filled in and then pressed: the press waits for the same answer.
  const opening = useRef<Promise<undefined>>()
  // A device that answers by itself would answer with the same dead passkey for ever.
  const refused = useRef(false)

  async function ask(autofill: boolean): Promise<PasskeyFailure | undefined> {
    const mine = ++turn.current
    const answer = await askForPasskey({ autofill, wanted: () => turn.current === mine })
    if ('failure' in answer) return answer.failure
    opening.current = api
      .post('/api/auth/passkeys', { body: answer })
      .then(signIn)
      .then(() => undefined)
      .finally(() => {
        opening.current = undefined
      })
    return await opening.current
  }

  async function wait(): Promise<void> {
    if (left.current || pressed.current || refused.current || !(await canFill())) return
    await ask(true).catch((caught) => {
      // Nobody asked for it, so only what a chosen passkey was answered is told.
      if (!(caught instanceof ProblemError)) throw caught
      if (caught.problem.status !== 401) return
      refused.current = true
      sending.show(caught.problem)
    })
  }

  async function press(): Promise<void> {
    pressed.current = true
    setFailure(undefined)
    await sending.send(async () => setFailure(await (opening.current ?? ask(false))))
    pressed.current = false
    void wait()
  }

  useWaiting(wait, () => {
    left.current = true
    turn.current++
  })

  return { sending, failure, press }
}

/** Waits for a passkey as long as the page is there, each time with a challenge that still counts. */
function useWaiting(wait: () => Promise<void>, leave: () => void): void {
  useEffect(() => {
    if (passkeyPlace() !== 'here') return
    void wait()
    const timer = setInterval(() => void wait(), RENEW_MS)
    return () => {
      clearInterval(timer)
      leave()
      void stopWaiting().catch(() => {})
    }
  }, [])
}

const canFill = async () => (await window.PublicKeyCredential.isConditionalMediationAvailable?.()) ?? false
