/** Walks through former lines with the arrow keys, as a shell does; what was being typed is kept at the end. */
export class History {
  private position: number
  private draft = ''

  constructor(private readonly lines: readonly string[]) {
    this.position = lines.length
  }

  up(current: string): string {
    if (this.position === this.lines.length) this.draft = current
    if (this.position > 0) this.position--
    return this.lines[this.position] ?? this.draft
  }

  down(current: string): string {
    if (this.position >= this.lines.length) return current
    this.position++
    return this.lines[this.position] ?? this.draft
  }
}
