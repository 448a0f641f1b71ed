/** The folder of the sessions, which belongs to nobody else. Names are file names without a path. */
export interface SessionStorage {
  list(): Promise<readonly string[]>;
  /** Undefined when there is no such file. */
  read(name: string): Promise<string | undefined>;
  /** All or nothing: the old text stays when this fails or the machine stops in the middle. */
  write(name: string, text: string): Promise<void>;
  remove(name: string): Promise<void>;
}
