defmodule Blog.Post do
#         ^^^^^^^^^ removed
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo
    identity_index_names named: "posts_by_name"
    #                    ^^^^^^^^^^^^^^^^^^^^^^ index-name
    identity_wheres_to_sql live: "state = 'live'"
    #                      ^^^^^^^^^^^^^^^^^^^^^^ changed
    skip_unique_indexes [:skipped]
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :slug, :string, source: :slug_text
    attribute :state, :string
  end

  identities do
    identity :fresh, [:title]
    #        ^^^^^^ added

    identity :keyed, [:title, :slug]
    #                ^^^^^^^^^^^^^^^ changed

    identity :nilled, [:slug], nils_distinct?: false
    #                          ^^^^^^^^^^^^^^^^^^^^^ changed

    identity :live, [:slug, :state], where: expr(state == "live")
    identity :named, [:state]
    identity :skipped, [:title, :state]
    identity :computed, Application.compile_env(:blog, :keys)
  end

  actions do
    defaults [:read, create: :*]
  end
end
