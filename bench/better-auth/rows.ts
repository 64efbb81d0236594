import { drive, driveOnce, visitorHeaders } from '../load.ts'
import { logIn } from '../passwords.ts'
import type { Row } from '../rows.ts'
import { askWho, signInByCode } from '../signed-in.ts'
import { compare } from '../statistics.ts'
import { CONNECTIONS, type World } from '../world.ts'
import { CODE, type Other, openOther, otherPassword } from './other.ts'

const ROUNDS = 5
const SECONDS = 2
const PEOPLE = { asItComes: 320, withoutCleanUp: 1_280 }
// A password costs either side most of a core; more at once would only wait.
const HASHING = 8

/** The same three things, done by Better Auth on the same machine and PostgreSQL in the same run. */
export async function againstBetterAuth(world: World): Promise<Row[]> {
  const rows: Row[] = []
  const asItComes = await openOther(world, PEOPLE.asItComes, true)
  try {
    const tokens = (await world.backstage.openSessions(CONNECTIONS)).map(({ accessToken }) => accessToken)
    rows.push(
      await times(
        'Who is signed in',
        8,
        () => askWho(world, tokens),
        () => getSession(asItComes),
      ),
    )
    rows.push(
      await times(
        'Sign-in by code',
        8,
        () => signInByCode(world),
        () => verifyPhones(asItComes),
      ),
    )
    rows.push(
      await times(
        'Sign-in by password',
        8,
        () => logIn(world, HASHING, SECONDS, [200]),
        () => signIn(asItComes),
      ),
    )
  } finally {
    await asItComes.close()
  }
  const other = await openOther(world, PEOPLE.withoutCleanUp, false)
  try {
    rows.push(
      await times(
        'Sign-in by code, its clean-up switched off',
        2,
        () => signInByCode(world),
        () => verifyPhones(other),
      ),
    )
  } finally {
    await other.close()
  }
  return rows
}

function getSession({ url, cookie }: Other): Promise<number> {
  return drive({
    url,
    connections: CONNECTIONS,
    seconds: SECONDS,
    requests: () => [{ path: '/api/auth/get-session', headers: { ...visitorHeaders(), cookie } }],
    expected: [200],
  })
}

async function verifyPhones(other: Other): Promise<number> {
  await other.issueCodes()
  return driveOnce({
    url: other.url,
    connections: CONNECTIONS,
    requests: other.phones.map((phoneNumber) => ({
      method: 'POST',
      path: '/api/auth/phone-number/verify',
      headers: { ...visitorHeaders(), origin: other.url, 'content-type': 'application/json' },
      body: JSON.stringify({ phoneNumber, code: CODE }),
    })),
    expected: [200],
  })
}

function signIn({ url, email }: Other): Promise<number> {
  return drive({
    url,
    connections: HASHING,
    seconds: SECONDS * 2,
    requests: () => [
      {
        method: 'POST',
        path: '/api/auth/sign-in/email',
        headers: { ...visitorHeaders(), origin: url, 'content-type': 'application/json' },
        body: JSON.stringify({ email, password: otherPassword }),
      },
    ],
    expected: [200],
  })
}

async function times(
  what: string,
  goal: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<Row> {
  for (const measure of [ours, theirs]) await measure()
  const compared = await compare(ROUNDS, ours, theirs)
  return {
    what: `${what}, against Better Auth`,
    goal: `≥ ${goal}x`,
    measured: `${compared.ratio.toFixed(1)}x`,
    basis:
      `${Math.round(compared.ours)}/s and ${Math.round(compared.theirs)}/s; ` +
      `rounds ${compared.spread[0].toFixed(1)} to ${compared.spread[1].toFixed(1)}`,
    met: compared.ratio >= goal,
  }
}
