/** Says of a partner's picture that does not come that it does not, in the place where it would stand. */
function tell(picture: HTMLImageElement): void {
  const said = document.createElement('p')
  said.className = 'notice'
  said.textContent = [picture.dataset['missing'], picture.alt].filter(Boolean).join(' ')
  picture.replaceWith(said)
}

// It may have failed before this ran.
for (const picture of document.querySelectorAll<HTMLImageElement>('img[data-missing]'))
  if (picture.complete && picture.naturalWidth === 0 && picture.loading !== 'lazy') tell(picture)

// Heard on its way down, so that a picture that is put into the page later is told of, too.
document.addEventListener(
  'error',
  ({ target }) => {
    if (target instanceof HTMLImageElement && target.dataset['missing'] !== undefined) tell(target)
  },
  true,
)
