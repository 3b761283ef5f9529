/** Hands a text to the browser as a file. */
export function saveText(text: string, name: string, type = 'text/plain'): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // the browser reads it a moment later
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
