import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ImageParameter } from '../../api/museum/errors.ts'
import { type ImageWords, parseImageRequest } from '../../api/museum/image-request.ts'

const words: ImageWords = { region: 'full', size: 'max', rotation: '0', quality: 'default', format: 'jpg' }

/** What is read of one parameter, or the code and the parameter of the refusal. */
const read = (parameter: ImageParameter, value: string): unknown => {
  const parsed = parseImageRequest({ ...words, [parameter]: value })
  return parsed.ok
    ? parsed.value[parameter]
    : [parsed.error.code, 'parameter' in parsed.error && parsed.error.parameter]
}

describe('a region (Image API 3.0, 4.1)', () => {
  test.each<[string, unknown]>([
    ['full', { kind: 'full' }],
    ['square', { kind: 'square' }],
    ['125,15,120,140', { kind: 'pixels', x: 125, y: 15, w: 120, h: 140 }],
    ['0,0,1,1', { kind: 'pixels', x: 0, y: 0, w: 1, h: 1 }],
    ['pct:41.6,7.5,40,70', { kind: 'percent', x: 41.6, y: 7.5, w: 40, h: 70 }],
    ['pct:.5,0,99.5,100', { kind: 'percent', x: 0.5, y: 0, w: 99.5, h: 100 }],
  ])('%s', (value, region) => expect(read('region', value)).toEqual(region))

  test.each([
    '', 'Full', 'all', '1,2,3', '1,2,3,4,5', '-1,0,5,5', '1.5,0,5,5', '1e3,0,5,5', '0x1,0,5,5', ' 0,0,5,5', '0,0,5,5 ',
    '٣,0,5,5', 'pct:1,2,3', 'pct:-1,0,5,5', 'pct:+1,0,5,5', 'pct:1e1,0,5,5', 'pct:1.,0,5,5', 'pct:a,0,5,5', '12345678901,0,5,5',
  ])('«%s» is none', (value) => expect(read('region', value)).toEqual(['image_request_malformed', 'region'])) // prettier-ignore
})

describe('a size (4.2)', () => {
  test.each<[string, object]>([
    ['max', { kind: 'max' }],
    ['150,', { kind: 'width', w: 150 }],
    [',150', { kind: 'height', h: 150 }],
    ['pct:50', { kind: 'percent', percent: 50 }],
    ['pct:0.5', { kind: 'percent', percent: 0.5 }],
    ['225,100', { kind: 'exact', w: 225, h: 100 }],
    ['!225,100', { kind: 'within', w: 225, h: 100 }],
  ])('%s, and with ^ in front', (value, size) => {
    expect(read('size', value)).toEqual({ ...size, mayUpscale: false })
    expect(read('size', `^${value}`)).toEqual({ ...size, mayUpscale: true })
  })

  test.each([
    '', ',', '^', '^,', 'full', 'MAX', '150', '1.5,', ',1.5', '-1,', '+1,', '!150,', '!,150', '!^1,1', ',^240', 'pct:', 'pct:-5',
    'pct:5%', '^^max', '150,100,', '12345678901,',
  ])('«%s» is none', (value) => expect(read('size', value)).toEqual(['image_request_malformed', 'size'])) // prettier-ignore
})

describe('a rotation (4.3)', () => {
  test.each<[string, object]>([
    ['0', { isMirrored: false, degrees: 0 }],
    ['90', { isMirrored: false, degrees: 90 }],
    ['22.5', { isMirrored: false, degrees: 22.5 }],
    ['!0', { isMirrored: true, degrees: 0 }],
    ['!180', { isMirrored: true, degrees: 180 }],
    ['360 is no turn', { isMirrored: false, degrees: 0 }],
    ['359.9', { isMirrored: false, degrees: 359.9 }],
  ])('%s', (value, rotation) => expect(read('rotation', value.split(' ')[0]!)).toEqual(rotation))

  test.each(['', '!', '-90', '+90', '360.1', '361', '1e2', '90!', '!!90', '90 ', 'ninety', '1,5'])(
    '«%s» is none',
    (value) => expect(read('rotation', value)).toEqual(['image_request_malformed', 'rotation']),
  )
})

describe('quality and format (4.4, 4.5)', () => {
  test.each(['default', 'color', 'gray', 'bitonal'])('%s', (value) =>
    expect(read('quality', value)).toBe(value),
  )
  test.each(['', 'native', 'grey', 'Color'])('«%s» is no quality of ours', (value) =>
    expect(read('quality', value)).toEqual(['image_request_unsupported', 'quality']),
  )
  test.each(['jpg', 'png', 'webp'])('%s', (value) => expect(read('format', value)).toBe(value))
  test.each(['', 'jpeg', 'JPG', 'tif', 'gif', 'jp2', 'pdf', 'exe'])('«%s» is no format of ours', (value) =>
    expect(read('format', value)).toEqual(['image_request_unsupported', 'format']),
  )
})

test('whatever is written, it is read or refused', () => {
  fc.assert(
    fc.property(fc.record({ region: fc.string(), size: fc.string(), rotation: fc.string(), quality: fc.string(), format: fc.string() }), (any) => {
      expect(parseImageRequest(any)).toHaveProperty('ok')
    }),
  )
}) // prettier-ignore
