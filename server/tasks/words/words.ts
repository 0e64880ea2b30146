/** Everything that a visitor reads and no model wrote. Names of tasks come as they are to be shown. */
export interface Words {
  // On cards.
  added: string
  changed: string
  deleted: string
  done: string
  reopened: string
  undo: string
  undone: string

  // Questions.
  yes: string
  no: string
  sure: (tasks: string) => string
  also: (task: string) => string
  which: string

  // Steps of the work.
  adding: (title: string) => string
  looking: string
  completing: (id: string) => string
  reopening: (id: string) => string
  changing: (id: string) => string
  deleting: (id: string) => string
  undoing: string

  // What the built-in assistant says. Its examples of commands are in English, which it understands.
  help: string
  notUnderstood: string
  owner: string
  noFiles: string
  tookBack: string
  nothingToUndo: string
  notAmong: string
  welcome: string
  leftAlone: string
  nothingAsked: string
  addedOne: (title: string, id: number) => string
  addedDue: (title: string, id: number, due: string) => string
  addedMany: (count: number) => string
  toDo: (count: number) => string
  completed: (count: number) => string
  all: (count: number, open: number) => string
  due: (count: number, when: string) => string
  dueOn: (date: string) => string
  dueBetween: (first: string, last: string) => string
  dueBy: (date: string) => string
  overdue: (count: number) => string
  nothingToDo: string
  nothingCompleted: string
  empty: string
  addWhat: (example: string) => string
  completeWhich: string
  deleteWhich: string
  changeWhat: (example: string) => string
  fits: (name: string) => string
  oneAtATime: string
  unsure: string
  noTask: (ids: string) => string
  noTaskLike: (name: string) => string
  yourList: string
  nowDeleted: (names: string) => string
  nowChanged: (id: number, name: string) => string
  nowReopened: (names: string, count: number) => string
  nowDone: (names: string) => string
  left: (count: number) => string
  tooLong: (most: number) => string
  full: (most: string) => string
  couldNot: (error: string) => string
}
