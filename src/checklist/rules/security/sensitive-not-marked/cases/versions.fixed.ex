defmodule Blog.ApiClient do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer,
    extensions: [AshPaperTrail.Resource]

  attributes do
    uuid_primary_key :id

    attribute :client_secret, :string,
      #       ^^^^^^^^^^^^^^ attribute
      allow_nil?: false,
      public?: false,
      sensitive?: true
  end
end
