/** JSON as PHP writes it, with slashes and everything that is not ASCII escaped: a signature over it is over these bytes. */
export function phpJson(value: unknown): string {
  return JSON.stringify(value)
    .replaceAll('/', '\\/')
    .replaceAll(/[\u{80}-\u{10ffff}]/gu, (letter) => {
      let escaped = ''
      for (let index = 0; index < letter.length; index += 1) {
        escaped += `\\u${letter.charCodeAt(index).toString(16).padStart(4, '0')}`
      }
      return escaped
    })
}
