defmodule Blog.User do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :hashed_password, :string, allow_nil?: false, sensitive?: true
    #         ^^^^^^^^^^^^^^^^ unmarked
    attribute :api_key, :string, sensitive?: true

    attribute :smtp_password, :string do
      #       ^^^^^^^^^^^^^^ unmarked
      public? false
      sensitive? true
    end

    attribute :api_key_hash, :binary, sensitive?: true
    #         ^^^^^^^^^^^^^ unmarked
    attribute :backup_secrets, {:array, :string}, sensitive?: true
    #         ^^^^^^^^^^^^^^^ unmarked
    attribute :iban, Blog.Iban, sensitive?: true
    #         ^^^^^ unmarked
    attribute :otp, Blog.Otp
    attribute :password_fingerprint, :string
    attribute :password_reset_at, :utc_datetime
    attribute :api_key_id, :uuid
    attribute :secret_url, :string
    attribute :has_password, :boolean
    attribute :encrypted_password, :binary
    attribute :private_key_encrypted, :binary
    attribute :publishable_api_key, :string
    attribute :access_token_provider, :string
    attribute :refresh_token, :string, sensitive?: Application.compile_env(:blog, :redact)
  end

  actions do
    create :register do
      argument :password, :string, allow_nil?: false, sensitive?: true
      #        ^^^^^^^^^ unmarked
      argument :password_confirmation, :string, allow_nil?: false, sensitive?: true
    end
  end
end

defmodule Blog.Iban do
  use Ash.Type.NewType, subtype_of: :string
end

defmodule Blog.Otp do
  use Ash.Type.Enum, values: [:totp, :none]
end
