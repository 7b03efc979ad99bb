/** The five parameters of an image request, in the order of the address. */
export type ImageParameter = 'region' | 'size' | 'rotation' | 'quality' | 'format'

/** Why an image is not shown. Sentences: `museum:refusal.<code>`. */
export type ImageRefusal =
  | { readonly code: 'image_unknown'; readonly identifier: string }
  /** Not one of the forms that the Image API knows. */
  | { readonly code: 'image_request_malformed'; readonly parameter: ImageParameter; readonly value: string }
  /** A form of the Image API that we do not offer: another quality or format. */
  | { readonly code: 'image_request_unsupported'; readonly parameter: ImageParameter; readonly value: string }
  /** Nothing of the image lies in the region. */
  | { readonly code: 'image_region_outside'; readonly width: number; readonly height: number }
  /** Less than a pixel would be left. */
  | { readonly code: 'image_size_empty' }
  /** Larger than the region, and not asked for with `^`. */
  | { readonly code: 'image_size_upscaled'; readonly width: number; readonly height: number }
  /** Larger than this image may be had. */
  | { readonly code: 'image_size_beyond_limit'; readonly maxWidth: number; readonly maxHeight: number }
  /** A work in copyright is shown whole, in the sizes that its information lists. */
  | { readonly code: 'image_only_whole' }

export type ImageRefusalCode = ImageRefusal['code']

/** Image API 3.0: what cannot be is 400; only the identifier is looked up. */
export const statusOf: Readonly<Record<ImageRefusalCode, 400 | 404>> = {
  image_unknown: 404,
  image_request_malformed: 400,
  image_request_unsupported: 400,
  image_region_outside: 400,
  image_size_empty: 400,
  image_size_upscaled: 400,
  image_size_beyond_limit: 400,
  image_only_whole: 400,
}
