import { expect, test } from 'vitest'
import { splitDue } from '../../server/tasks/titled-due.ts'

/** A Saturday. */
const NOW = new Date('2026-11-21T12:00:00Z')
const split = (locale: string, words: string) => {
  const { title, due } = splitDue(words, { now: NOW, timeZone: 'UTC', locale })
  return [title, due?.slice(0, 16)]
}

test.each([
  ['en', 'Call mom tomorrow', 'Call mom', '2026-11-22'],
  ['en', 'Tomorrow call mom at 3pm', 'Call mom', '2026-11-22T15:00'],
  ['en', '3pm call mom tomorrow', 'Call mom', '2026-11-22T15:00'],
  ['en', 'Tomorrow to water the plants', 'Water the plants', '2026-11-22'],
  ['en', 'Pay rent by the 5th of March', 'Pay rent', '2027-03-05'],
  ['en', 'Pay rent, due next friday.', 'Pay rent', '2026-11-27'],
  ['en', 'Pay rent (tomorrow)', 'Pay rent', '2026-11-22'],
  ['en', 'Turn it on tomorrow', 'Turn it on', '2026-11-22'],
  ['en', 'Log in on friday', 'Log in', '2026-11-27'],
  ['en', 'Tomorrow iPhone back to the shop', 'iPhone back to the shop', '2026-11-22'],
  ['en', 'Tomorrow at 9 get milk', 'Get milk', '2026-11-22T09:00'],
  ['en', '"Tomorrow never dies" by friday', 'Tomorrow never dies', '2026-11-27'],
  ['de', 'Meeting am 3.4.2027 um 15:30', 'Meeting', '2027-04-03T15:30'],
  ['de', 'Morgen früh um 9 Arzt anrufen', 'Arzt anrufen', '2026-11-22T09:00'],
  ['de', 'Baum kaufen am 24.12. um 18 Uhr', 'Baum kaufen', '2026-12-24T18:00'],
  ['de', 'Müll nächste Woche Dienstag', 'Müll', '2026-11-24'],
  ['es', 'dentista el próximo viernes', 'Dentista', '2026-11-27'],
  ['es', 'llamar a Ana pasado mañana', 'Llamar a Ana', '2026-11-23'],
  ['es', 'dentista el martes a las 3 de la tarde', 'Dentista', '2026-11-24T15:00'],
  ['fr', 'appeler le 3 avril', 'Appeler', '2027-04-03'],
  ['fr', 'appeler avant le 3 avril', 'Appeler', '2027-04-03'],
  ['it', 'dentista entro il 3 aprile', 'Dentista', '2027-04-03'],
  ['nl', 'tandarts op 3 april', 'Tandarts', '2027-04-03'],
  ['pt', 'dentista amanhã às 15h', 'Dentista', '2026-11-22T15:00'],
  ['pt', 'dentista na próxima sexta-feira', 'Dentista', '2026-11-27'],
  ['ru', 'позвонить маме завтра в 15:00', 'Позвонить маме', '2026-11-22T15:00'],
  ['ja', '12月24日にパーティー', 'パーティー', '2026-12-24'],
  ['ja', '歯医者 来週の金曜日', '歯医者', '2026-11-27'],
  ['ja', '来週の金曜日までにレポート', 'レポート', '2026-11-27'],
  ['zh', '下周五前交报告', '交报告', '2026-11-27'],
  ['tr', 'Toplantı yarın saat 15:00', 'Toplantı', '2026-11-22T15:00'],
  ['tr', 'Yarın saat 15:00 toplantı', 'Toplantı', '2026-11-22T15:00'],
  ['ko', '내일까지 보고서', '보고서', '2026-11-22'],
  ['ko', '치과 내일 오후 3시', '치과', '2026-11-22T15:00'],
  ['ja', '今日中にレポート', 'レポート', '2026-11-21'],
  ['sv', 'ring mamma i morgon kl 15', 'Ring mamma', '2026-11-22T15:00'],
  ['en', 'Email Sarah by EOD friday', 'Email Sarah', '2026-11-27'],
  ['hi', 'कल माँ को फ़ोन', 'माँ को फ़ोन', '2026-11-22'],
])('in %s, "%s" is "%s", due %s', (locale, words, title, due) => {
  expect(split(locale, words)).toEqual([title, due])
})

test.each([
  ['en', 'Water plants every monday', '2026-11-23'],
  ['en', 'Water plants every other monday', '2026-11-23'],
  ['en', 'Every monday water plants', '2026-11-23'],
  ['en', 'Standup each weekday at 9', '2026-11-23T09:00'],
  ['en', 'Pay rent friday or saturday', '2026-11-27'],
  ['en', 'Book flight from 1 Dec to 5 Dec', '2026-12-01'],
  ['en', 'Meet Ana 3-4pm tomorrow', '2026-11-22T15:00'],
  ['en', 'Move the meeting to friday', '2026-11-27'],
  ['en', 'Call after friday', '2026-11-27'],
  ['en', "Friday's report", '2026-11-27'],
  ['en', 'Plan the tomorrow people party', '2026-11-22'],
  ['en', 'Send report (written tomorrow)', '2026-11-22'],
  ['en', 'Party on 1 January 12345', undefined],
  ['en', 'Fall of Rome on 4 September 476 AD', undefined],
  ['en', 'Order 1/2 dozen eggs', undefined],
  ['en', 'Rent "Tomorrow never dies"', undefined],
  ['en', 'Tomorrow', undefined],
  ['de', 'Blumen gießen jeden Montag', '2026-11-23'],
  ['de', 'Urlaub vom 1. Dez bis 5. Dez', '2026-12-01'],
  ['es', 'vuelo del 1 al 5 de diciembre', '2026-12-05'],
  ['es', 'dentista mañana por la tarde', '2026-11-22'],
  ['es', 'dentista el lunes que viene', '2026-11-23'],
  ['fr', 'piscine tous les lundi', '2026-11-23'],
  ['tr', 'Toplantı 15:00', undefined],
])('in %s, "%s" stays whole, due %s', (locale, words, due) => {
  expect(split(locale, words)).toEqual([words, due])
})

test('a title of half a megabyte is as it was', () => {
  const words = 'monday or tuesday at 9 '.repeat(20_000)
  expect(splitDue(words, { now: NOW, timeZone: 'UTC', locale: 'de' })).toEqual({ title: words })
})
