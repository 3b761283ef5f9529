import { describe, expect, it } from 'vitest'
import { ApiProblem } from './problem'
import { fieldErrorsOf, sentenceOf, sentenceOfCode } from './sentences'

const problem = (status: number, body: object) => ApiProblem.of(new Response(null, { status }), body)

describe('sentenceOf', () => {
  it('knows the codes of the API', () => {
    expect(sentenceOf(problem(409, { code: 'NAME_TAKEN', detail: 'x' }))).toContain('already has a database with this name')
  })

  it('falls back to the detail of a code that it does not know', () => {
    expect(sentenceOf(problem(409, { code: 'BRAND_NEW', detail: 'Do this instead.' }))).toBe('Do this instead.')
  })

  it('says the status when there is nothing else', () => {
    expect(sentenceOf(problem(418, {}))).toContain('418')
  })

  it('takes a bare 502 of some proxy for an outage', () => {
    const bare = ApiProblem.of(new Response(null, { status: 502 }), '<html>')
    expect(bare.isOutage).toBe(true)
    expect(sentenceOf(bare)).toContain('databases keep running')
  })

  it('says so when nobody could be asked', () => {
    expect(sentenceOf(ApiProblem.unreachable(new TypeError('Failed to fetch')))).toContain('cannot reach its server')
  })

  it('leaves the words of the engine alone', () => {
    expect(sentenceOf(problem(422, { code: 'COMMAND_FAILED', detail: 'ERR syntax error' }))).toBe('ERR syntax error')
  })
})

describe('too many attempts', () => {
  const refused = (retryAfter?: string) => ApiProblem.of(new Response(null, { status: 429, headers: retryAfter ? { 'Retry-After': retryAfter } : {} }), { code: 'TOO_MANY_ATTEMPTS' })

  it('says how long to wait', () => {
    expect(sentenceOf(refused('75'))).toMatch(/Try again in 1 min 15 s\.$/)
    expect(refused(new Date(Date.now() + 30_500).toUTCString()).retryAfter).toBeGreaterThan(28)
  })

  it('manages without being told', () => {
    expect(refused('soon').retryAfter).toBeNull()
    expect(sentenceOf(refused())).toContain('Wait a moment')
  })
})

it('takes no word of an object for a code', () => {
  expect(sentenceOfCode('constructor')).toBeUndefined()
  expect(sentenceOfCode('EMAIL_NOT_VERIFIED')).toContain('not verified')
})

describe('fieldErrorsOf', () => {
  it('puts messages at their fields, as sentences', () => {
    const error = problem(422, { code: 'INVALID_INPUT', fieldErrors: [{ field: 'password', message: 'must have 10 characters' }] })
    expect(fieldErrorsOf(error)).toEqual({ password: 'Must have 10 characters.' })
  })

  it('knows which field a code is about', () => {
    expect(Object.keys(fieldErrorsOf(problem(409, { code: 'NAME_TAKEN' })))).toEqual(['name'])
    expect(Object.keys(fieldErrorsOf(problem(409, { code: 'EMAIL_TAKEN' })))).toEqual(['email'])
  })
})
