// Makes sure that there is an nginx for the tests where it can be had without asking, and prints nothing when there
// is. Elsewhere the test itself says how to get it.
import { installFromDebian } from './debian.mjs'
import { findNginx } from './find-nginx.mjs'

if (!findNginx()) installFromDebian('nginx', 'nginx-light')
