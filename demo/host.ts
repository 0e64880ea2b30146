import { showTasks } from './task-list.ts'

await showTasks()
