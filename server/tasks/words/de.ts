import type { Words } from './words.ts'

const tasks = (count: number) => (count === 1 ? 'eine Aufgabe' : `${count} Aufgaben`)

export const de: Words = {
  added: 'Hinzugefügt',
  changed: 'Geändert',
  deleted: 'Gelöscht',
  done: 'Erledigt',
  reopened: 'Wieder offen',
  undo: 'Rückgängig',
  undone: 'Rückgängig gemacht',

  yes: 'Ja, löschen',
  no: 'Nein, behalten',
  sure: (tasks) => `Diese Aufgaben löschen? ${tasks}`,
  also: (task) => `Auch diese Aufgabe löschen? ${task}`,
  which: 'Welche meinen Sie?',

  adding: (title) => `„${title}“ wird hinzugefügt`,
  looking: 'Die Liste wird angesehen',
  completing: (id) => `Aufgabe ${id} wird abgehakt`,
  reopening: (id) => `Aufgabe ${id} wird wieder geöffnet`,
  changing: (id) => `Aufgabe ${id} wird geändert`,
  deleting: (id) => `Aufgabe ${id} wird gelöscht`,
  undoing: 'Die letzte Änderung wird zurückgenommen',

  help: 'Ich bin der eingebaute Assistent dieser Aufgabenliste. Ich verstehe einfache Befehle auf Englisch, zum Beispiel:',
  notUnderstood:
    'Das habe ich nicht verstanden. Ich bin der eingebaute Assistent und verstehe nur einfache Befehle auf Englisch, zum Beispiel:',
  owner: 'Für freie Gespräche kann der Betreiber dieser Website auf dem Server `OPENAI_API_KEY` setzen.',
  noFiles:
    'Ich bin der eingebaute Assistent und kann keine Dateien lesen. Sagen Sie mir in Worten, was Sie tun möchten.',
  tookBack: 'Gut, das ist zurückgenommen. So sieht Ihre Liste jetzt aus:',
  nothingToUndo: 'In dieser Unterhaltung gibt es nichts rückgängig zu machen.',
  notAmong: 'Das stand nicht zur Auswahl, deshalb habe ich alles so gelassen, wie es ist.',
  welcome: 'Gern geschehen.',
  leftAlone: 'Gut, ich habe alles so gelassen, wie es ist.',
  nothingAsked: 'Es wartet keine Frage auf eine Antwort. Was möchten Sie tun?',
  addedOne: (title, id) => `${title} ist jetzt Aufgabe ${id}.`,
  addedDue: (title, id, due) => `${title} ist jetzt Aufgabe ${id}, fällig ${due}.`,
  addedMany: (count) => `${tasks(count)} hinzugefügt.`,
  toDo: (count) => `Sie haben noch ${tasks(count)} zu erledigen.`,
  completed: (count) => `Sie haben ${tasks(count)} erledigt.`,
  all: (count, open) => `Sie haben ${tasks(count)}, davon ${open} zu erledigen.`,
  due: (count, when) =>
    count === 0
      ? `Nichts ist ${when} fällig.`
      : `Sie haben ${tasks(count)}, die ${when} fällig ${count === 1 ? 'ist' : 'sind'}.`,
  dueOn: (date) => `am ${date}`,
  dueBetween: (first, last) => `zwischen ${first} und ${last}`,
  dueBy: (date) => `bis ${date}`,
  overdue: (count) =>
    count === 0
      ? 'Nichts ist überfällig.'
      : `Sie haben ${count === 1 ? 'eine überfällige Aufgabe' : `${count} überfällige Aufgaben`}.`,
  nothingToDo: 'Nichts mehr zu tun. Genießen Sie es!',
  nothingCompleted: 'Sie haben noch keine Aufgaben erledigt.',
  empty: 'Ihre Liste ist leer. Sagen Sie mir, was zu tun ist, und ich füge es hinzu.',
  addWhat: (example) => `Was soll ich hinzufügen? Zum Beispiel: ${example}.`,
  completeWhich: 'Welche Aufgabe ist erledigt? Nennen Sie mir ihre Nummer oder ihren Namen.',
  deleteWhich: 'Welche Aufgabe soll ich löschen? Nennen Sie mir ihre Nummer oder ihren Namen.',
  changeWhat: (example) => `Was soll ich ändern? Zum Beispiel: ${example}.`,
  fits: (name) => `Mehrere Aufgaben passen zu „${name}“.`,
  oneAtATime: 'Ich kann immer nur eine Aufgabe auf einmal ändern.',
  unsure: 'Ich bin nicht sicher, welche Aufgabe Sie meinen. Nennen Sie mir ihre Nummer oder ihren Namen.',
  noTask: (ids) => `Es gibt keine Aufgabe ${ids}.`,
  noTaskLike: (name) => `Ich finde keine Aufgabe wie „${name}“.`,
  yourList: 'Das ist Ihre Liste:',
  nowDeleted: (names) => `Gelöscht: ${names}.`,
  nowChanged: (id, name) => `Aufgabe ${id} ist geändert und heißt jetzt ${name}.`,
  nowReopened: (names) => `Wieder auf Ihrer Liste: ${names}.`,
  nowDone: (names) => `Erledigt: ${names}.`,
  left: (count) => (count === 0 ? 'Jetzt ist nichts mehr zu tun!' : `Noch zu erledigen: ${count}.`),
  tooLong: (most) => `Ein Titel kann höchstens ${most} Zeichen haben. Es wurde nichts hinzugefügt.`,
  full: (most) =>
    `Eine Liste fasst höchstens ${most} Aufgaben, dafür ist kein Platz mehr. Es wurde nichts hinzugefügt.`,
  couldNot: (error) => `Das ging leider nicht: ${error}`,
}
