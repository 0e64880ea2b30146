import type { Words } from './words.ts'

const tasks = (count: number) => (count === 1 ? '1 tarea' : `${count} tareas`)

export const es: Words = {
  added: 'Añadida',
  changed: 'Modificada',
  deleted: 'Eliminada',
  done: 'Hecha',
  reopened: 'Pendiente de nuevo',
  undo: 'Deshacer',
  undone: 'Deshecho',

  yes: 'Sí, eliminar',
  no: 'No, conservar',
  sure: (tasks) => `¿Eliminar estas tareas? ${tasks}`,
  also: (task) => `¿Eliminar también esta tarea? ${task}`,
  which: '¿A cuál te refieres?',

  adding: (title) => `Añadiendo «${title}»`,
  looking: 'Consultando la lista',
  completing: (id) => `Marcando la tarea ${id} como hecha`,
  reopening: (id) => `Marcando la tarea ${id} como pendiente`,
  changing: (id) => `Modificando la tarea ${id}`,
  deleting: (id) => `Eliminando la tarea ${id}`,
  undoing: 'Deshaciendo el último cambio',

  help: 'Soy el asistente integrado de esta lista de tareas. Entiendo órdenes sencillas en inglés, por ejemplo:',
  notUnderstood:
    'No lo he entendido. Soy el asistente integrado y solo entiendo órdenes sencillas en inglés, por ejemplo:',
  owner:
    'Para conversar libremente, el responsable de este sitio puede definir `OPENAI_API_KEY` en el servidor.',
  noFiles: 'Soy el asistente integrado y no puedo leer archivos. Dime con palabras qué quieres hacer.',
  tookBack: 'De acuerdo, lo he deshecho. Así queda tu lista:',
  nothingToUndo: 'No hay nada que deshacer en esta conversación.',
  notAmong: 'Eso no estaba entre las opciones, así que lo he dejado todo como estaba.',
  welcome: 'De nada.',
  leftAlone: 'De acuerdo, lo he dejado todo como estaba.',
  nothingAsked: 'No hay ninguna pregunta pendiente. ¿Qué quieres hacer?',
  addedOne: (title, id) => `He añadido ${title} como tarea ${id}.`,
  addedDue: (title, id, due) => `He añadido ${title} como tarea ${id}, para el ${due}.`,
  addedMany: (count) => `He añadido ${tasks(count)}.`,
  toDo: (count) => `Tienes ${tasks(count)} por hacer.`,
  completed: (count) => `Has completado ${tasks(count)}.`,
  all: (count, open) => `Tienes ${tasks(count)}, ${open} por hacer.`,
  due: (count, when) =>
    count === 0
      ? `No vence nada ${when}.`
      : `Tienes ${tasks(count)} que ${count === 1 ? 'vence' : 'vencen'} ${when}.`,
  dueOn: (date) => `el ${date}`,
  dueBetween: (first, last) => `entre el ${first} y el ${last}`,
  dueBy: (date) => `hasta el ${date}`,
  overdue: (count) =>
    count === 0 ? 'No hay nada vencido.' : `Tienes ${tasks(count)} ${count === 1 ? 'vencida' : 'vencidas'}.`,
  nothingToDo: 'No queda nada pendiente. ¡Disfrútalo!',
  nothingCompleted: 'Todavía no has completado ninguna tarea.',
  empty: 'Tu lista está vacía. Dime qué tienes que hacer y lo añadiré.',
  addWhat: (example) => `¿Qué añado? Por ejemplo: ${example}.`,
  completeWhich: '¿Qué tarea está hecha? Dime su número o su nombre.',
  deleteWhich: '¿Qué tarea elimino? Dime su número o su nombre.',
  changeWhat: (example) => `¿Qué cambio? Por ejemplo: ${example}.`,
  fits: (name) => `Hay varias tareas que encajan con «${name}».`,
  oneAtATime: 'Solo puedo modificar una tarea a la vez.',
  unsure: 'No sé a qué tarea te refieres. Dime su número o su nombre.',
  noTask: (ids) => `No hay ninguna tarea ${ids}.`,
  noTaskLike: (name) => `No encuentro ninguna tarea como «${name}».`,
  yourList: 'Esta es tu lista:',
  nowDeleted: (names) => `Eliminado: ${names}.`,
  nowChanged: (id, name) => `He modificado la tarea ${id}: ahora dice ${name}.`,
  nowReopened: (names) => `De nuevo en tu lista: ${names}.`,
  nowDone: (names) => `Hecho: ${names}.`,
  left: (count) => (count === 0 ? '¡No queda nada por hacer!' : `Por hacer: ${count}.`),
  tooLong: (most) => `Un título puede tener ${most} caracteres como máximo. No se ha añadido nada.`,
  full: (most) => `Una lista admite ${most} tareas como máximo y ya no hay sitio. No se ha añadido nada.`,
  couldNot: (error) => `No he podido hacerlo: ${error}`,
}
