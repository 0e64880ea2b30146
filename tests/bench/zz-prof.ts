import './chat-server.ts'
import { Session } from 'node:inspector/promises'
import { writeFileSync } from 'node:fs'
const s = new Session(); s.connect()
await s.post('Profiler.enable')
process.on('message', async (m) => {
  if (m === 'go') { await s.post('Profiler.start') }
  if (m === 'stop') { const { profile } = await s.post('Profiler.stop'); writeFileSync('/tmp/p.cpuprofile', JSON.stringify(profile)); process.send?.('ok') }
})
