defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    references do
      reference :author, on_delete: :delete
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :slug, :string, allow_nil?: false
    attribute :title, :string, allow_nil?: false
    attribute :status, :atom, allow_nil?: false, constraints: [one_of: [:draft, :live]]
    attribute :pinned?, :boolean, allow_nil?: false, default: false
    attribute :rank, :integer, source: :order
    attribute :removed_at, :utc_datetime_usec
  end

  relationships do
    belongs_to :author, Blog.Author, allow_nil?: false
  end

  identities do
    identity :live_slug, [:slug], where: expr(is_nil(removed_at))
    #        ^^^^^^^^^^ missing
    identity :live_title, [:title] do
      #      ^^^^^^^^^^^ missing
      where expr(status in [:draft, :live] and (pinned? == true or not is_nil(rank)))
    end

    identity :first, [:author_id], where: expr(rank == 1 and title != "It's")
    #        ^^^^^^ missing
  end
end
