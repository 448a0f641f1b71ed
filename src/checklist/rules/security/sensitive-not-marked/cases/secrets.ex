defmodule Blog.User do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  resource do
    hide_inspect_fields [:client_secret]
  end

  attributes do
    uuid_primary_key :id
    attribute :hashed_password, :string, allow_nil?: false
    #         ^^^^^^^^^^^^^^^^ attribute
    attribute :api_key, :string, sensitive?: true

    attribute :smtp_password, :string do
      #       ^^^^^^^^^^^^^^ attribute
      public? false
    end

    attribute :api_key_hash, :binary
    #         ^^^^^^^^^^^^^ attribute
    attribute :backup_secrets, {:array, :string}
    #         ^^^^^^^^^^^^^^^ attribute
    attribute :iban, Blog.Iban
    #         ^^^^^ attribute
    attribute :otp, Blog.Otp
    attribute :client_secret, :string
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
      argument :password, :string, allow_nil?: false
      #        ^^^^^^^^^ argument
      argument :password_confirmation, :string, allow_nil?: false, sensitive?: true
    end

    update :change_password do
      argument :password, :string, allow_nil?: false
      #        ^^^^^^^^^ argument
    end

    read :by_api_key do
      argument :api_key, :string, allow_nil?: false
      #        ^^^^^^^^ query (info)
    end

    action :check, :boolean do
      argument :password, :string, allow_nil?: false
    end
  end
end

defmodule Blog.Device do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  resource do
    show_inspect_fields [:id, :private_key]
  end

  attributes do
    uuid_primary_key :id
    attribute :private_key, :string
    #         ^^^^^^^^^^^^ attribute
    attribute :access_token, :string
  end

  calculations do
    calculate :opens?, :boolean, expr(access_token == ^arg(:access_token)) do
      argument :access_token, :string
    end
  end
end

defmodule Blog.Iban do
  use Ash.Type.NewType, subtype_of: :string
end

defmodule Blog.Otp do
  use Ash.Type.Enum, values: [:totp, :none]
end
