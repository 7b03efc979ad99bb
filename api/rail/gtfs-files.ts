/** What a column holds. */
export type FieldKind =
  | 'text'
  | 'id'
  | 'integer'
  | 'float'
  | 'latitude'
  | 'longitude'
  | 'date'
  | 'time'
  | 'color'
  | 'url'
  | 'email'
  | 'phone'
  | 'timezone'
  | 'language'
  | 'enum'

export type FieldRule = {
  readonly name: string
  readonly kind: FieldKind
  /** The column has to be there, and each row has to fill it. */
  readonly required?: boolean
  /** The column has to be there; a row may leave it empty. */
  readonly columnRequired?: boolean
  /** Smallest number allowed. */
  readonly min?: number
  /** Largest number of an enum, counted from 0. */
  readonly max?: number
}

export type FileRule = {
  readonly name: string
  readonly presence: 'required' | 'recommended' | 'optional'
  readonly fields: readonly FieldRule[]
  /** The columns that name a row; the empty list where none do. */
  readonly key: readonly string[]
}

const required = (name: string, kind: FieldKind, more: Partial<FieldRule> = {}): FieldRule => ({
  name,
  kind,
  required: true,
  ...more,
})
const optional = (name: string, kind: FieldKind, more: Partial<FieldRule> = {}): FieldRule => ({
  name,
  kind,
  ...more,
})
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** The stop times have a reader of their own: there are millions of them. */
export const stopTimesFile: FileRule = {
  name: 'stop_times.txt',
  presence: 'required',
  key: [],
  fields: [
    required('trip_id', 'id'),
    required('stop_sequence', 'integer', { min: 0 }),
    required('stop_id', 'id'),
    optional('arrival_time', 'time', { columnRequired: true }),
    optional('departure_time', 'time', { columnRequired: true }),
    optional('stop_headsign', 'text'),
    optional('pickup_type', 'enum', { max: 3 }),
    optional('drop_off_type', 'enum', { max: 3 }),
    optional('shape_dist_traveled', 'float', { min: 0 }),
    optional('timepoint', 'enum', { max: 1 }),
    // Beyond the standard, as our own feed writes them: an estimate's bounds and where a time comes from.
    optional('arrival_earliest_time', 'time'),
    optional('arrival_latest_time', 'time'),
    optional('departure_earliest_time', 'time'),
    optional('departure_latest_time', 'time'),
    optional('arrival_exact', 'enum', { max: 1 }),
    optional('departure_exact', 'enum', { max: 1 }),
    optional('route_ahead', 'id'),
    optional('source_ids', 'text'),
    optional('confidence', 'float', { min: 0 }),
    optional('arrival_source_ids', 'text'),
    optional('arrival_confidence', 'float', { min: 0 }),
  ],
}

