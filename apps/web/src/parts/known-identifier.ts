// In memory, and not in an address: it is somebody's number or mailbox.
let known = ''

/** What was typed to sign in, for the page that the person goes to for want of the password. */
export const knownIdentifier = {
  read: (): string => known,
  write(text: string): void {
    known = text.trim()
  },
}
