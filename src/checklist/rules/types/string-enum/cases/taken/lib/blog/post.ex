defmodule Blog.Post do
  use Ash.Resource, domain: Blog, data_layer: AshPostgres.DataLayer

  attributes do
    uuid_primary_key :id
    attribute :status, :string
    #                  ^^^^^^^ limited
    attribute :priority, :string
    #                    ^^^^^^^ limited
  end

  validations do
    validate one_of(:status, ["draft", "published"])
    validate one_of(:priority, ["low", "high"])
  end
end

defmodule Blog.Post.Priority do
  def low, do: "low"
end