/** The files that are read, in the order of reading: what is referred to comes first. */
export const gtfsFiles: readonly FileRule[] = [
  {
    name: 'agency.txt',
    presence: 'required',
    key: ['agency_id'],
    fields: [
      optional('agency_id', 'id'),
      required('agency_name', 'text'),
      required('agency_url', 'url'),
      required('agency_timezone', 'timezone'),
      optional('agency_lang', 'language'),
      optional('agency_phone', 'phone'),
      optional('agency_email', 'email'),
      optional('agency_fare_url', 'url'),
    ],
  },
  {
    name: 'stops.txt',
    presence: 'required',
    key: ['stop_id'],
    fields: [
      required('stop_id', 'id'),
      optional('stop_name', 'text'),
      optional('stop_lat', 'latitude'),
      optional('stop_lon', 'longitude'),
      optional('location_type', 'enum', { max: 4 }),
      optional('parent_station', 'id'),
      optional('stop_timezone', 'timezone'),
      optional('stop_url', 'url'),
      optional('platform_code', 'text'),
    ],
  },
  {
    name: 'routes.txt',
    presence: 'required',
    key: ['route_id'],
    fields: [
      required('route_id', 'id'),
      optional('agency_id', 'id'),
      optional('route_short_name', 'text'),
      optional('route_long_name', 'text'),
      required('route_type', 'integer', { min: 0 }),
      optional('route_url', 'url'),
      optional('route_color', 'color'),
      optional('route_text_color', 'color'),
      // Beyond the standard, as our own feed writes it: the line, where a route is named otherwise.
      optional('line_id', 'id'),
    ],
  },
  {
    name: 'calendar.txt',
    presence: 'optional',
    key: ['service_id'],
    fields: [
      required('service_id', 'id'),
      ...days.map((day) => required(day, 'enum', { max: 1 })),
      required('start_date', 'date'),
      required('end_date', 'date'),
    ],
  },
  {
    name: 'calendar_dates.txt',
    presence: 'optional',
    key: ['service_id', 'date'],
    fields: [
      required('service_id', 'id'),
      required('date', 'date'),
      required('exception_type', 'integer', { min: 1 }),
    ],
  },
  {
    name: 'trips.txt',
    presence: 'required',
    key: ['trip_id'],
    fields: [
      required('route_id', 'id'),
      required('service_id', 'id'),
      required('trip_id', 'id'),
      optional('trip_headsign', 'text'),
      optional('trip_short_name', 'text'),
      optional('direction_id', 'enum', { max: 1 }),
      optional('block_id', 'id'),
      optional('shape_id', 'id'),
      // Beyond the standard, as our own feed writes them.
      optional('as_of_ja', 'text'),
      optional('as_of_en', 'text'),
      optional('train_name_ja', 'text'),
      optional('train_name_en', 'text'),
    ],
  },
  {
    name: 'frequencies.txt',
    presence: 'optional',
    key: ['trip_id', 'start_time'],
    fields: [
      required('trip_id', 'id'),
      required('start_time', 'time'),
      required('end_time', 'time'),
      required('headway_secs', 'integer', { min: 1 }),
      optional('exact_times', 'enum', { max: 1 }),
    ],
  },
  {
    name: 'transfers.txt',
    presence: 'optional',
    key: ['from_stop_id', 'to_stop_id', 'from_trip_id', 'to_trip_id', 'from_route_id', 'to_route_id'],
    fields: [
      optional('from_stop_id', 'id'),
      optional('to_stop_id', 'id'),
      optional('from_route_id', 'id'),
      optional('to_route_id', 'id'),
      optional('from_trip_id', 'id'),
      optional('to_trip_id', 'id'),
      required('transfer_type', 'enum', { max: 5 }),
      optional('min_transfer_time', 'integer', { min: 0 }),
    ],
  },
  {
    name: 'feed_info.txt',
    presence: 'recommended',
    key: [],
    fields: [
      required('feed_publisher_name', 'text'),
      required('feed_publisher_url', 'url'),
      required('feed_lang', 'language'),
      optional('feed_start_date', 'date'),
      optional('feed_end_date', 'date'),
      optional('feed_version', 'text'),
    ],
  },
  {
    // Beyond the standard, as our own feed writes it: what the ids in stop_times.txt stand for.
    name: 'sources.txt',
    presence: 'optional',
    key: ['source_id'],
    fields: [
      optional('source_id', 'id'),
      optional('title_ja', 'text'),
      optional('title_en', 'text'),
      optional('url', 'url'),
      optional('publisher', 'text'),
      optional('licence', 'text'),
      optional('credit', 'text'),
      optional('read_on', 'text'),
    ],
  },
  {
    // Two forms are about: that of GTFS, and that of the first GTFS-JP (trans_id, lang, translation).
    name: 'translations.txt',
    presence: 'optional',
    key: [],
    fields: [
      optional('table_name', 'text'),
      optional('field_name', 'text'),
      optional('language', 'language'),
      optional('record_id', 'id'),
      optional('field_value', 'text'),
      optional('trans_id', 'text'),
      optional('lang', 'text'),
      required('translation', 'text'),
    ],
  },
]

/** Files of GTFS and GTFS-JP, and of our own feed, that say nothing about when and where something runs, and are not read. */
export const unreadFiles: readonly string[] = [
  'shapes.txt',
  'fare_attributes.txt',
  'fare_rules.txt',
  'pathways.txt',
  'levels.txt',
  'attributions.txt',
  'stop_time_sources.txt',
  'agency_jp.txt',
  'routes_jp.txt',
  'office_jp.txt',
  'pattern_jp.txt',
  'pass_attributes.txt',
  'pass_rules.txt',
]
