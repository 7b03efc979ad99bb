import protobuf from 'protobufjs'

/**
 * Numbers and types of the fields that are read; others are left out of a message as it is unpacked. What the
 * specification lists by name is read by its number: a number that is new to us is then told, not lost.
 */
const field = (type: string, id: number, rule?: 'repeated' | 'required') => ({
  type,
  id,
  ...(rule && { rule }),
})

/** As in proto2 a field that is there counts, also with its first value: a delay of 0 is news. */
const message = (fields: Readonly<Record<string, ReturnType<typeof field>>>) => ({
  edition: 'proto2',
  fields,
})

/** The part of GTFS Realtime 2.0 that says when something runs and what is said of it. */
const messages = protobuf.Root.fromJSON({
  nested: {
    FeedMessage: message({
      header: field('FeedHeader', 1, 'required'),
      entity: field('FeedEntity', 2, 'repeated'),
    }),
    FeedHeader: message({
      gtfsRealtimeVersion: field('string', 1, 'required'),
      incrementality: field('int32', 2),
      timestamp: field('uint64', 3),
    }),
    FeedEntity: message({
      id: field('string', 1, 'required'),
      isDeleted: field('bool', 2),
      tripUpdate: field('TripUpdate', 3),
      vehicle: field('VehiclePosition', 4),
      alert: field('Alert', 5),
    }),
    VehiclePosition: message({
      trip: field('TripDescriptor', 1),
      position: field('Position', 2),
      currentStopSequence: field('uint32', 3),
      currentStatus: field('int32', 4),
      timestamp: field('uint64', 5),
      stopId: field('string', 7),
    }),
    Position: message({ latitude: field('float', 1, 'required'), longitude: field('float', 2, 'required') }),
    TripUpdate: message({
      trip: field('TripDescriptor', 1, 'required'),
      stopTimeUpdate: field('StopTimeUpdate', 2, 'repeated'),
      timestamp: field('uint64', 4),
      delay: field('int32', 5),
      tripProperties: field('TripProperties', 6),
    }),
    TripProperties: message({ tripHeadsign: field('string', 5), tripShortName: field('string', 6) }),
    StopTimeEvent: message({
      delay: field('int32', 1),
      time: field('int64', 2),
      uncertainty: field('int32', 3),
    }),
    StopTimeUpdate: message({
      stopSequence: field('uint32', 1),
      stopId: field('string', 4),
      arrival: field('StopTimeEvent', 2),
      departure: field('StopTimeEvent', 3),
      scheduleRelationship: field('int32', 5),
    }),
    TripDescriptor: message({
      tripId: field('string', 1),
      startTime: field('string', 2),
      startDate: field('string', 3),
      scheduleRelationship: field('int32', 4),
      routeId: field('string', 5),
    }),
    TimeRange: message({ start: field('uint64', 1), end: field('uint64', 2) }),
    EntitySelector: message({
      agencyId: field('string', 1),
      routeId: field('string', 2),
      trip: field('TripDescriptor', 4),
      stopId: field('string', 5),
    }),
    Translation: message({ text: field('string', 1, 'required'), language: field('string', 2) }),
    TranslatedString: message({ translation: field('Translation', 1, 'repeated') }),
    Alert: message({
      activePeriod: field('TimeRange', 1, 'repeated'),
      informedEntity: field('EntitySelector', 5, 'repeated'),
      effect: field('int32', 7),
      url: field('TranslatedString', 8),
      headerText: field('TranslatedString', 10),
      descriptionText: field('TranslatedString', 11),
    }),
  },
})

/** Unpacks the bytes of a message into plain values, as its JSON form has them. Throws on what is no message. */
export function unpacked(bytes: Uint8Array): unknown {
  const type = messages.lookupType('FeedMessage')
  return type.toObject(type.decode(bytes), { longs: Number, arrays: true })
}

/** The bytes of a message, for tests and for who writes one. Throws on what is no message. */
export function packed(message: Readonly<Record<string, unknown>>): Uint8Array {
  const type = messages.lookupType('FeedMessage')
  return type.encode(type.fromObject(message)).finish()
}
