/**
 * Makes a folder and those it is in. Node's own way never ends where a folder is there and nothing can be made in it,
 * as in `/proc`.
 *
 * @throws When the runtime has no file system in the manner of Node.
 */
export async function makeFolder(folder: string): Promise<void> {
  const { mkdir, stat } = process.getBuiltinModule('node:fs/promises')
  const { dirname, resolve } = process.getBuiltinModule('node:path')
  const path = resolve(folder)
  const isFolder = () =>
    stat(path).then(
      (found) => found.isDirectory(),
      () => false,
    )
  if (await isFolder()) return
  if (dirname(path) !== path) await makeFolder(dirname(path))
  await mkdir(path).catch(async (error) => {
    // Another process may have been first.
    if (!(await isFolder())) throw error
  })
}
