// Makes sure that there are a Postgres and a Redis for the tests where they can be had without asking, and prints
// nothing when there are. Elsewhere the tests themselves say how to get them.
import { installFromDebian } from './debian.mjs'
import { findPostgres, findRedis } from './find-databases.mjs'

if (!findPostgres()) installFromDebian('Postgres', 'postgresql')
if (!findRedis()) installFromDebian('Redis', 'redis-server')
