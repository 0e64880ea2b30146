import { expect, test } from 'vitest'
import { createTodoChat } from '../../server/app.ts'
import { networkOf } from '../../server/network-of.ts'

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['::ffff:203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::9', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['everybody', 'everybody'],
  ['203.0.113.7:443', '203.0.113.7:443'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test('a caller who has many addresses of one network gets the sessions of one', async () => {
  let last = 0
  const clientAddress = () => `2001:db8:1:2::${++last}`
  const app = createTodoChat({ clientAddress, rateLimits: { sessions: 3 } })
  const ask = async () => (await app.request('/chatkit/session', { method: 'POST' })).status
  expect([await ask(), await ask(), await ask(), await ask()]).toEqual([200, 200, 200, 429])
})
