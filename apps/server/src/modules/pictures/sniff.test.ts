import { expect, test } from 'vitest'
import { sniffKind } from './sniff.ts'

test.each([
  ['\xff\xd8\xff\xe0', 'jpeg'],
  ['\x89PNG\r\n\x1a\n', 'png'],
  ['GIF89a', 'gif'],
  ['RIFF\0\0\0\0WEBPVP8 ', 'webp'],
  ['\0\0\0\x20ftypavif', 'avif'],
  ['<svg xmlns="http://www.w3.org/2000/svg"/>', 'svg'],
  ['\xef\xbb\xbf<?xml version="1.0"?>\n<!-- drawn -->\n<!DOCTYPE svg>\n<svg>', 'svg'],
  ['<!DOCTYPE html><html><svg>', undefined],
  ['<html>no picture, but a page that says so</html>', undefined],
  ['#!/bin/sh', undefined],
  ['%PDF-1.7', undefined],
  ['\0\0\0\x20ftypheic', undefined],
  ['', undefined],
])('%j is %s by what it begins with, whatever it is called (S25)', (bytes, kind) => {
  expect(sniffKind(Buffer.from(bytes, 'latin1'))).toBe(kind)
})

test('a long prologue is read in no time (S25)', () => {
  const began = performance.now()
  sniffKind(Buffer.from(`<?${'<!--'.repeat(100_000)}`))
  sniffKind(Buffer.from(`<!--${'-'.repeat(100_000)}`))
  expect(performance.now() - began).toBeLessThan(1_000)
})
