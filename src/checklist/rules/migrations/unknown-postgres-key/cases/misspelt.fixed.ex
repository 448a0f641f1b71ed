defmodule Blog.Post do
  use Ash.Resource,
    domain: Blog,
    data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    migration_types emial: :citext, slug: :citext
    #               ^^^^^^^ unknown
    migration_defaults slug: "nil"
    #                  ^^^^^^^ unknown
    storage_types unheard_of: :text
    #             ^^^^^^^^^^^^ unknown
    migration_ignore_attributes [:email, :lower_slug]
    #                                    ^^^^^^^^^^^ unknown
    identity_wheres_to_sql unique_slug: "email IS NOT NULL", unique_slugs: "TRUE"
    #                                                        ^^^^^^^^^^^^^^ unknown
    identity_index_names unique_email: "posts_email"
    #                    ^^^^^^^^^^^^^^ unknown
    skip_unique_indexes [:unique_slug]
    #                    ^^^^^^^^^^^^ unknown
    calculations_to_sql lower_slug: "lower(slug)", upper_slug: "upper(slug)"
    #                                              ^^^^^^^^^^^^ unknown
    simple_join_first_aggregates [:last_comment, :first_comment]
    #                                            ^^^^^^^^^^^^^^ unknown
  end

  attributes do
    uuid_primary_key :id
    attribute :email, :string
    attribute :slug, :string
  end

  identities do
    identity :unique_slug, [:slug], where: expr(not is_nil(email))
  end

  calculations do
    calculate :lower_slug, :string, expr(string_downcase(slug))
  end

  relationships do
    has_many :comments, Blog.Comment
  end

  aggregates do
    first :last_comment, :comments, :body
  end
end
