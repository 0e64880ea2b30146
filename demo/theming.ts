import { copyOnClick } from './copy-button.ts'
import { create, find } from './dom.ts'
import { toHash } from './look.ts'
import { loadScriptFacts } from './manifest.ts'
import { showNavigation } from './navigation.ts'
import { snippetsFor } from './snippets.ts'
import { RECIPES, type Recipe } from './theming-looks.ts'

showNavigation()
const chat = document.querySelector('todo-chat') as HTMLElement
const code = find('code', HTMLElement)
// What is shown is what is copied: the sheet holds nothing but the styles of the recipe.
const sheet = new CSSStyleSheet()
document.adoptedStyleSheets.push(sheet)

const [first] = RECIPES
if (first) dress(first)
find('looks', HTMLElement).append(...RECIPES.map(card))
followSwitch()
const script = await loadScriptFacts()
copyOnClick(find('copy', HTMLButtonElement), () => code.textContent ?? '')
for (const [index, input] of [...document.querySelectorAll<HTMLInputElement>('[name=look]')].entries()) {
  const recipe = RECIPES[index] as Recipe
  input.addEventListener('change', () => choose(recipe))
  if (input.checked) choose(recipe)
}

function choose(recipe: Recipe): void {
  dress(recipe)
  const { attributes, css, why } = recipe
  const html = snippetsFor(attributes, script).find(({ name }) => name === 'HTML')?.code
  code.textContent = `${html}\n\n<style>\n${css.replace(/^/gm, '  ')}\n</style>`
  find('why', HTMLElement).textContent = why
  find('configure', HTMLAnchorElement).href = `/configure.html${toHash(attributes)}`
}

/** Gives the chat these attributes and no others. */
function dress({ attributes, css }: Recipe): void {
  for (const name of chat.getAttributeNames()) if (!(name in attributes)) chat.removeAttribute(name)
  for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, value)
  sheet.replaceSync(css)
}

function card({ name, why, attributes }: Recipe, index: number): HTMLLabelElement {
  const sample = create('span', { class: 'sample', 'aria-hidden': 'true' }, 'Aa')
  const { surface = '', accent = '' } = attributes
  sample.style.fontFamily = attributes['font-family'] ?? ''
  sample.style.backgroundColor = surface
  sample.style.color = attributes['surface-foreground'] ?? ''
  sample.style.borderColor = accent
  sample.dataset.radius = attributes.radius ?? ''
  return create(
    'label',
    {},
    create('input', { type: 'radio', name: 'look', value: name, checked: index === 0 }),
    sample,
    create('span', { class: 'words' }, create('strong', {}, name), create('span', {}, why)),
  )
}

/** The switch that many sites have of their own. */
function followSwitch(): void {
  for (const input of document.querySelectorAll<HTMLInputElement>('[name=scheme]')) {
    const set = () => {
      const { dataset } = document.documentElement
      if (input.value) dataset.theme = input.value
      else delete dataset.theme
    }
    input.addEventListener('change', set)
    // A browser may remember, across a reload, what was chosen.
    if (input.checked) set()
  }
}
