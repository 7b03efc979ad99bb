/** Says of a partner's picture that does not come that it does not, in the place where it would stand. */
for (const picture of document.querySelectorAll<HTMLImageElement>('img[data-missing]')) {
  const tell = (): void => {
    const said = document.createElement('p')
    said.className = 'notice'
    said.textContent = [picture.dataset['missing'], picture.alt].filter(Boolean).join(' ')
    picture.replaceWith(said)
  }
  // It may have failed before this ran.
  if (picture.complete && picture.naturalWidth === 0 && picture.loading !== 'lazy') tell()
  else picture.addEventListener('error', tell)
}
