defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  alias Elsewhere.Blog, as: Other

  attributes do
    uuid_primary_key :id
    attribute :status, :string
    #                  ^^^^^^^ limited
    attribute :priority, :string, constraints: [casing: :lower]
    #                    ^^^^^^^ limited
    attribute :state, :string
    #                 ^^^^^^^ compared
    attribute :role, Ash.Type.String
    #                ^^^^^^^^^^^^^^^ limited
  end

  actions do
    read :open do
      filter expr(state != "" and state == "open")
    end
  end

  calculations do
    calculate :label, :string, expr("is " <> status)
  end

  validations do
    validate one_of(:status, ["draft", "published"])
    validate one_of(:priority, ["low", "high"])
    validate one_of(:role, ["author", "editor"])
  end
end

defmodule Post.Draft do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  alias Elsewhere.Post

  attributes do
    uuid_primary_key :id
    attribute :status, :string
    #                  ^^^^^^^ limited
    attribute :parent, Post
  end

  validations do
    validate one_of(:status, ["draft", "published"])
  end
end
