import { demonstrationPassword } from '../../../api/identity/index.ts'
import { origin, person, type Person } from './people.ts'

/** The town whose officer can sign in: its gift is money of the town where `region.ownShop` stands. */
const givingTown = '074454'

/** A town's officer gives so much to this person's purse at the counter. */
export async function giveAtCounter(guest: Person, amountYen: number): Promise<void> {
  const headers = () => ({ origin, 'idempotency-key': crypto.randomUUID() })
  const made = await guest.context.request.post('/api/wallets/me/address', { headers: headers() })
  const { address } = (await made.json()) as { address: string }
  const { request } = (await person()).context
  const email = 'officer@demonstration.example'
  await request.post('/api/session', { headers: headers(), data: { email, password: demonstrationPassword } })
  const { pots } = (await (await request.get('/api/pots')).json()) as {
    pots: { id: string; municipality: string }[]
  }
  const pot = pots.find(({ municipality }) => municipality === givingTown)
  const given = await request.post('/api/gifts', {
    headers: headers(),
    data: { potId: pot?.id, address, amountYen, reason: '窓口で確かめました' },
  })
  if (!given.ok()) throw new Error(await given.text())
}
