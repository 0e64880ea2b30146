import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const SERVER = join(import.meta.dirname, '..', '..', 'server')
/** Fields there are those of the protocol, and mean what the protocol says. */
const WIRE = join('chatkit', 'wire.ts')

test('every name that the library exports, and every option and method of one, has words', () => {
  const entry = join(SERVER, 'index.ts')
  const { config } = ts.readConfigFile(join(SERVER, 'tsconfig.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, SERVER)
  const program = ts.createProgram([entry], { ...options, noEmit: true })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(entry)
  const library = source && checker.getSymbolAtLocation(source)
  const exported = library ? checker.getExportsOfModule(library) : []
  expect(exported.length).toBeGreaterThan(40)
  const hasWords = (symbol: ts.Symbol) => symbol.getDocumentationComment(checker).length > 0
  const without = exported.flatMap((one) => {
    const symbol = one.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(one) : one
    const declaration = symbol.declarations?.[0]
    const isWire = declaration?.getSourceFile().fileName.endsWith(WIRE.replaceAll('\\', '/'))
    const isOpen = declaration && ts.isInterfaceDeclaration(declaration) && !isWire
    const members = isOpen ? [...(symbol.members?.values() ?? [])] : []
    return [
      ...(hasWords(symbol) ? [] : [symbol.name]),
      ...members.filter((member) => !hasWords(member)).map(({ name }) => `${symbol.name}.${name}`),
    ]
  })
  expect(without).toEqual([])
})
