// OWASP ASVS 6.2.4: the 3,000 commonest of those that the length rule lets through.
const COUNT = 3_000
const MIN_LENGTH = 8

let commonest: Promise<ReadonlySet<string>> | undefined

/** Whether the password, exactly as typed, is among the 3,000 commonest. */
export async function isCommonPassword(password: string): Promise<boolean> {
  commonest ??= load()
  return (await commonest).has(password)
}

// Loaded when the first password is chosen: 20 ms and 3 MB that a start need not pay.
async function load(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  // Commonest first; all in small letters, so that `Password1` is let through, as asked for.
  const ranked: readonly (string | number)[] = dictionary['passwords-common']
  const longEnough = ranked.map(String).filter((password) => password.length >= MIN_LENGTH)
  return new Set(longEnough.slice(0, COUNT))
}
