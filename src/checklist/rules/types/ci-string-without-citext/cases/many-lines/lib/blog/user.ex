defmodule Blog.User do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "users"
    repo Blog.Repo
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :ci_string, allow_nil?: false
    #                 ^^^^^^^^^^ missing
    attribute :nickname, :ci_string
  end
end
