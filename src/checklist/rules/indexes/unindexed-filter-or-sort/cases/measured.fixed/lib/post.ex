defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index [:token], where: "token IS NOT NULL"
    end
  end

  multitenancy do
    strategy :attribute
    attribute :org_id
  end

  actions do
    read :by_token do
      argument :token, :string
      filter expr(token == ^arg(:token))
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :org_id, :uuid, allow_nil?: false
    attribute :token, :string
    #         ^^^^^^ measured (warning)
  end
end
