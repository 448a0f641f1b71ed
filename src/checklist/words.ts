/** Word lists that rules match names against, whole words only; each can be replaced in the configuration. */
export interface Words {
  /** Attributes that name a thing once and for all. */
  readonly naturalKeys: readonly string[];
  /** Amounts of money. */
  readonly money: readonly string[];
  /** Names whose values must not show up in logs. */
  readonly sensitive: readonly string[];
  /** Attributes that hold one of a few values. */
  readonly enumerations: readonly string[];
}

export const defaultWords: Words = {
  naturalKeys: ['email', 'username', 'slug', 'handle', 'sku'],
  money: ['price', 'amount', 'cost', 'balance', 'fee', 'salary', 'tax', 'revenue', 'subtotal'],
  sensitive: [
    'password',
    'hashed_password',
    'password_hash',
    'secret',
    'client_secret',
    'api_key',
    'private_key',
    'access_token',
    'refresh_token',
    'otp',
    'ssn',
    'iban',
    'card_number',
  ],
  enumerations: ['status', 'state', 'kind', 'role', 'priority', 'level', 'type', 'category'],
};
