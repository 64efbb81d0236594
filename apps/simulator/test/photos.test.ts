import { describe, expect, it } from 'vitest'
import { jsonOf, refusal, simulate, startedPerson } from './support.ts'

describe('a photo', () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )

  async function upload(bytes: Buffer) {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const form = new FormData()
    form.set('chat_id', String(id))
    form.set('photo', new Blob([new Uint8Array(bytes)]), 'a.png')
    const url = `${simulator.apiRoot}/bot${simulator.botToken}/sendPhoto`
    const answer = await jsonOf(fetch(url, { method: 'POST', body: form }))
    return { simulator, id, answer }
  }

  it('that is uploaded can be sent again by its file_id', async () => {
    const { simulator, id, answer } = await upload(png)
    const [photo] = answer.result.photo
    expect(photo).toMatchObject({ width: 1, height: 1, file_size: png.length })
    expect(await refusal(simulator, 'sendPhoto', { chat_id: id, photo: photo.file_id })).toBeUndefined()
  })

  it('that is no picture is refused', async () => {
    expect((await upload(Buffer.from('hello'))).answer.description).toBe('Bad Request: IMAGE_PROCESS_FAILED')
  })

  it('that is neither a file nor an address is refused', async () => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const reason = 'Bad Request: wrong file identifier/HTTP URL specified'
    expect(await refusal(simulator, 'sendPhoto', { chat_id: id, photo: 'abc' })).toBe(reason)
    expect(await refusal(simulator, 'sendPhoto', { chat_id: id })).toBe('Bad Request: there is no photo in the request')
  })

  it('with a caption of 1025 characters is refused', async () => {
    const simulator = await simulate()
    const { id } = startedPerson(simulator)
    const parameters = { chat_id: id, photo: 'https://shop.uz/a.jpg', caption: 'x'.repeat(1025) }
    expect(await refusal(simulator, 'sendPhoto', parameters)).toBe('Bad Request: message caption is too long')
  })
})
