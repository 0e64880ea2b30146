import { describe, expect, test } from 'vitest'
import type { Command } from '../../server/tasks/commands/command.ts'
import { parseOrders } from '../../server/tasks/commands/parse-orders.ts'
import {
  add,
  all,
  complete,
  everyDue,
  ids,
  last,
  named,
  pending,
  quoted,
  remove,
  retitle,
} from '../helpers/commands.ts'

const undo: Command = { tool: 'undo' }

describe('a message', () => {
  test.each<[string, Command[]]>([
    ['Add buy milk. Then delete task 1.', [add('Buy milk'), remove(ids(1))]],
    ['add milk and delete task 1', [add('Milk'), remove(ids(1))]],
    ['add milk; add eggs; complete task 1', [add('Milk'), add('Eggs'), complete(ids(1))]],
    ['Remind me to call mom. Remind me to call dad.', [add('Call mom'), add('Call dad')]],
    ['mark task 1 as done and delete task 2', [complete(ids(1)), remove(ids(2))]],
    ['complete milk and delete it', [complete(named('milk')), remove(last)]],
    ['rename task 1 to X, then delete task 2', [retitle(ids(1), 'X'), remove(ids(2))]],
    ['add milk, complete task 2 and undo', [add('Milk'), complete(ids(2)), undo]],
    ['add milk\ncomplete task 2', [add('Milk'), complete(ids(2))]],
    ['What should I do? Show my list', [pending, all]],
    ['Add milk. Then delete everything due tomorrow.', [add('Milk'), remove(everyDue('tomorrow'))]],
  ])('%j holds several orders', (said, orders) => {
    expect(parseOrders(said)).toEqual(orders)
  })

  test.each<[string, Command]>([
    ['add "Buy milk. Then delete task 1."', quoted('Buy milk. Then delete task 1')],
    ['add a task to find and add photos', add('Find and add photos')],
    ['add check the mail and check the door', add('Check the mail and check the door')],
    ['add find and delete overdue tasks', add('Find and delete overdue tasks')],
    ['remind me to check and complete all overdue tasks', add('Check and complete all overdue tasks')],
    ['add read the book. Finish chapter three', add('Read the book. Finish chapter three')],
    ['delete 1, 2 and 3', remove(ids(1, 2, 3))],
    ['delete call and check', remove(named('call and check'))],
    ['add milk\neggs\nbread', add('Milk', 'Eggs', 'Bread')],
  ])('%j is one order', (said, order) => {
    expect(parseOrders(said)).toEqual([order])
  })

  test('with an order that is not understood is not done by half', () => {
    expect(parseOrders('complete task 1\nsing a song')).toHaveLength(1)
  })

  test('of many orders is read from one to the next, once', () => {
    expect(parseOrders(Array.from({ length: 50 }, () => 'complete task 1').join('; '))).toHaveLength(50)
    // Each place to break is looked at once: looking again from each of them would not end.
    expect(parseOrders('add a, '.repeat(140))).toHaveLength(1)
  })

  test('that is very long is one order', () => {
    expect(parseOrders('add milk and delete task 1, '.repeat(1000))).toHaveLength(1)
  })
})
