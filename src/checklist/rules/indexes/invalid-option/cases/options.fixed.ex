defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    references do
      reference :author, on_delete: :delete, initially_deferred: true
      #                             ^^^^^^^^^^^ value
      #                                          ^^^^^^^^^^^^^^^^^^ deferred
      reference :editor, on_delete: :nilify, deferrable: :initially, match_type: :simple
      reference :reviewer, index?: true
      #                    ^^^^^ option
      reference :owner, on_delete: {:nilify, [:owner_id]}, on_update: :nothing
    end

    custom_indexes do
      index [:tags], using: "gin"
      #                     ^^^^ value
      index [:title, :tags], unique: true
      #                              ^^^^^^ value
      index [:title], include: ["slug"], name: "posts_with_slug"
      #                        ^^^^^^^ value
      index [:title], using: "hash"
      #               ^^^^^^ option
      index [:title], using: "hash", unique: false, include: ["slug"], where: "slug IS NOT NULL"

      index [:slug] do
        name "posts_slug"
        #    ^^^^^^^^^^^ value
        concurrently true
      end

      index [:slug], made_by: "somebody"
    end

    check_constraints do
      check_constraint :title, check: "length(title) > 3"
      #                ^^^^^^ name
      check_constraint :title, "long_title", check: "length(title) > 3", message: "is too short"
      check_constraint [:title, :slug], "title_and_slug", check: "title <> slug"
    end

    custom_statements do
      statement :search do
        #       ^^^^^^^ statement
        up "CREATE INDEX posts_search ON posts (slug)"
      end

      statement "CREATE INDEX posts_search ON posts (slug)"
      #         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql

      statement :words do
        up "CREATE INDEX posts_words ON posts (title)"
        down "DROP INDEX posts_words"
      end
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :slug, :string
    attribute :tags, {:array, :string}
  end

  relationships do
    belongs_to :author, Blog.Author
    belongs_to :editor, Blog.Author
    belongs_to :reviewer, Blog.Author
    belongs_to :owner, Blog.Author
  end
end
