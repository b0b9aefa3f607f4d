declare global {
  namespace App {
    interface Error {
      message: string;
      /** Names the entry in the server's log; only for unexpected errors. */
      id?: string;
    }
  }
}

export {};
