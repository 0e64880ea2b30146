import { readdir, readFile } from 'node:fs/promises'
import type { Translation } from '../../widget/words/translations.ts'

const FOLDER = 'widget/words'

/** The languages there are words in. */
export async function translatedLanguages(): Promise<string[]> {
  const files = await readdir(FOLDER)
  return files.filter((file) => file.endsWith('.json')).map((file) => file.slice(0, -5))
}

export async function readTranslation(language: string): Promise<Translation> {
  return JSON.parse(await readFile(`${FOLDER}/${language}.json`, 'utf8')) as Translation
}

/** All of them, by the path a page finds them at. */
export async function wordFiles(): Promise<[path: string, content: string][]> {
  const languages = await translatedLanguages()
  return Promise.all(
    languages.map(async (language) => [
      `/words/${language}.json`,
      await readFile(`${FOLDER}/${language}.json`, 'utf8'),
    ]),
  )
}
