import { describe, expect, test } from 'vitest'
import { Hosts } from './hosts.ts'

const hosts = new Hosts({ hosts: ['cdn.example', 'wp.example:8080', '127.0.0.1:9000'], networks: ['172.16.0.0/12'] })

describe('who is asked for a picture (S25)', () => {
  test.each([
    'https://cdn.example/a.jpg',
    'http://CDN.example/a.jpg?b=c',
    'https://cdn.example:443/a.jpg',
    'http://wp.example:8080/wp-content/a.jpg',
    'http://127.0.0.1:9000/a.jpg',
  ])('%s is', (address) => {
    expect(hosts.mayAsk(address)).toBe(true)
  })

  test.each([
    'https://elsewhere.example/a.jpg',
    'https://cdn.example.evil.example/a.jpg',
    'https://evil.example/cdn.example/a.jpg',
    'https://cdn.example@evil.example/a.jpg',
    'https://user:password@cdn.example/a.jpg',
    'https://cdn.example:6379/a.jpg',
    'http://wp.example/a.jpg',
    'http://127.0.0.1/a.jpg',
    'http://2130706433:9000.evil.example/a.jpg',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]:9000/a.jpg',
    'http://[::ffff:127.0.0.1]:9000/a.jpg',
    'ftp://cdn.example/a.jpg',
    'file:///etc/passwd',
    'data:image/png;base64,AAAA',
    '//cdn.example/a.jpg',
    'not an address',
    '',
  ])('%s is not', (address) => {
    expect(hosts.mayAsk(address)).toBe(false)
  })
})

describe('where the name of a configured host may lead (S25)', () => {
  test.each(['93.184.216.34', '2606:2800:220:1:248:1893:25c8:1946', '172.18.0.5'])('to %s', (address) => {
    expect(hosts.mayConnect('cdn.example', address)).toBe(true)
  })

  test.each([
    ...['127.0.0.1', '10.0.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '198.18.0.1'],
    ...['224.0.0.1', '255.255.255.255', '::1', '::', '::ffff:127.0.0.1', '::ffff:8.8.8.8', 'fd00::1', 'fe80::1'],
    ...['64:ff9b::7f00:1', '2002:7f00:1::', '2001:db8::1', 'ff02::1'],
  ])('not to %s', (address) => {
    expect(hosts.mayConnect('cdn.example', address)).toBe(false)
  })
})
