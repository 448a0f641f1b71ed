defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  postgres do
    table "posts"
    repo Blog.Repo

    custom_indexes do
      index [:title]
      #     ^^^^^^^^ added

      index [:votes], unique: true
      #               ^^^^^^^^^^^^ changed

      index ["lower(title)"], name: "posts_lower", where: "votes > 1"
      #                                            ^^^^^^^^^^^^^^^^^^ changed

      index [:votes, desc: :title], name: "posts_same"
    end

    check_constraints do
      check_constraint :votes, "votes_positive", check: "votes > 0"
      #                                          ^^^^^^^^^^^^^^^^^^ changed

      check_constraint :title, "title_there", check: "title <> ''"
      #                ^^^^^^ added

      check_constraint :title, "told_only", message: "is taken"
    end

    custom_statements do
      statement :grant do
        up "GRANT SELECT ON posts TO reader"
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ changed
        down "REVOKE SELECT ON posts FROM reader"
      end
    end
  end

  attributes do
    uuid_primary_key :id
    attribute :title, :string
    attribute :votes, :integer
  end

  actions do
    defaults [:read, create: :*]
  end
end
