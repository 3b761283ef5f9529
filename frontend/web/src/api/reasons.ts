import { words } from '../ui/format'
import type { Database } from './types'

/** How much a reason asks of its reader: nothing but patience, a look, or an action. */
export type Weight = 'calm' | 'warning' | 'bad'

interface Told {
  /** a few words, for a list */
  title: string
  /** what it means and what to do about it */
  sentence: string
  weight: Weight
}

/** What the reasons of databases and of their operations mean to a tenant. One that is not here is told in the API's own words. */
export const REASONS: Record<string, Told | undefined> = {
  ADOPTING: calm('Being looked at', 'The part of MiniRedis that watches it was restarted and takes it over again. It serves meanwhile.'),
  LOADING: calm('Loading its data', 'The engine reads its data from the disk and answers when it has it all. Large databases take a while.'),
  STARTING: calm('Starting', 'The engine is starting.'),
  EXITED: warning('Its process ended', 'The engine ended unasked and is started again.'),
  APPEND_ONLY_FILE_REPAIRED: warning('Its file was repaired', 'The end of its append-only file was damaged and was cut off, so the very last writes may be missing. A copy of the damaged file is kept.'),
  CHANGE_REFUSED: warning('A change is not in force', 'The engine refuses the new settings and goes on with the old ones. Choose others, or restart it.'),
  CLIENTS_EXHAUSTED: warning('No connection is free', 'Clients use every connection that the plan allows, so new ones are refused and changes wait. Close some, or choose a larger plan; a restart ends them all.'),
  NOT_RESPONDING: warning('It does not answer', 'The engine has stopped answering. If it stays so, it is restarted.'),
  PASSWORD_NOT_IN_FORCE: warning('The new password is not in force yet', 'The engine does not go by the new password yet. It is tried again by itself; keep the old one at hand.'),
  SAVE_FAILED: warning('It could not save', 'Its data could not be saved to the disk, so it goes on running instead of stopping. Delete data that you do not need, then try again.'),
  WRITE_FAILED: warning('It cannot write to its disk', 'The engine cannot write its data to the disk and may refuse writes until it can. Reading works. Often the disk of its host is full.'),
  HOST_LOST: warning('Its host is silent', 'The machine that it runs on was not heard of for a while. It may well be serving; nothing is moved or restarted on a guess.'),
  FOREIGN_PROCESS: warning('Something else answers in its place', 'Another process answers where the engine should. It is left alone; an operator of this platform has to look.'),
  PORT_TAKEN: warning('Its port is in use', 'Another process holds its port. It is tried again until the port is free, so that its URL stays the same.'),
  CRASH_LOOP: bad('It ends again and again', 'The engine ended several times in a row. It is started again after pauses that grow to half a minute, and never given up.'),
  OUT_OF_MEMORY: bad('Ended for want of memory', 'The engine took more memory than it may and was ended. It is started again; fewer or smaller keys and clients, or a larger plan, keep it from happening again.'),
  APPEND_ONLY_FILE_CORRUPT: bad('Its append-only file is damaged', 'The file cannot be read and cannot be repaired by itself. It is kept as it is, and nothing is started empty in its place.'),
  SNAPSHOT_CORRUPT: bad('Its snapshot is damaged', 'The snapshot cannot be read. The file is kept as it is, and nothing is started empty in its place.'),
  DATA_MISSING: bad('Its data is not there', 'It had data, and the files are gone from its host. It is not started empty in their place; an operator of this platform can put them back.'),
  DISK_FAILED: bad('Its disk fails', 'The disk of its host could not be written or read. It is tried again; an operator of this platform has to look.'),
  CERTIFICATE_UNAVAILABLE: bad('It has no certificate yet', 'It needs a certificate before it may speak TLS, and none could be had. It is tried again by itself.'),
  TLS_UNAVAILABLE: bad('Its host cannot speak TLS', 'The engine of its host was built without TLS. Switch TLS off for this database, or ask an operator for an engine that has it.'),
  ENGINE_UNAVAILABLE: bad('Its engine is not installed', 'Its host does not have the engine that it needs. An operator of this platform has to install it.'),
  PORT_POOL_EXHAUSTED: bad('No port is free', 'Every port of its host is in use. It starts by itself when one is free; an operator of this platform can add some.'),
  NODE_MISSING: bad('Its host does not know it', 'Its host was set up anew or lost its records. It is set up there again; an operator of this platform should look for its data.'),
  INTERNAL_ERROR: bad('A mistake of ours', 'Something failed inside MiniRedis. It is tried again by itself.'),
}

/** A reason as a notice shows it. */
export interface Reason extends Told {
  /** the host's own words, where they say more */
  detail: string | null
}

/** Why a database is not as it should be; null when there is nothing to say. It may be running all the same. */
export function reasonOf({ reason, message }: Pick<Database, 'reason' | 'message'>): Reason | null {
  if (!reason) return message ? { title: message, sentence: message, weight: 'warning', detail: null } : null
  const told = REASONS[reason]
  if (told) return { ...told, detail: message ?? null }
  const title = words(reason)
  return { title, sentence: message ?? `${title}.`, weight: 'warning', detail: null }
}

function calm(title: string, sentence: string): Told {
  return { title, sentence, weight: 'calm' }
}

function warning(title: string, sentence: string): Told {
  return { title, sentence, weight: 'warning' }
}

function bad(title: string, sentence: string): Told {
  return { title, sentence, weight: 'bad' }
}
