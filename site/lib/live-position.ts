import type { LiveInstitution } from './institutions.ts'

type Positioned = Pick<LiveInstitution, 'position'>

/** How exact the position of an institution that was taken in is, as pages say it of those of the content. */
export const positionOf = ({ position }: Positioned) =>
  position === null
    ? undefined
    : {
        lat: position.latitude,
        lng: position.longitude,
        exact: position.quality === 'official',
        ...(position.quality === 'official'
          ? {}
          : { metres: position.quality === 'approximate-300m' ? 300 : 1_000 }),
      }
