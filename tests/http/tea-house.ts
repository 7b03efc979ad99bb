/** A town of the demonstration's officer. */
const town = '074454'

/** A shop that applies, as its form is sent. */
export const shop = {
  nameJa: '見本の茶屋',
  nameKana: 'ミホンノチャヤ',
  nameEn: 'Sample Tea House',
  municipality: town,
  merchantClass: 'food',
  stationId: 'aizu-kawaguchi',
  contactName: '見本 花子',
  contactPhone: '0241-00-0000',
  contactEmail: 'tea@shop.example',
  bankCode: '0126',
  branchCode: '401',
  depositType: 1,
  accountNumber: '7654321',
  holderKana: 'ミホンノチヤヤ',
}

export const ownerPassword = 'a long password of the tea house'
